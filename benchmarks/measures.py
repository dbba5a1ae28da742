"""Every measure at 1 000, 10 000 and 100 000 organisations against NetworkX and the best library, in one run.

    python -m benchmarks.measures [--only betweenness …] [--sizes 1000 10000] [--repeats 3]

Each contender runs in a process of its own, the contenders of a measure one after the other, so that a busy machine
hits all alike. Where the two sizes before predict more than 120 s or 8 GB, the prediction is written instead of the
figure. Figures go to benchmarks/results/measures.json, and from there into the tables of docs/performance.md; those of
measures and sizes that were not run stay, so that the largest map can be left for another day. Contenders that have no
wheel for every machine come with `pip install --group race`; without it, leave them out.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import multiprocessing
import os
import platform
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contest import OURS, SMALL, Contest, contests, raced, subjects
from benchmarks.data import written
from benchmarks.performance_page import page

RESULTS = Path(__file__).parent / "results" / "measures.json"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
LONGEST = 120.0
LARGEST = 8_000.0
PATIENCE = 600.0
LATE = ("numba", "scipy.stats", "pandas", "igraph", "leidenalg")
"""What contenders load when they are first used: loaded before, so that it is not counted."""

Figures = dict[str, Any]


def run(folder: Path, contest: Contest, name: str, n: int, repeats: int) -> Figures:
    """Run one contender in a process of its own; say so where it fails or takes too long.

    The process is forked, so that what all contenders load is loaded once; nothing here has started a thread by then.
    """
    context = multiprocessing.get_context("fork")
    received, sent = context.Pipe(duplex=False)
    process = context.Process(target=answer, args=(sent, folder, contest, name, n, repeats))
    process.start()
    sent.close()
    try:
        figures: Figures = received.recv() if received.poll(PATIENCE) else {"failed": f"stopped after {PATIENCE:.0f} s"}
    except EOFError:
        figures = {"failed": "ended without an answer"}
    process.terminate()
    process.join()
    return figures


def answer(sent: Connection, folder: Path, contest: Contest, name: str, n: int, repeats: int) -> None:
    """Send what a contender took, or how it failed."""
    try:
        sent.send(raced(folder, contest, name, n, repeats))
    except Exception as error:  # noqa: BLE001 - whatever fails is what the page says
        sent.send({"failed": f"{type(error).__name__}: {error}"[:160]})


def predicted(before: dict[int, Figures], n: int, share: float) -> Figures | None:
    """What the two sizes before predict for this one, if that is more than may be run."""
    known = sorted(
        (size, figures)
        for size, figures in before.items()
        if size < n and "cpu" in figures and not figures.get("predicted")
    )
    if len(known) < 2:
        return next(({"failed": "not run: it failed on a smaller map"} for f in before.values() if "failed" in f), None)
    (small, low), (great, high) = known[-2:]
    guess: Figures = {"predicted": True}
    for what, noise in (("cpu", 1e-4), ("wall", 1e-4), ("memory", 10.0)):
        exponent = math.log(max(high[what], noise) / max(low[what], noise)) / math.log(great / small)
        guess[what] = max(high[what], noise) * (n / great) ** max(0.0, exponent)
    guess["ground"] = f"from {small} and {great} organisations"
    return guess if guess["cpu"] * share > LONGEST or guess["memory"] > LARGEST else None


def apart(folder: Path, name: str) -> float | None:
    """How far a contender's result lies from ours, relative to the largest of ours; None where one gave none."""
    ours, theirs = (folder / f"result-{who}.npy" for who in (OURS, name))
    if not (ours.exists() and theirs.exists()):
        return None
    mine, other = np.load(ours), np.load(theirs)
    if mine.shape != other.shape:
        return math.inf
    both = np.isfinite(mine) & np.isfinite(other)
    return float(np.abs(mine - other)[both].max(initial=0) / max(np.abs(mine[both]).max(initial=0), 1e-300))


def race(
    folder: Path,
    contest: Contest,
    kept: Mapping[str, Mapping[str, Figures]],
    sizes: Sequence[int],
    repeats: int,
    without: Sequence[str] = (),
) -> dict[str, dict[int, Figures]]:
    """Run a contest at every size; figures of sizes and contenders that are not asked for are kept."""
    figures: dict[str, dict[int, Figures]] = {
        one.name: {
            int(n): old for n, old in kept.get(one.name, {}).items() if int(n) not in sizes or one.name in without
        }
        for one in contest.contenders
    }
    for n in (size for size in sizes if size in contest.sizes):
        for old in folder.glob("result-*.npy"):
            old.unlink()
        for one in (one for one in contest.contenders if n in one.sizes and one.name not in without):
            found = predicted(figures[one.name], n, one.share(n)) or run(folder, contest, one.name, n, repeats)
            if found.get("result") and one.name != OURS:
                found["apart"] = apart(folder, one.name)
            figures[one.name][n] = found
            print(f"{contest.measure:28} {one.name:14} {n:7} {json.dumps(found)}", flush=True)
    return figures


def main() -> None:
    """Race, keep the figures, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", help="measures to race")
    parser.add_argument("--sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], help="contenders to leave out; their figures stay")
    parser.add_argument("--page", action="store_true", help="only write the page anew")
    asked = parser.parse_args()
    kept: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    sizes = sorted(asked.sizes)
    for module in LATE:
        importlib.import_module(module)
    with tempfile.TemporaryDirectory() as place:
        for n in () if asked.page else sorted({SMALL, *sizes}):
            written(Path(place), n)
        for measure, contest in contests().items():
            if asked.page or (asked.only and measure not in asked.only):
                continue
            before = kept.get(measure, {"figures": {}})["figures"]
            figures = race(Path(place), contest, before, sizes, asked.repeats, asked.without)
            kept[measure] = {"figures": figures, "load": os.getloadavg()[0], "machine": machine()}
            RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(json.dumps(kept))
    PAGE.write_text(page(kept, subjects()), encoding="utf-8")


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    libraries = ("alliancemap", "networkx", "igraph", "numpy", "scipy", "numba")
    return {
        "processors": os.cpu_count(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
    }


if __name__ == "__main__":
    main()
