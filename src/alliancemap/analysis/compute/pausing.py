"""Pauses: what a long computation calls now and then, so that whoever waits for it can stop it by raising an error."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

CheckTime = Callable[[], None]

Gone = tuple[threading.Event, ...]
"""What is set when those who wait for a part of some work have gone."""

_GONE: ContextVar[Gone] = ContextVar("who has gone", default=())


class GoneError(Exception):
    """Nobody waits for this work any more; raised in its threads, seen by nobody."""


def no_limit() -> None:
    """Let the computation take its time, as long as anybody waits for it.

    Raises
    ------
    GoneError
        In a thread of `each` whose taker was stopped.
    """
    if any(event.is_set() for event in _GONE.get()):
        raise GoneError


def awaited() -> Gone:
    """Who waits for what is done in this thread."""
    return _GONE.get()


@contextmanager
def awaited_by(gone: Gone) -> Iterator[None]:
    """Do work in this thread as long as none of these has gone."""
    token = _GONE.set(gone)
    try:
        yield
    finally:
        _GONE.reset(token)
