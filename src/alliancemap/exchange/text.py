"""From the bytes of a file to its lines: UTF-8 only, and no control characters."""

from __future__ import annotations

from alliancemap.errors import Problem
from alliancemap.network.values import CONTROL, printable

__all__ = ["CONTROL", "printable", "read_lines"]

_BOM = b"\xef\xbb\xbf"
_REMEDY = "save it as CSV in UTF-8"
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a spreadsheet or zip archive"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet of an old format"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)


def read_lines(file: str, data: bytes, problems: list[Problem]) -> list[str]:
    """Decode a file and cut it into lines; where it is not text in UTF-8, give none and say so in `problems`."""
    for start, what in _OTHER_FORMATS:
        if data.startswith(start):
            problems.append(Problem(file, 0, "", "", f"is no CSV file but {what}; {_REMEDY}"))
            return []
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        where = f"is not in UTF-8: byte 0x{byte:02x} at position {error.start + 1}"
        problems.append(Problem(file, _line_of(data, error.start), "", "", f"{where}; {_REMEDY}"))
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if CONTROL.search(text):
        return _without_control_characters(file, lines, problems)
    return lines


def _line_of(data: bytes, position: int) -> int:
    before = data[:position].replace(b"\r\n", b"\n")
    return 1 + before.count(b"\n") + before.count(b"\r")


def _without_control_characters(file: str, lines: list[str], problems: list[Problem]) -> list[str]:
    """Report the lines that hold control characters and leave them empty, so that the others are still checked."""
    kept = []
    for number, line in enumerate(lines, 1):
        match = CONTROL.search(line)
        kept.append("" if match else line)
        if match:
            name = f"holds the control character U+{ord(match[0]):04X} at place {match.start() + 1}"
            problems.append(Problem(file, number, "", "", f"{name}; delete it ({_REMEDY} if there are many)"))
    return kept if any(kept) else []
