"""Writes docs/performance.md from the figures of benchmarks/measures.py."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.contest import OURS, Contest

INTRODUCTION = """\
# How fast it is

Written by `python -m benchmarks.measures`; do not edit. Every contender computes the same measure on the same
generated map (6 to 7 recorded ties an organisation; `benchmarks/large.py`), in a process of its own. Seconds are
processor seconds, so two threads count twice; what a library needs to build its own graph is not counted, nor is what
numba compiles once for a machine. Memory is the growth of the process above its data. *Slanted* figures are
predictions, from the growth between the two smaller maps, of what would take more than 120 s or 8 GB. The exponent is
the growth of our seconds with the number of organisations, between the two largest maps that were run.

"""

Entry = Mapping[str, Any]


def page(kept: Mapping[str, Entry], contests: Mapping[str, Contest]) -> str:
    """Give the page for the figures that are kept, in the order of the contests."""
    sections = [_section(contests[name], kept[name]) for name in contests if name in kept]
    return INTRODUCTION + _machine(kept.values()) + _summary(kept, contests) + "\n".join(sections)


def _machine(entries: Iterable[Entry]) -> str:
    machines = {_said(entry["machine"]) for entry in entries}
    return "\n".join(sorted(machines)) + "\n\n"


def _said(machine: Mapping[str, Any]) -> str:
    libraries = ", ".join(f"{name} {machine[name]}" for name in ("networkx", "igraph", "numpy", "scipy", "numba"))
    return f"{machine['processors']} processors, {machine['architecture']}, Python {machine['python']}, {libraries}."


def _summary(kept: Mapping[str, Entry], contests: Mapping[str, Contest]) -> str:
    rows = [
        "| measure | organisations | our seconds | times faster than NetworkX | … than the best other | exponent |",
        "|---|---|---|---|---|---|",
    ]
    rows += [row for name in contests if name in kept for row in _summed(contests[name], kept[name]["figures"])]
    return "## In one table\n\n" + "\n".join(rows) + "\n\n"


def _summed(contest: Contest, figures: Mapping[str, Mapping[str, Entry]]) -> Iterator[str]:
    ours = {int(n): one for n, one in figures[OURS].items() if "cpu" in one and not one.get("predicted")}
    if not ours:
        return
    largest = max(ours)
    others = {
        name: sizes[str(largest)]["cpu"]
        for name, sizes in figures.items()
        if name != OURS and "cpu" in sizes.get(str(largest), {})
    }
    networkx = _ratio(others.pop("NetworkX", None), ours[largest]["cpu"])
    best = min(others, key=lambda name: others[name], default=None)
    beaten = f"{_ratio(others[best], ours[largest]['cpu'])} ({best})" if best else "–"
    cells = (contest.measure, largest, _seconds(ours[largest]["cpu"]), networkx, beaten, _exponent(ours))
    yield f"| {' | '.join(map(str, cells))} |"


def _section(contest: Contest, entry: Entry) -> str:
    figures = entry["figures"]
    sizes = sorted({int(n) for one in figures.values() for n in one})
    head = [f"## {contest.measure}", ""]
    if contest.gathers:
        head += [contest.gathers, ""]
    columns = " | ".join(f"{n} organisations" for n in sizes)
    table = [f"| contender | {columns} | differs by at most |", "|---" * (len(sizes) + 2) + "|"]
    for name, by_size in figures.items():
        cells = " | ".join(_cell(by_size.get(str(n))) for n in sizes)
        table.append(f"| {name} | {cells} | {_apart(by_size.values())} |")
    return "\n".join([*head, *table, ""])


def _cell(one: Entry | None) -> str:
    if one is None:
        return ""
    if "failed" in one:
        return str(one["failed"]).replace("|", "/")
    text = f"{_seconds(one['cpu'])} s, {one['memory']:.0f} MB"
    if one.get("predicted"):
        return f"*{text}* ({one['ground']})"
    return text + (f" (from {one['share']:.2%} of the work)" if one["share"] < 1 else "")


def _apart(entries: Iterable[Entry]) -> str:
    found = [one["apart"] for one in entries if one.get("apart") is not None]
    return f"{max(found):.1e}" if found else "–"


def _ratio(theirs: float | None, ours: float) -> str:
    return "–" if theirs is None else f"{theirs / max(ours, 1e-9):.3g}"


def _exponent(ours: Mapping[int, Entry]) -> str:
    if len(ours) < 2:
        return "–"
    small, great = sorted(ours)[-2:]
    return f"{math.log(ours[great]['cpu'] / max(ours[small]['cpu'], 1e-9)) / math.log(great / small):.2f}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2g}" if seconds < 10 else f"{seconds:.0f}"
