"""XML as a stream of elements, with lines for messages and without the tricks that a document may play."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from alliancemap.exchange.network_files.raw_file import RawFile

Start = Callable[[dict[str, str], int], None]
End = Callable[[str, int], None]


def read_xml(raw: RawFile, root: str, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
    """Call the function of each element that begins (attributes, line) and that ends (its text, line).

    Elements are known by their names without the prefix that the root has, whatever the namespace. The text is what
    stands between the last child, or the start, and the end.

    Raises
    ------
    InvalidNetworkError
        If it is no well-formed XML, has another root, or declares entities.
    """
    _Events(raw, root, starts, ends).run()


class _Events:
    def __init__(self, raw: RawFile, root: str, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        self._raw, self._root, self._starts, self._ends = raw, root, starts, ends
        self._begun = False
        self._text: list[str] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        parser.SkippedEntityHandler = self._refuse

    def run(self) -> None:
        try:
            self._parser.Parse(self._raw.data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self._raw.wrong(f"is no well-formed XML or is cut off: {reason}", error.lineno) from None
        except (LookupError, ValueError) as error:
            raise self._raw.wrong(f"has an encoding that cannot be read ({error}); save it as UTF-8") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._begun:
            self._begin(name)
        self._text.clear()
        act = self._starts.get(name)
        if act is not None:
            act(attributes, self._parser.CurrentLineNumber)

    def _end(self, name: str) -> None:
        act = self._ends.get(name)
        if act is not None:
            act("".join(self._text), self._parser.CurrentLineNumber)
        self._text.clear()

    def _begin(self, name: str) -> None:
        """Look at the root; from now on its prefix belongs to the names."""
        prefix, colon, local = name.rpartition(":")
        if local.lower() != self._root:
            raise self._raw.wrong(f"begins with the element {name!r} and not {self._root!r}")
        self._begun = True
        if colon:
            self._starts = {f"{prefix}:{name}": act for name, act in self._starts.items()}
            self._ends = {f"{prefix}:{name}": act for name, act in self._ends.items()}

    def _refuse(self, name: str, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise self._raw.wrong(f"uses the entity {name!r}, and entities of its own are not read; write the text", line)
