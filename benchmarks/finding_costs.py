"""What each finding costs on the Large data set: processor seconds, and memory besides the landscape.

Each is measured in a process of its own, which reads the landscape and then asks. What is asked of many organisations
has its median and its worst; the first answer is not counted, for it makes what all others share (loops are loaded,
holders of causes listed), but stands beside them. `floor` is that of docs/performance.md; memory has the floor of 1 GB.
"""

from __future__ import annotations

import multiprocessing
import pickle
import resource
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from alliancemap.analysis.inputs.landscape import Landscape
from benchmarks.finding_questions import FINDINGS

PLANNED = 0.003
"""Scale of the map that plans are measured on: they compare every two organisations, and Large is refused."""


def costs(paths: Mapping[str, Path], small: Path, names: Sequence[str]) -> dict[str, Any]:
    """Measure findings on the landscape of each tie set; what is not for large maps on the small one."""
    found: dict[str, Any] = {}
    context = multiprocessing.get_context("spawn")
    for name in names:
        for ties, path in paths.items():
            with ProcessPoolExecutor(1, mp_context=context) as executor:
                one = executor.submit(measured, name, small if FINDINGS[name].small else path).result()
            found.setdefault(name, {"floor": FINDINGS[name].floor})[ties] = one
            print(f"{name:36} {ties:9} {told(one, FINDINGS[name].floor)}", flush=True)
    return found


def measured(name: str, path: Path) -> dict[str, float]:
    """Ask in this process, which has done nothing else."""
    with path.open("rb") as file:
        world: Landscape = pickle.load(file)
    before, seconds = _peak(), []
    for answer in FINDINGS[name].answers(world):
        began = time.process_time()
        answer()
        seconds.append(time.process_time() - began)
    first, *others = seconds
    others = others or [first]
    figures = {"answers": len(seconds), "first": first, "median": statistics.median(others), "worst": max(others)}
    return {key: round(value, 6) for key, value in {**figures, "MB": _peak() - before}.items()}


def told(one: Mapping[str, float], floor: tuple[float | None, float | None]) -> str:
    """Put one measurement into a line of the table."""
    limits = " / ".join(f"{limit:g}" if limit else "–" for limit in floor)
    times = f"median {one['median']:9.4f} s  worst {one['worst']:9.4f} s  first {one['first']:9.4f} s"
    return f"{times}  (floor {limits})  {one['MB']:6.0f} MB of {one['answers']:.0f}"


def _peak() -> float:
    """Most memory that this process has had so far, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
