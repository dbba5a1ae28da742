"""A race: the same measure by several contenders, each run by `benchmarks.measures` in a process of its own."""

from __future__ import annotations

import importlib
import pkgutil
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil

import benchmarks.contests
from benchmarks.data import Data, read

OURS = "alliancemap"
SMALL = 1_000
SIZES = (1_000, 10_000, 100_000)
ENOUGH = 1.0
"""Seconds: what takes longer is run once."""


@dataclass(frozen=True)
class Contender:
    """One way to compute a measure.

    Attributes
    ----------
    name : str
        `alliancemap`, or the library (or plain Python) that does it.
    prepare : callable
        Turns the data into what the contender takes; not counted.
    run : callable
        Computes the measure; gives numbers that can be compared, or None.
    share : callable
        Which part of the whole work `run` does on n organisations; its time is divided by it (1 unless told).
    sizes : tuple of int
        The maps it is run on: a plain loop shows enough on the small one.
    """

    name: str
    prepare: Callable[[Data], Any]
    run: Callable[[Any], Any]
    share: Callable[[int], float] = lambda _n: 1.0
    sizes: tuple[int, ...] = SIZES


@dataclass(frozen=True)
class Floor:
    """What a measure must reach on a map of `n` organisations: times faster than others, by name, or seconds."""

    n: int = 100_000
    times: Mapping[str, float] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True)
class Contest:
    """A measure and those that race on it, ours first.

    `tolerance` is how far results may lie apart, relative to the largest; None where they are not comparable (samples).
    `gathers` says what both compute where the name does not, and what one of our passes gives besides. `covers` are the
    names that `alliancemap measure` knows what is raced by, and `floor` what it must reach on the largest map.
    """

    measure: str
    contenders: tuple[Contender, ...]
    tolerance: float | None = 1e-9
    gathers: str = ""
    sizes: tuple[int, ...] = SIZES
    covers: tuple[str, ...] = ()
    floor: Floor | None = None

    def contender(self, name: str) -> Contender:
        """Give the contender of that name."""
        return next(one for one in self.contenders if one.name == name)


def subjects() -> dict[str, list[Contest]]:
    """Give every contest by what its module is about, in the order of the modules."""
    found: dict[str, list[Contest]] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(benchmarks.contests.__path__)):
        module = importlib.import_module(f"benchmarks.contests.{name}")
        found[(module.__doc__ or name).strip().rstrip(".")] = module.CONTESTS
    return found


def contests() -> dict[str, Contest]:
    """Give every contest by its measure."""
    return {one.measure: one for found in subjects().values() for one in found}


def fresh_memory() -> int:
    """Forget the peak of this process's memory, where the system can; give its memory now, in bytes."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(psutil.Process().memory_info().rss)


def peak_memory() -> int:
    """The most memory this process had since, in bytes."""
    with suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return 1024 * int(re.search(r"VmHWM:\s+(\d+)", status)[1])  # type: ignore[index]  # every Linux has the line
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def raced(folder: Path, contest: Contest, name: str, n: int, repeats: int) -> dict[str, Any]:
    """Run one contender; give its seconds (processor and wall-clock), memory in MB, and where its result is."""
    contender = contest.contender(name)
    if name == OURS:
        contender.run(contender.prepare(read(folder, SMALL)))  # compiles kernels
    prepared = contender.prepare(read(folder, n))
    before = fresh_memory()
    times: list[tuple[float, float]] = []
    result: Any = None
    while len(times) < repeats and sum(wall for _, wall in times) < ENOUGH:
        start = (time.process_time(), time.perf_counter())
        result = contender.run(prepared)
        times.append((time.process_time() - start[0], time.perf_counter() - start[1]))
    share = contender.share(n)
    if result is not None:
        np.save(folder / f"result-{name}.npy", np.asarray(result, np.float64))
    return {
        "cpu": statistics.median(cpu for cpu, _ in times) / share,
        "wall": statistics.median(wall for _, wall in times) / share,
        "memory": max(0, peak_memory() - before) / 1e6,
        "runs": len(times),
        "share": share,
        "result": result is not None and share == 1,
    }
