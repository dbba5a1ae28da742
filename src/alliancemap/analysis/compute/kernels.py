"""Loops that are compiled when they are first called, and kept on disk.

numba takes a third of a second to import and seconds to compile, so neither happens before a kernel runs. What was
compiled is stored beside the source (or in the user's cache folder) and loaded by every later process.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import types
from collections.abc import Callable
from functools import cache, update_wrapper
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Version = tuple[int, int]
"""When a file was changed, and its length."""

PATIENCE = 1.0
"""Seconds after which a compilation is worth a word."""

_LOG = logging.getLogger(__name__)
_LOCK = threading.RLock()


class Kernel(Generic[P, R]):
    """A function of numbers and arrays, compiled on its first call; it lets other threads run.

    It may call other kernels. Those of other modules, and the named tuples that its module takes from others, are part
    of the name under which it is kept on disk: numba looks at the caller's file alone, and a change in theirs would not
    reach it. Constants are to be of its own module, for the same reason. Arithmetic is IEEE: no reordering of sums, so
    that results do not depend on the machine.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        self._file = function.__code__.co_filename
        self._versions = {file: _version(file) for file in (self._file, *_shaped_in(function))}
        self._compiled: Any = None
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run it, compiled for the types of these arguments."""
        if kwargs:
            raise TypeError(f"{self.function.__name__} takes its arguments by position")
        result: R = (self._compiled or self.dispatcher())(*args)
        return result

    def dispatcher(self) -> Any:
        """The function as numba has it.

        It is kept on disk only if its file, and those of the kernels it calls, are still the ones that were imported:
        numba would else store the old code as that of the new file, as when a service is upgraded while it runs.
        """
        with _LOCK:
            if self._compiled is None:
                kept = all(version and version == _version(file) for file, version in self._sources().items())
                self._compiled = _njit()(nogil=True, cache=kept, error_model="numpy")(self._resolved())
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
        sources = dict(self._versions)
        for one in self._called().values():
            sources |= one._sources()
        return sources

    def _beside(self) -> str:
        """What tells versions of the other files that it takes code from apart; empty where there are none."""
        others = [version for file, version in sorted(self._sources().items()) if file != self._file]
        return f"_{sha256(repr(others).encode()).hexdigest()[:16]}" if others else ""


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Have a function compiled when it is first called."""
    return Kernel(function)


def _shaped_in(function: Callable[..., Any]) -> set[str]:
    """The files of the named tuples that a function's module knows: where each field stands is part of the code."""
    known = getattr(function, "__globals__", {}).values()
    homes = {value.__module__ for value in known if isinstance(value, type) and hasattr(value, "_fields")}
    return {file for home in homes if home in sys.modules and (file := sys.modules[home].__file__)}


def _version(file: str) -> Version | None:
    """When a file was changed, and its length; None where there is no such file."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def compiled_seconds() -> float:
    """How long this process has been compiling so far, in all."""
    return _COMPILATIONS.seconds


class _Compilations:
    """Hears from numba what is compiled: says so if it takes more than a moment, and counts how long it took.

    numba compiles in one thread at a time, and the kernels that one calls while it is at that one.
    """

    def __init__(self) -> None:
        self.seconds, self._depth, self._began = 0.0, 0, 0.0
        self._timer = threading.Timer(PATIENCE, _LOG.warning)

    def notify(self, event: Any) -> None:
        """Take note that a compilation begins or ends."""
        self._depth += 1 if event.is_start else -1
        if event.is_start and self._depth == 1:
            self._begin(event.data["dispatcher"].py_func.__name__)
        elif not self._depth:
            self._timer.cancel()
            self.seconds += time.monotonic() - self._began

    def _begin(self, name: str) -> None:
        message = "compiling %s for this machine; this happens once"
        self._timer = threading.Timer(PATIENCE, _LOG.warning, (message, name.strip("_").replace("_", " ")))
        self._timer.daemon = True
        self._timer.start()
        self._began = time.monotonic()


_COMPILATIONS = _Compilations()


@cache
def _njit() -> Any:
    """Import numba, now that the first kernel runs, and listen to it."""
    from numba import njit  # noqa: PLC0415 - see above
    from numba.core import event  # noqa: PLC0415 - as above

    event.Listener.register(_Compilations)
    event.register("numba:compile", _COMPILATIONS)
    return njit
