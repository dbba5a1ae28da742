"""The Cypher files: found by name, with what their headers declare."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from alliancemap.errors import StoreError

SUFFIX = ".cypher"
SCHEMA = "schema"
DECLARATION = re.compile(r"//\s*(?P<way>in|out)\s+(?P<name>\w+)\s+(?P<type>\S.*?)(?:\s{2,}(?P<meaning>\S.*))?\s*")


@dataclass(frozen=True)
class Column:
    """A parameter or result column, as a header declares it: `// in NAME  TYPE  MEANING`."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Query:
    """One Cypher file: one statement, what goes in and what comes out.

    Parameters
    ----------
    name : str
        `<subject>/<name>`, the file's place below `cypher/` without its suffix.
    text : str
        The whole file, comments included.
    inputs, outputs : tuple of Column
        The header's `in` and `out` lines, in order.
    """

    name: str
    text: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]

    def check(self, given: frozenset[str]) -> None:
        """Raise StoreError unless exactly the declared parameters are given."""
        declared = {column.name for column in self.inputs}
        if given != declared:
            raise StoreError(f"query {self.name!r} takes {_listed(declared)}, was given {_listed(given)}")


class QueryLibrary:
    """Every Cypher file below one folder, each read once.

    Parameters
    ----------
    root : Traversable
        The folder that holds `<subject>/<name>.cypher` and `schema/<dialect>/<number>-<name>.cypher`.
    """

    def __init__(self, root: Traversable) -> None:
        self._root = root
        self._read: dict[str, Query] = {}

    def query(self, name: str) -> Query:
        """Return the query of that name.

        Raises
        ------
        StoreError
            If there is none; the message names the nearest.
        """
        if name not in self._read:
            file = self._root.joinpath(name + SUFFIX)
            if not re.fullmatch(r"[\w-]+(/[\w-]+)+", name) or not file.is_file():
                raise self._unknown(name)
            self._read[name] = parse(name, file.read_text(encoding="utf-8"))
        return self._read[name]

    def names(self) -> list[str]:
        """Return the names of all queries, schema statements included, sorted."""
        return sorted(_names(self._root, ""))

    def schema(self, dialect: str) -> list[Query]:
        """Return the schema statements of a dialect (`arcadedb` or `neo4j`), in the order to run them."""
        return [self.query(name) for name in self.names() if name.startswith(f"{SCHEMA}/{dialect}/")]

    def _unknown(self, name: str) -> StoreError:
        near = difflib.get_close_matches(name, self.names(), n=3, cutoff=0.75)
        return StoreError(f"there is no query {name!r}; near it: {_listed(near)}")


def parse(name: str, text: str) -> Query:
    """Read a query's header: the comment lines before its first clause.

    Parameters
    ----------
    name : str
        The query's name.
    text : str
        The file. `// in NAME TYPE  MEANING` declares a parameter, `// out …` a result column; two spaces end the
        type, which may hold single ones; a missing meaning is empty.
    """
    columns: dict[str, list[Column]] = {"in": [], "out": []}
    for line in text.splitlines():
        if line.strip() and not line.startswith("//"):
            break
        if found := DECLARATION.fullmatch(line):
            columns[found["way"]].append(Column(found["name"], found["type"], found["meaning"] or ""))
    return Query(name, text, tuple(columns["in"]), tuple(columns["out"]))


@cache
def library() -> QueryLibrary:
    """Return the project's own queries: packed into the wheel, or those of the checkout it is installed from."""
    packaged = files("alliancemap").joinpath("_cypher")
    return QueryLibrary(packaged if packaged.is_dir() else _checkout())


def query(name: str) -> str:
    """Return the text of one of the project's own queries; StoreError if there is none of that name."""
    return library().query(name).text


def _checkout() -> Path:
    for folder in Path(__file__).resolve().parents:
        if (folder / "cypher").is_dir() and (folder / "pyproject.toml").is_file():
            return folder / "cypher"
    raise StoreError("the Cypher files are missing from this installation; install alliancemap anew")


def _names(folder: Traversable, prefix: str) -> list[str]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _names(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(SUFFIX):
            found.append(prefix + entry.name.removesuffix(SUFFIX))
    return found


def _listed(names: frozenset[str] | set[str] | list[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
