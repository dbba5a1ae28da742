"""Workers: threads that answer what is not known yet, small questions apart from large ones.

A long question keeps no short one waiting; the same question asked by many at once runs once; where too many wait, the
next is refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from alliancemap.api.context import TOO_LONG
from alliancemap.api.requests import HttpRefusal

T = TypeVar("T")
SMALL_THREADS = 4
LARGE_THREADS = 2
WAITING = 100
"""How many questions may be at work or wait in one pool."""
TIME_LIMIT = 30.0
"""Seconds after which a client hears that it takes too long."""


class Pool(Generic[T]):
    """Some threads, and what is at work in them."""

    def __init__(self, name: str, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._running: dict[Hashable, Future[T]] = {}

    async def run(self, key: Hashable, work: Callable[[], T]) -> T:
        """Run a piece of work in a thread, or wait for the same one that is at work already.

        Raises
        ------
        HttpRefusal
            With status 503, if too much waits or it takes too long.
        """
        future = self._running.get(key)
        if future is None:
            if len(self._running) >= WAITING:
                raise HttpRefusal(503, "OVERLOADED", "too many questions at once; ask again in a moment", RETRY)
            future = self._threads.submit(work)
            self._running[key] = future
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._running.pop, key, None))
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), TIME_LIMIT)
        except TimeoutError:
            raise HttpRefusal(503, "TIME_LIMIT_EXCEEDED", TOO_LONG) from None


RETRY = {"retry-after": "1"}
