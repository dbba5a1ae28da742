"""How long the whole centrality report takes on the Large data set, step by step, and how much memory.

    python -m benchmarks.centrality_report [--scale 1] [--ties tables recorded] [--workers 2]

The report is worked out from a Network in memory, as everybody may see it, with its default draws, and written to a
folder that is thrown away; each in a process of its own. Prints a table and puts it into
benchmarks/results/centrality_report.json. Beside wall-clock time stands the processors' time, which says what a quiet
machine would need: on a busy one the first says as much about what else ran.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from alliancemap.model import Audience, TieSet
from alliancemap.reports.folder import write_report
from alliancemap.services.centrality.report import ReportOptions, centrality_report
from alliancemap.services.question import Question
from benchmarks import large

RESULTS = Path(__file__).parent / "results" / "centrality_report.json"
Figures = dict[str, Any]


class Clock:
    """Wall-clock and processor seconds of each step, in order; a step that comes again goes on."""

    def __init__(self) -> None:
        self.steps: dict[str, list[float]] = {}
        self._step, self._since = "", self._now()

    def __call__(self, step: str, _share: float) -> None:
        """Take notice of the step at hand."""
        now = self._now()
        if step != self._step:
            print(f"{step or 'done'} …", file=sys.stderr, flush=True)
        if self._step:
            spent = self.steps.setdefault(self._step, [0.0, 0.0])
            for place in range(2):
                spent[place] += now[place] - self._since[place]
        self._step, self._since = step, now

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()


def report_once(scale: float, ties: str, workers: int | None, results: Queue[Figures]) -> None:
    """Make one report and say what it took."""
    network = large.network(scale)
    network = network.restricted_to(Audience.PUBLIC, 1, large.DATE)
    before, clock = _memory(), Clock()
    report = centrality_report(Question(network, TieSet(ties)), ReportOptions(workers=workers), clock)
    with tempfile.TemporaryDirectory() as folder:
        clock("writing", 1.0)
        write_report(report, Path(folder) / "report")
        clock("", 1.0)
        sizes = {path.name: path.stat().st_size for path in (Path(folder) / "report").iterdir()}
    wall, cpu = (sum(spent[place] for spent in clock.steps.values()) for place in range(2))
    results.put(
        {
            "organisations": report.subject.n,
            "ties": report.subject.m,
            "wall_seconds": round(wall, 1),
            "cpu_seconds": round(cpu, 1),
            "peak_memory_mb": round(_memory()),
            "memory_of_network_mb": round(before),
            "steps": {
                step: {"wall": round(spent[0], 1), "cpu": round(spent[1], 1)} for step, spent in clock.steps.items()
            },
            "bytes": dict(sorted(sizes.items())),
        }
    )


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--ties", nargs="+", default=["tables"], choices=list(TieSet))
    parser.add_argument("--workers", type=int)
    options = parser.parse_args()
    found: Figures = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    context = multiprocessing.get_context("spawn")
    for ties in options.ties:
        results = context.Queue()
        load = os.getloadavg()[0]
        process = context.Process(target=report_once, args=(options.scale, ties, options.workers, results))
        process.start()
        figures = results.get()
        process.join()
        figures |= {"load_average_before": round(load, 1), "cores": os.cpu_count(), "workers": options.workers}
        found[f"{figures['organisations']} organisations, {ties}"] = figures
        for step, spent in figures["steps"].items():
            print(f"{ties:10}{step:34}{spent['wall']:9.1f} s wall{spent['cpu']:9.1f} s CPU")
        print(
            f"{ties:10}{'whole':34}{figures['wall_seconds']:9.1f} s wall{figures['cpu_seconds']:9.1f} s CPU"
            f"{figures['peak_memory_mb']:9,} MB at most",
            flush=True,
        )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
