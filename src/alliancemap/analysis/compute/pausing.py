"""Pauses: what a long computation calls now and then, so that whoever waits for it can stop it by raising an error."""

from __future__ import annotations

from collections.abc import Callable

CheckTime = Callable[[], None]


def no_limit() -> None:
    """Let the computation take its time."""
