"""What came of a job, packed: unpacked piece by piece, for it may be larger than memory should hold."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

CHUNK = 1_000_000
"""Bytes of content that are unpacked at a time."""


@dataclass(frozen=True, eq=False)
class JobResult:
    """What came of a job: bytes, and what they are.

    A large content is never whole in memory unless somebody asks for it: `packed` holds streams of zlib, one after the
    other and cut anywhere. Results are equal if their contents are, however they are packed.
    """

    packed: tuple[bytes, ...]
    media: str

    @classmethod
    def of(cls, content: bytes, media: str) -> Self:
        """Pack a content."""
        return cls((packed(content),), media)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JobResult) and (self.id, self.media) == (other.id, other.media)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        """The SHA-256 of the content."""
        return self._measured[0]

    @property
    def size(self) -> int:
        """How many bytes the content has."""
        return self._measured[1]

    @property
    def content(self) -> bytes:
        """The whole content."""
        return b"".join(self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """Unpack the content piece by piece; zlib.error if it is damaged."""
        stream = zlib.decompressobj()
        for data in self.packed:
            while data:
                stream = zlib.decompressobj() if stream.eof else stream
                yield stream.decompress(data, CHUNK)
                data = stream.unused_data if stream.eof else stream.unconsumed_tail  # noqa: PLW2901 - what is left of it
        if not stream.eof:
            raise zlib.error("the content is cut short")

    @cached_property
    def _measured(self) -> tuple[str, int]:
        size, digest = 0, hashlib.sha256()
        for chunk in self.chunks():
            size += len(chunk)
            digest.update(chunk)
        return digest.hexdigest(), size


def packed(content: bytes) -> bytes:
    """Pack a part of a content."""
    return zlib.compress(content, 6)
