"""How long the Large data set takes in and out of a database, and how much memory its Network takes.

    python -m benchmarks.network_load [--scale 1] [--databases embedded neo4j-lts]

Prints a table and puts it into benchmarks/results/network_load.json, where other databases' figures stay. Times are
wall-clock time of this machine; what else ran on it is told by the load average that is recorded with them.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from alliancemap.model import TABLES, Audience, Organisation, RecordChange, Tie
from alliancemap.network.columns import Lists
from alliancemap.network.network import Network
from alliancemap.store.changes import ChangeKind, ChangeSet, Stamp
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from benchmarks import large
from scripts.neo4j_server import CURRENT, LTS, Neo4jServer

RESULTS = Path(__file__).parent / "results" / "network_load.json"
WRITES = 5


class TimedStore(GraphStore):
    """A store that remembers how long its writes took."""

    seconds = 0.0

    def write(self, change_set: ChangeSet, *rest: Any) -> Stamp:
        """Write and remember."""
        began = time.perf_counter()
        stamp = super().write(change_set, *rest)
        self.seconds = time.perf_counter() - began
        return stamp


@contextmanager
def server(name: str) -> Iterator[str]:
    """Run an empty database and give its address."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "embedded":
            yield f"embedded:{folder}/data"
        else:
            version = {"neo4j-lts": LTS, "neo4j-current": CURRENT}[name]
            with Neo4jServer(version, home=Path(folder) / "data", heap_mb=1024) as running:
                yield running.url


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that work took, and its result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def whole(network: Network) -> ChangeSet:
    """Give the change set that brings all of a Network."""
    changes = (RecordChange(t, record.id, None, record) for t in TABLES for record in network.records(t))
    return ChangeSet(tuple(changes), ChangeKind.IMPORT, "benchmark", "Large")


def array_bytes(network: Network) -> int:
    """Add up the arrays of a Network and the texts that they point to, each text once."""
    total = 0
    texts: dict[int, int] = {}
    for table in network.tables.values():
        for array in (table.ids, *table.columns.values()):
            for part in (array.offsets, array.rows) if isinstance(array, Lists) else (array,):
                total += part.nbytes
                if part.dtype == object:
                    texts |= {id(text): sys.getsizeof(text) for text in part.tolist()}
    return total + sum(texts.values())


def load_alone(url: str, results: Any) -> None:
    """In a process of its own: load twice, and say what that took."""
    with GraphStore.open(url) as store:
        before = psutil.Process().memory_info().rss
        first, (_, network) = timed(store.load)
        gc.collect()
        grown = psutil.Process().memory_info().rss - before
        second, _ = timed(store.load)
    records = sum(map(len, network.tables.values()))
    restricted, _ = timed(lambda: network.restricted_to(Audience.PUBLIC, 1, network.date))
    results.put(
        {
            "records": records,
            "load_us_a_record": 1e6 * first / records,
            "load_again_us_a_record": 1e6 * second / records,
            "memory_mb_resident": grown / 1e6,
            "memory_mb_arrays": array_bytes(network) / 1e6,
            "restricted_to_ms": 1e3 * restricted,
        }
    )


def one_write(feed: NetworkFeed, store: TimedStore, change: Callable[[Network], RecordChange]) -> float:
    """Milliseconds of a write by the feed that were not spent in the database."""
    seconds, _ = timed(
        lambda: feed.write(lambda network: ChangeSet((change(network),), ChangeKind.EDIT, "benchmark", "one"))
    )
    return 1e3 * (seconds - store.seconds)


def rename(network: Network) -> RecordChange:
    """Another name for an organisation."""
    before = network.record("organisations", 500)
    assert isinstance(before, Organisation)
    return RecordChange("organisations", before.id, before, replace(before, name=before.name + "'"))


def tie_in(network: Network) -> RecordChange:
    """A tie that was not there."""
    before = network.record("ties", 500)
    assert isinstance(before, Tie)
    new = replace(before, id=f"{before.id}-{time.time_ns()}")
    return RecordChange("ties", new.id, None, new)


def measure(name: str, network: Network) -> dict[str, float]:
    """Measure one database."""
    with server(name) as url:
        change_set = whole(network)
        with GraphStore.open(url) as opened:
            store = TimedStore(opened._bolt)
            feed = NetworkFeed(store)
            feed.network(Audience.EDITOR)
            seconds, _ = timed(lambda: feed.write(lambda _: change_set))
            found = {"import_us_a_record": 1e6 * seconds / len(change_set.changes)}
            for audience in Audience:
                feed.network(audience)
            for label, change in (("rename", rename), ("new_tie", tie_in)):
                times = [one_write(feed, store, change) for _ in range(WRITES)]
                found[f"network_after_{label}_ms"] = statistics.median(times)
                found[f"database_{label}_ms"] = 1e3 * store.seconds
            context = multiprocessing.get_context("spawn")
            results = context.Queue()
            process = context.Process(target=load_alone, args=(url, results))
            process.start()
            found |= results.get()
            process.join()
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--databases", nargs="+", default=["embedded", "neo4j-lts"])
    options = parser.parse_args()
    network = large.network(options.scale)
    print(f"{sum(map(len, network.tables.values()))} records, load average {os.getloadavg()[0]:.1f}")
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in options.databases:
        figures = measure(name, network) | {"scale": options.scale, "load_average": os.getloadavg()[0]}
        found[name] = {key: round(value, 2) for key, value in figures.items()} | {"cores": os.cpu_count()}
        for key, value in found[name].items():
            print(f"{name:15}{key:30}{value:14,.2f}", flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
