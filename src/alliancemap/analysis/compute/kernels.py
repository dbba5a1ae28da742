"""Loops that are compiled when they are first called, and kept on disk.

numba takes a third of a second to import and seconds to compile, so neither happens before a kernel runs. What was
compiled is stored beside the source (or in the user's cache folder) and loaded by every later process.
"""

from __future__ import annotations

import logging
import threading
import time
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")
PATIENCE = 1.0
"""Seconds after which a compilation is worth a word."""

_LOG = logging.getLogger(__name__)
_LOCK = threading.RLock()
_spent = 0.0


class Kernel(Generic[P, R]):
    """A function of numbers and arrays, compiled on its first call; it lets other threads run.

    It may call other kernels of its module. (A change in one of another module would not reach what is kept on disk.)
    Arithmetic is IEEE: no reordering of sums, so that results do not depend on the machine.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        self._source = _source(function)
        self._compiled: Any = None
        self._met: set[Any] = set()
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run it, compiled for the types of these arguments."""
        if kwargs:
            raise TypeError(f"{self.function.__name__} takes its arguments by position")
        result: R = self._ready(args)(*args)
        return result

    def dispatcher(self) -> Any:
        """The function as numba has it.

        It is kept on disk only if its file is still the one that was imported: numba would else store the old code
        as that of the new file, as when a service is upgraded while it runs.
        """
        with _LOCK:
            if self._compiled is None:
                from numba import njit  # noqa: PLC0415 - imported when the first kernel runs, see above

                kept = self._source is not None and self._source == _source(self.function)
                self._compiled = njit(nogil=True, cache=kept, error_model="numpy")(self._resolved())
        return self._compiled

    def _resolved(self) -> Callable[P, R]:
        """The function, with the kernels it calls in the form that numba understands."""
        function = self.function
        assert isinstance(function, types.FunctionType)
        named = {name: function.__globals__.get(name) for name in function.__code__.co_names}
        called = {name: value.dispatcher() for name, value in named.items() if isinstance(value, Kernel)}
        copy = types.FunctionType(function.__code__, {**function.__globals__, **called}, function.__name__)
        copy.__qualname__ = function.__qualname__
        copy.__module__ = function.__module__
        copy.__defaults__ = function.__defaults__
        return copy

    def _ready(self, args: tuple[Any, ...]) -> Any:
        compiled, form = self.dispatcher(), _form(args)
        if form in self._met:
            return compiled
        from numba import typeof  # noqa: PLC0415 - as above

        signature = tuple(map(typeof, args))
        if signature not in compiled.overloads:
            with _LOCK, _spoken(self.function.__name__):
                compiled.compile(signature)
        self._met.add(form)
        return compiled


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Have a function compiled when it is first called."""
    return Kernel(function)


def _source(function: Callable[..., Any]) -> tuple[int, int] | None:
    """When the file of a function was changed, and its length; None where there is no such file."""
    try:
        found = Path(function.__code__.co_filename).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _form(value: Any) -> Any:
    """What decides how a value is compiled for; numba's own `typeof` takes longer than many a loop."""
    if isinstance(value, np.ndarray):
        return value.dtype, value.ndim, value.flags.num
    if isinstance(value, tuple):
        return type(value), tuple([_form(part) for part in value])
    return type(value)


def compiled_seconds() -> float:
    """How long this process has been compiling so far, in all."""
    return _spent


@contextmanager
def _spoken(name: str) -> Iterator[None]:
    """Say what is going on if it takes more than a moment, and count how long it took."""
    global _spent  # noqa: PLW0603 - one count for the process, changed under the lock
    began = time.monotonic()
    message = "compiling %s for this machine; this happens once"
    timer = threading.Timer(PATIENCE, _LOG.warning, (message, name.strip("_").replace("_", " ")))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        _spent += time.monotonic() - began
