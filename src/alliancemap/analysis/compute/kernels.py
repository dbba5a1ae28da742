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
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")
Version = tuple[int, int]
"""When a file was changed, and its length."""

PATIENCE = 1.0
"""Seconds after which a compilation is worth a word."""

_LOG = logging.getLogger(__name__)
_LOCK = threading.RLock()
_spent = 0.0


class Kernel(Generic[P, R]):
    """A function of numbers and arrays, compiled on its first call; it lets other threads run.

    It may call other kernels. Those of other modules are part of the name under which it is kept on disk: numba looks
    at the caller's file alone, and a change in theirs would not reach it. Constants are to be of its own module, for
    the same reason. Arithmetic is IEEE: no reordering of sums, so that results do not depend on the machine.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        self._file = function.__code__.co_filename
        self._source = _version(self._file)
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

        It is kept on disk only if its file, and those of the kernels it calls, are still the ones that were imported:
        numba would else store the old code as that of the new file, as when a service is upgraded while it runs.
        """
        with _LOCK:
            if self._compiled is None:
                from numba import njit  # noqa: PLC0415 - imported when the first kernel runs, see above

                kept = all(version and version == _version(file) for file, version in self._sources().items())
                self._compiled = njit(nogil=True, cache=kept, error_model="numpy")(self._resolved())
        return self._compiled

    def _resolved(self) -> Callable[P, R]:
        """The function, with the kernels it calls in the form that numba understands."""
        function = self.function
        assert isinstance(function, types.FunctionType)
        called = {name: value.dispatcher() for name, value in self._called().items()}
        copy = types.FunctionType(function.__code__, {**function.__globals__, **called}, function.__name__)
        copy.__qualname__ = function.__qualname__ + self._beside()
        copy.__module__ = function.__module__
        copy.__defaults__ = function.__defaults__
        return copy

    def _called(self) -> dict[str, Kernel[..., Any]]:
        """The kernels it calls."""
        known = self.function.__globals__
        named = {name: known.get(name) for name in self.function.__code__.co_names}
        return {name: value for name, value in named.items() if isinstance(value, Kernel)}

    def _sources(self) -> dict[str, Version | None]:
        """The files of its code and of all that it calls, each as it was when it was imported."""
        sources = {self._file: self._source}
        for one in self._called().values():
            sources |= one._sources()
        return sources

    def _beside(self) -> str:
        """What tells versions of the other files that it takes code from apart; empty where there are none."""
        others = [version for file, version in sorted(self._sources().items()) if file != self._file]
        return f"_{sha256(repr(others).encode()).hexdigest()[:16]}" if others else ""

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


def _version(file: str) -> Version | None:
    """When a file was changed, and its length; None where there is no such file."""
    try:
        found = Path(file).stat()
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
