"""What every finding costs on the Large data set; all allies and all gaps by one process and by two: the same bytes.

    python -m benchmarks.findings [--scale 1] [--organisations 400] [--processes 1 2] [--only NAME …]

Prints the figures and puts them into benchmarks/results/findings.json: first processor seconds and memory of each
finding on both tie sets, beside the floors (`finding_costs`); then how much sooner two processes are. --only measures
the findings named, races nobody and keeps nothing. Work is cut into tasks whose answers do not hang
on who computes them; `timed` takes any executor of `concurrent.futures`. Each process reads the landscape itself, once,
before the clock starts. Speed-up is of wall-clock time, which what else runs on the machine eats up: the load average
stands beside it. Processor seconds that do not grow with the processes say that nothing is lost by cutting.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from alliancemap.analysis.findings.allies import ally_scores
from alliancemap.analysis.findings.gaps import bridging_gaps
from alliancemap.analysis.inputs.groups import groups_by_kind
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.model import TieSet
from benchmarks import large
from benchmarks.finding_costs import PLANNED, costs
from benchmarks.finding_questions import FINDINGS

RESULTS = Path(__file__).parent / "results" / "findings.json"
FIRST = 20
BLOCK = 25
"""Organisations a task."""

GAP_RUNS, DRAWS = 4, 9

Task = Callable[[int], bytes]


@cache
def read(path: str) -> Landscape:
    """Read a landscape; a process does so once."""
    world: Landscape = pickle.loads(Path(path).read_bytes())
    return world


def allies(path: str, organisations: int, block: int) -> bytes:
    """Give the first twenty natural and bridging allies of a block of evenly spaced organisations."""
    world = read(path)
    rows = np.linspace(0, world.size - 1, organisations).astype(np.int64)[block * BLOCK : (block + 1) * BLOCK]
    digest = hashlib.sha256()
    for row in rows.tolist():
        found = ally_scores(world, row)
        for chosen in (found.natural_allies[:FIRST], found.bridging_allies[:FIRST]):
            digest.update(found.candidates[chosen].tobytes() + found.score[chosen].tobytes())
    return digest.digest()


def gaps(path: str, seed: int) -> bytes:
    """Give every gap between kinds, with the draws of one seed."""
    world = read(path)
    return repr(bridging_gaps(world, groups_by_kind(world), DRAWS, seed)).encode()


def clocked(task: Task, number: int) -> tuple[bytes, float]:
    """Run one task, and tell the processor seconds it took."""
    began = time.process_time()
    return task(number), time.process_time() - began


def timed(executor: Executor, task: Task, count: int, processes: int) -> dict[str, Any]:
    """Run a task for 0 … count − 1 on any executor whose processes have been woken up; digest the answers in order."""
    list(executor.map(task, range(processes)))
    began = time.perf_counter()
    answers, processor = zip(*executor.map(partial(clocked, task), range(count)), strict=True)
    seconds = time.perf_counter() - began
    digest = hashlib.sha256(b"".join(answers)).hexdigest()
    return {"seconds": round(seconds, 2), "processor seconds": round(sum(processor), 2), "digest": digest}


def compared(path: str, organisations: int, processes: Sequence[int]) -> dict[str, Any]:
    """Run both kinds of finding with each number of processes."""
    kinds: dict[str, tuple[Task, int]] = {
        "all allies": (partial(allies, path, organisations), -(-organisations // BLOCK)),
        "gaps": (partial(gaps, path), GAP_RUNS),
    }
    context = multiprocessing.get_context("spawn")
    found: dict[str, Any] = {}
    for name, (task, count) in kinds.items():
        runs = {}
        for number in processes:
            with ProcessPoolExecutor(number, mp_context=context) as executor:
                runs[str(number)] = timed(executor, task, count, number)
        first, *others = runs.values()
        found[name] = {
            "processes": runs,
            "same bytes": all(one["digest"] == first["digest"] for one in others),
            "speed-up": [round(first["seconds"] / one["seconds"], 2) for one in others],
        }
        print(f"{name:12} {json.dumps(found[name])}", flush=True)
    return found


def main() -> None:
    """Generate, race, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--organisations", type=int, default=400, help="how many to find allies for")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--only", nargs="+", choices=FINDINGS, metavar="NAME", help=f"some of: {', '.join(FINDINGS)}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), asked.scale)
        (small,) = written(Path(folder), PLANNED, (TieSet.TABLES,)).values()
        spent = costs(paths, small, asked.only or list(FINDINGS))
        if asked.only:
            return
        found = compared(str(paths[TieSet.TABLES]), asked.organisations, asked.processes)
    size = round(large.ORGANISATIONS * asked.scale)
    frame = {"organisations": size, "asked": asked.organisations, "load": os.getloadavg()[0], "cores": os.cpu_count()}
    RESULTS.write_text(json.dumps({**frame, "costs": spent, **found}, indent=1) + "\n", encoding="utf-8")


def written(folder: Path, scale: float, tie_sets: Sequence[TieSet] = tuple(TieSet)) -> dict[str, Path]:
    """Generate the data set and write its landscape for each tie set, for other processes to read."""
    network, paths = large.network(scale), {}
    for ties in tie_sets:
        paths[str(ties)] = folder / f"{ties}-{scale}"
        paths[str(ties)].write_bytes(pickle.dumps(landscape(network, ties)))
    return paths


if __name__ == "__main__":
    main()
