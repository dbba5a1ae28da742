"""The head of a UCINET DL file: sizes, format, diagonal and labels, up to `data:`."""

from __future__ import annotations

from dataclasses import dataclass, field

from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.near import did_you_mean
from alliancemap.exchange.network_files.dl_pieces import Piece, Pieces
from alliancemap.exchange.network_files.values import whole

FORMATS = {
    **dict.fromkeys(("fullmatrix", "fm"), "fullmatrix"),
    **dict.fromkeys(("upperhalf", "uh"), "upperhalf"),
    **dict.fromkeys(("lowerhalf", "lh"), "lowerhalf"),
    **dict.fromkeys(("edgelist1", "el1", "edgelist", "el"), "edgelist1"),
    **dict.fromkeys(("edgelist2", "el2"), "edgelist2"),
    **dict.fromkeys(("edgearray1", "ea1", "edgearray", "ea"), "edgearray1"),
    **dict.fromkeys(("edgearray2", "ea2"), "edgearray2"),
    **dict.fromkeys(("nodelist1", "nl1", "nodelist", "nl"), "nodelist1"),
    **dict.fromkeys(("nodelist2", "nl2"), "nodelist2"),
    **dict.fromkeys(("nodelist1b", "nl1b"), "nodelist1b"),
    **dict.fromkeys(("nodelist2b", "nl2b"), "nodelist2b"),
    **dict.fromkeys(("rankedlist1", "rl1", "rankedlist", "rl"), "rankedlist1"),
    **dict.fromkeys(("rankedlist2", "rl2"), "rankedlist2"),
    **dict.fromkeys(("blockmatrix", "bm"), "blockmatrix"),
}
"""Every word for a format, and the format."""
MOST = 5_000_000
"""How many nodes may be said: all are held in memory, listed or not."""
_SIZES = {"n": ("rows", "columns"), "nr": ("rows",), "nc": ("columns",), "nm": ("matrices",)}
_LABELLED = {
    "row": "rows",
    "rows": "rows",
    "col": "columns",
    "cols": "columns",
    "column": "columns",
    "columns": "columns",
    "matrix": "matrices",
    "mat": "matrices",
    "level": "matrices",
    "levels": "matrices",
}
_KEYWORDS = (*_SIZES, "format", "diagonal", "labels", "row", "column", "matrix", "data")


@dataclass
class Head:
    """What the head says.

    `size` and `labels` are of rows, columns and matrices; `embedded` are those whose labels stand among the data.
    """

    two_mode: bool = False
    format: str = "fullmatrix"
    diagonal: bool = True
    size: dict[str, int] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    embedded: set[str] = field(default_factory=set)


def read_head(pieces: Pieces) -> Head:
    """Read up to and with `data:`.

    Raises
    ------
    InvalidNetworkError
        If it does not begin with `dl`, or says what DL does not know.
    """
    first = pieces.take("'dl'")
    if first.word != "dl":
        raise pieces.wrong(f"begins with {first.text[:40]!r}; a DL file begins with 'dl'", first)
    head = Head()
    while (piece := pieces.take("'data:'")).word != "data":
        _take(head, piece, pieces)
    nxt = _after_colon(pieces)
    if nxt is not None and nxt.word == "file":
        raise pieces.wrong("has its data in another file; put them into this one, after 'data:'", nxt)
    head.two_mode = head.two_mode or head.format.rstrip("b").endswith("2")
    return head


def _take(head: Head, piece: Piece, pieces: Pieces) -> None:
    word = piece.word
    if word in _SIZES:
        _size(head, word, pieces)
    elif word == "format":
        head.format = _format(pieces)
    elif word in ("diagonal", "diag"):
        head.diagonal = _diagonal(pieces)
    elif word == "title":
        pieces.take("the title")
    elif word == "datafile":
        raise pieces.wrong("has its data in another file; put them into this one, after 'data:'", piece)
    else:
        _labels(head, _labelled(piece, pieces), pieces)


def _size(head: Head, word: str, pieces: Pieces) -> None:
    piece = pieces.take(f"a number after {word}")
    count = whole(piece.text)
    if count is None or count < (word == "nm"):
        raise pieces.wrong(f"{word} is {piece.text!r}; it must be a whole number", piece)
    if count > MOST:
        raise pieces.wrong(f"{word} is {count}, which is more than can be read ({MOST})", piece)
    head.two_mode = head.two_mode or word in ("nr", "nc")
    for what in _SIZES[word]:
        head.size[what] = count


def _format(pieces: Pieces) -> str:
    piece = pieces.take("the format")
    if piece.word not in FORMATS:
        raise pieces.wrong(f"the format {piece.text!r} is unknown{did_you_mean(piece.word, FORMATS)}", piece)
    return FORMATS[piece.word]


def _diagonal(pieces: Pieces) -> bool:
    piece = pieces.take("'absent' or 'present'")
    if piece.word not in ("absent", "present"):
        raise pieces.wrong(f"the diagonal is {piece.text!r}; it must be 'absent' or 'present'", piece)
    return piece.word == "present"


def _labelled(piece: Piece, pieces: Pieces) -> str:
    """Say what labels are of: rows, columns, matrices, or `nodes` for both rows and columns."""
    word = piece.word
    if word in _LABELLED:
        nxt = pieces.take("'labels'")
        if nxt.word not in ("labels", "label"):
            raise _unknown(piece, pieces)
        return _LABELLED[word]
    for start, what in _LABELLED.items():
        if word in (f"{start}labels", f"{start}label"):
            return what
    if word not in ("labels", "label"):
        raise _unknown(piece, pieces)
    return "nodes"


def _unknown(piece: Piece, pieces: Pieces) -> InvalidNetworkError:
    return pieces.wrong(
        f"has {piece.text[:40]!r}, which a DL head does not know{did_you_mean(piece.word, _KEYWORDS)}", piece
    )


def _labels(head: Head, what: str, pieces: Pieces) -> None:
    which = ("rows", "columns") if what == "nodes" else (what,)
    nxt = _after_colon(pieces)
    if nxt is not None and nxt.word == "embedded":
        pieces.take("'embedded'")
        _after_colon(pieces)
        head.embedded.update(which)
        return
    if which[0] not in head.size:
        raise pieces.wrong(f"has labels of {what} before their number; write n (or nr, nc, nm) first")
    labels = _taken(head.size[which[0]], what, pieces)
    for one in which if not head.two_mode else which[:1]:
        head.labels[one] = labels


def _after_colon(pieces: Pieces) -> Piece | None:
    """Pass over a colon that stands apart from its keyword, and look at what comes next."""
    nxt = pieces.peek()
    if nxt is not None and nxt.text == ":":
        pieces.take("':'")
    return pieces.peek()


def _taken(count: int, what: str, pieces: Pieces) -> list[str]:
    labels: dict[str, None] = {}
    for _ in range(count):
        piece = pieces.take(f"{count} labels of {what}")
        if piece.word == "data":
            raise pieces.wrong(f"has {len(labels)} labels for {count} {what}", piece)
        if piece.text in labels:
            raise pieces.wrong(f"has the label {piece.text!r} twice; give each of the {what} one of its own", piece)
        labels[piece.text] = None
    return list(labels)
