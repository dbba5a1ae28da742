"""The part of docs/performance.md about whole findings, jobs and reports, from the figures kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"

FINDINGS = """\
## Findings as a whole

Written from the figures of `python -m benchmarks.findings` ({organisations:,} organisations, {cores} processors, load
{load}). Processor seconds of one answer, with its reasons left out: the median and the worst of so many, and the floor
of both. `tables` counts who sits at one table (1.3 million ties), `recorded` does not (0.6 million). Memory is what the
process grew by, the landscape not counted; the floor is 1 GB. Plans compare every two organisations and are measured on
300.
"""
JOBS = """\
## Jobs by several processes

Written from the figures of `python -m benchmarks.jobs`: seconds from taking a job to its stored result, with one
process, with two, and with two workers of a Dask cluster. All that each process does once is among them: starting,
loading the Network, and for gaps counting before the draws. Load is that of the machine at the end. The floor of all
allies is 150 s with two processes.
"""
REPORT = """\
## The centrality report

Written from the figures of `python -m benchmarks.centrality_report`: the whole report with its default draws, from
reading the Network to the last file, with what the process grew to. The floor is 240 s on two processors.
"""


def findings_section() -> str:
    """All parts; empty if nothing was kept."""
    parts = []
    if (costs := _kept("findings")).get("costs"):
        head = ("finding", "ties", "answers", "median", "worst", "floors", "memory")
        parts.append(FINDINGS.format(**costs) + "\n" + table(head, _costs(costs["costs"])))
    if jobs := _kept("jobs"):
        runs = ("job", "organisations", "load", "where", "seconds", "times as fast", "same bytes")
        parts.append(JOBS + "\n" + table(runs, _jobs(jobs)))
    if reports := _kept("centrality_report"):
        wholes = ("map", "ties", "load before", "seconds", "processor seconds", "memory")
        parts.append(REPORT + "\n" + table(wholes, _reports(reports)))
    return "\n\n".join(parts)


def _kept(name: str) -> dict[str, Any]:
    file = FOLDER / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def _costs(costs: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for name, by_ties in costs.items():
        floors = " / ".join("–" if floor is None else f"{floor:g}" for floor in by_ties["floor"])
        for ties, one in by_ties.items():
            if ties == "floor":
                continue
            seconds = (f"{one[key]:.3g} s" for key in ("median", "worst"))
            yield name, ties, f"{one['answers']:.0f}", *seconds, floors, f"{one['MB']:.0f} MB"


def _jobs(jobs: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for name, one in jobs.items():
        for where, seconds in one["seconds"].items():
            said = f"{where} process{'es' * (where != '1')}" if where.isdigit() else "two Dask workers"
            same = "yes" if one["same bytes"] else "**no**"
            size = f"{one['organisations']:,}"
            yield name, size, one["load"], said, f"{seconds:g}", f"{one['speed-up'][where]:g}", same


def _reports(reports: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for name, one in reports.items():
        seconds = one["wall_seconds"], one["cpu_seconds"]
        yield name, f"{one['ties']:,}", one["load_average_before"], *seconds, f"{one['peak_memory_mb']:,} MB"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
