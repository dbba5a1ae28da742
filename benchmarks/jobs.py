"""How long jobs take with one process, with two, and with two workers of a Dask cluster, and whether the bytes agree.

    python -m benchmarks.jobs [--scale 0.01] [--kinds all_allies gaps] [--runners 1 2 dask]

Each job is asked with a seed of its own, so that none is answered from the store; the answers are compared behind what
was asked. Gaps are asked without draws, which the seed would tell apart. `dask` needs the extra `cluster`. Times are
wall-clock time of this machine, loading the Network included, which each process does once and for all its parts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from alliancemap.jobs.cluster import DaskCluster
from alliancemap.jobs.executors import LocalProcesses, Runner
from alliancemap.jobs.kinds import request
from alliancemap.jobs.worker import Worker
from alliancemap.model import Audience
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_requests import JobKind
from alliancemap.store.place import StorePlace
from benchmarks import large
from benchmarks.network_load import whole

PARAMETERS = {JobKind.ALL_ALLIES: {"first": 20}, JobKind.GAPS: {"draws": 0}}
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


def timed(store: GraphStore, place: StorePlace, kind: JobKind, name: str, seed: int) -> tuple[float, bytes]:
    """Have a job worked out, and give the seconds it took and its answer."""
    job = store.jobs.submit(request(kind, Audience.PUBLIC, PARAMETERS[kind], seed))
    with runner(name) as where:
        began = time.perf_counter()
        Worker(store.jobs, place, where).work(once=True)
        seconds = time.perf_counter() - began
    return seconds, store.jobs.result(job.id, Audience.PUBLIC).content.split(b'"answer":', 1)[1]


def main() -> None:
    """Print a line for each kind and runner."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.01, help="of the Large data set")
    parser.add_argument("--kinds", nargs="+", type=JobKind, default=list(PARAMETERS), choices=list(PARAMETERS))
    parser.add_argument("--runners", nargs="+", default=["1", "2"], help="numbers of processes, or dask")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = StorePlace(f"embedded:{folder}/data")
        with place.open() as store:
            everything = whole(large.network(given.scale))
            NetworkFeed(store).write(lambda _: everything)
            for kind in given.kinds:
                print(f"{kind} on {len(NetworkFeed(store).network(Audience.PUBLIC)['organisations']):,} organisations")
                first: bytes | None = None
                for seed, name in enumerate(given.runners, 1):
                    seconds, answer = timed(store, place, kind, name, seed)
                    first = first or answer
                    print(f"  {name:>4}: {seconds:7.1f} s   {'same bytes' if answer == first else 'OTHER BYTES'}")


if __name__ == "__main__":
    main()
