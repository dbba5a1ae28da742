"""What every finding costs on the Large data set: processor seconds, and memory besides the landscape.

    python -m benchmarks.findings [--scale 1] [--only NAME …]

Prints the figures of each finding on both tie sets beside its floor, and puts them into
benchmarks/results/findings.json; --only measures the findings named and keeps nothing. Each is measured in a process of
its own, which reads the landscape and then asks. What is asked of many organisations has its median and its worst; the
first answer is not counted, for it makes what all others share (loops are loaded, holders of causes listed), but stands
beside them. Memory has the floor of 1 GB. How much sooner several processes are is told by `benchmarks.jobs`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import pickle
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.model import TieSet
from benchmarks import large
from benchmarks.finding_questions import FINDINGS

RESULTS = Path(__file__).parent / "results" / "findings.json"
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
    """Most memory that this process has had so far, in megabytes.

    Linux counts what a process was before it became this one as well where it tells of resources.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def written(folder: Path, scale: float, tie_sets: Sequence[TieSet] = tuple(TieSet)) -> dict[str, Path]:
    """Generate the data set and write its landscape for each tie set, for other processes to read."""
    network, paths = large.network(scale), {}
    for ties in tie_sets:
        paths[str(ties)] = folder / f"{ties}-{scale}"
        paths[str(ties)].write_bytes(pickle.dumps(landscape(network, ties)))
    return paths


def main() -> None:
    """Generate, measure, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", nargs="+", choices=FINDINGS, metavar="NAME", help=f"some of: {', '.join(FINDINGS)}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), asked.scale)
        (small,) = written(Path(folder), PLANNED, (TieSet.TABLES,)).values()
        found = costs(paths, small, asked.only or list(FINDINGS))
    if not asked.only:
        size = round(large.ORGANISATIONS * asked.scale)
        frame = {"organisations": size, "load": round(os.getloadavg()[0], 2), "cores": os.cpu_count()}
        RESULTS.write_text(json.dumps({**frame, "costs": found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
