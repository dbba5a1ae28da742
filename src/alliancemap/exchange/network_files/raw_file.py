"""The bytes of a network file: unpacked, decoded, and ready to say where something is wrong."""

from __future__ import annotations

import codecs
import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from alliancemap.errors import InvalidNetworkError, UsageError

MOST_BYTES = 1 << 30
"""How large a file may be, unpacked: all of it is held in memory."""
_GZIP = b"\x1f\x8b"
_NO_NETWORK = (
    (b"PK\x03\x04", "a spreadsheet or zip archive"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet"),
    (b"%PDF", "a PDF"),
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class RawFile:
    """A file's name, the ending that tells its format (in small letters, without `.gz`), and its bytes."""

    name: str
    ending: str
    data: bytes

    def wrong(self, message: str, line: int = 0) -> InvalidNetworkError:
        """Give the error that says what is wrong in which line; 0 means the file as a whole."""
        place = f"{self.name}, line {line}" if line else self.name
        return InvalidNetworkError(f"{place}: {message}")

    def text(self, *, or_latin_1: bool = False) -> str:
        """Decode UTF-8, or UTF-16 that says so; line ends become newlines.

        Parameters
        ----------
        or_latin_1 : bool
            Whether what is no UTF-8 is Latin-1, as older programs write it, instead of an error.
        """
        if self.data.startswith(_UTF_16):
            text = self._decoded("utf-16")
        else:
            text = self._decoded("utf-8-sig", fallback="latin-1" if or_latin_1 else "")
        if "\x00" in text:
            raise self.wrong("holds a NUL character and is no text; save it as text in UTF-8")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _decoded(self, encoding: str, fallback: str = "") -> str:
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            if fallback:
                return self.data.decode(fallback)
            line = 1 + self.data.count(b"\n", 0, error.start)
            byte = self.data[error.start]
            raise self.wrong(
                f"is not in {encoding.removesuffix('-sig').upper()} (byte 0x{byte:02x}); save it as UTF-8", line
            ) from None


def opened(path: Path) -> RawFile:
    """Read a file, unpacking gzip.

    Raises
    ------
    UsageError
        If it is not there or may not be read.
    InvalidNetworkError
        If it is empty, too large, broken, or of a kind that holds no network.
    """
    name = Path(path.name.lower())
    ending = Path(name.stem).suffix if name.suffix == ".gz" else name.suffix
    raw = RawFile(str(path), ending.removeprefix("."), _bytes(path))
    if not raw.data.strip():
        raise raw.wrong("is empty: there is no network in it")
    for start, what in _NO_NETWORK:
        if raw.data.startswith(start):
            raise raw.wrong(f"is {what}; save the ties as CSV, or the network as GraphML")
    return raw


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == _GZIP
            stream.seek(0)
            data = gzip.GzipFile(fileobj=stream).read(MOST_BYTES + 1) if packed else stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InvalidNetworkError(f"{path}: is packed with gzip, and broken: {error}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {reason}") from None
    if len(data) > MOST_BYTES:
        raise InvalidNetworkError(f"{path}: is larger than {MOST_BYTES >> 20} MB")
    return data
