"""Work cut into blocks and done by several threads, with the same result however many they are."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import TypeVar

from alliancemap.analysis.compute.pausing import awaited, awaited_by, no_limit

Item = TypeVar("Item")
Part = TypeVar("Part")


_MOST: ContextVar[int | None] = ContextVar("most workers", default=None)


def available() -> int:
    """How many processors this process may use."""
    if (most := _MOST.get()) is not None:
        return most
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def at_most(workers: int | None) -> Iterator[None]:
    """Let what is done in this context use so many threads where it is not told; None: as many as processors."""
    token = _MOST.set(workers)
    try:
        yield
    finally:
        _MOST.reset(token)


def each(work: Callable[[Item], Part], items: Iterable[Item], workers: int | None = None) -> Iterator[Part]:
    """Do the work for every item and give the parts in the order of the items.

    The parts must not depend on each other, and the items not on the number of workers: then the result does not
    either. At most twice as many parts as workers wait to be taken. What stops the taker (an error, Ctrl-C) stops the
    work: parts not begun are left alone, and those in hand end at their next pause (`no_limit`).

    Parameters
    ----------
    work : callable
        Lets other threads run while it computes, as kernels and matrix products do.
    workers : int, optional
        How many threads; as many as there are processors unless told.
    """
    workers = workers or available()
    if workers == 1:
        yield from map(work, items)
        return
    waiting, left = iter(items), threading.Event()
    gone = (*awaited(), left)

    def part(item: Item) -> Part:
        with awaited_by(gone):
            no_limit()
            return work(item)

    with ThreadPoolExecutor(workers) as pool:
        under_way = [pool.submit(part, item) for item in islice(waiting, 2 * workers)]
        try:
            while under_way:
                yield under_way.pop(0).result()
                under_way += [pool.submit(part, item) for item in islice(waiting, 1)]
        finally:
            left.set()
            for future in under_way:
                future.cancel()


def spans(size: int, length: int) -> list[tuple[int, int]]:
    """Cut 0 … size into spans of the given length: (first, end) of each."""
    return [(first, min(size, first + length)) for first in range(0, size, length)]
