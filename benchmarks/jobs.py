"""How long jobs take with one process, with two, and with two workers of a Dask cluster, and whether the bytes agree.

    python -m benchmarks.jobs [--scale 1] [--kinds gaps all_allies] [--runners 1 2 dask] [--data FOLDER]

Prints the figures and puts them into benchmarks/results/jobs.json, where those of other kinds stay. Every run has a
copy of the same database, so that no job is answered from the store, and the whole results are compared. Times are
wall-clock time of this machine, with what each process does once for all its parts: starting, loading the Network,
counting, compiled loops from the disk. `dask` needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from alliancemap.jobs.cluster import DaskCluster
from alliancemap.jobs.executors import LocalProcesses, Runner
from alliancemap.jobs.kinds import request
from alliancemap.jobs.worker import Worker
from alliancemap.model import Audience
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.job_requests import JobKind
from alliancemap.store.place import StorePlace
from benchmarks import large
from benchmarks.network_load import whole

RESULTS = Path(__file__).parent / "results" / "jobs.json"
PARAMETERS = {JobKind.GAPS: {"draws": 999}, JobKind.ALL_ALLIES: {"first": 20}}
PATIENCE = 60.0


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Run a scheduler and workers on loopback, and give the scheduler's address."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder) / "scheduler.json"
        stack.enter_context(
            _running("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        )
        deadline = time.monotonic() + PATIENCE
        while not file.exists() or not file.read_text(encoding="utf-8").endswith("}"):
            if time.monotonic() > deadline:
                raise RuntimeError("the scheduler does not start")
            time.sleep(0.1)
        address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
        for _ in range(workers):
            stack.enter_context(_running("dask_worker", address, "--nthreads", "1", "--local-directory", folder))
        yield address


@contextmanager
def _running(part: str, *arguments: str) -> Iterator[None]:
    command = [sys.executable, "-m", f"distributed.cli.{part}", "--no-dashboard", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def runner(name: str) -> Iterator[Runner]:
    """Make where jobs run: a number of processes, or `dask` for a cluster of two workers."""
    with ExitStack() as stack:
        made: Runner = DaskCluster(stack.enter_context(cluster(2))) if name == "dask" else LocalProcesses(int(name))
        try:
            yield made
        finally:
            made.close()


def timed(data: Path, kind: JobKind, name: str) -> tuple[float, str]:
    """Have a job worked out in a copy of a database, and give the seconds it took and the hash of its result."""
    with tempfile.TemporaryDirectory() as folder:
        place = StorePlace(f"embedded:{shutil.copytree(data, Path(folder) / 'data')}")
        with place.open() as store, runner(name) as where:
            job = store.jobs.submit(request(kind, Audience.PUBLIC, PARAMETERS[kind]))
            began = time.perf_counter()
            Worker(store.jobs, place, where).work(once=True)
            seconds = time.perf_counter() - began
            return seconds, store.jobs.result(job.id, Audience.PUBLIC).id


def written(data: Path, scale: float) -> int:
    """Write the Large data set into a database, unless it is there; give how many organisations the public sees."""
    with StorePlace(f"embedded:{data}").open() as store:
        feed = NetworkFeed(store)
        if not len(feed.network(Audience.EDITOR)["organisations"]):
            everything = whole(large.network(scale))
            feed.write(lambda _: everything)
        return len(feed.network(Audience.PUBLIC)["organisations"])


def compared(data: Path, kind: JobKind, names: Sequence[str]) -> dict[str, Any]:
    """Time a kind of job wherever it may run, beside the first."""
    runs = {}
    for name in names:
        runs[name] = timed(data, kind, name)
        seconds, digest = runs[name]
        first, same = runs[names[0]]
        verdict = "same bytes" if digest == same else "OTHER BYTES"
        print(f"  {name:>4}: {seconds:7.1f} s  {first / seconds:5.2f} times as fast  {verdict}", flush=True)
    return {
        "seconds": {name: round(seconds, 1) for name, (seconds, _) in runs.items()},
        "speed-up": {name: round(runs[names[0]][0] / seconds, 2) for name, (seconds, _) in runs.items()},
        "same bytes": len({digest for _, digest in runs.values()}) == 1,
    }


def main() -> None:
    """Write the data, race, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the Large data set")
    parser.add_argument("--kinds", nargs="+", type=JobKind, default=list(PARAMETERS), choices=list(PARAMETERS))
    parser.add_argument("--runners", nargs="+", default=["1", "2", "dask"], help="numbers of processes, or dask")
    parser.add_argument("--data", type=Path, help="where the database is kept for another time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.data or Path(folder)
        size = written(data, given.scale)
        for kind in given.kinds:
            print(f"{kind} on {size:,} organisations", flush=True)
            kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
            kept[str(kind)] = {
                "organisations": size,
                "cores": os.cpu_count(),
                **compared(data, kind, given.runners),
                "load": round(os.getloadavg()[0], 2),
            }
            RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
