"""Writes docs/performance.md from the figures of benchmarks/measures.py, and those of findings and jobs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alliancemap.measures.catalogue import catalogue
from benchmarks.contest import OURS, SMALL, Contest, Floor
from benchmarks.findings_page import findings_section, table

INTRODUCTION = """\
# How fast it is

Written by `python -m benchmarks.measures`; do not edit. Every contender computes the same measure on the same generated
map (6 to 7 recorded ties an organisation; `benchmarks/large.py`), in a process of its own.

- Seconds are processor seconds, so two threads count twice. What a library needs to build its own graph is not counted,
  nor is what numba compiles once for a machine. The machine did other work as well, which adds some.
- Memory is how much the process grew above its data.
- *Slanted* figures were not run: they are predicted, from the growth between the two smaller maps, to take more than
  120 s or 8 GB. *From 1 % of the work*: so much was run, and its time multiplied.
- The exponent is how seconds grow with the number of organisations, between the two largest maps that were run: 1 is
  in proportion, 2 four times as long for twice as many.

"""

NOT_RACED = {
    "bridging_plan_optimum": "tries every plan, of which it takes 10 000 at most",
    "coalition_optimum": "tries every coalition, of which it takes 200 000 at most",
    "degree_preserving_uniform": "goes through all networks of a few nodes, to test the sampler that `rewired` is",
    "minimal_winning_coalitions": "takes voters and a quota, not a map",
    "permutation_p": "is arithmetic with two numbers",
}

Entry = Mapping[str, Any]
Sizes = Mapping[int, Entry]


def page(kept: Mapping[str, Entry], subjects: Mapping[str, Iterable[Contest]]) -> str:
    """Give the page for the figures that are kept, by subject in the order of the contests."""
    raced = {title: [one for one in found if one.measure in kept] for title, found in subjects.items()}
    everything = [one for found in raced.values() for one in found]
    parts = [
        INTRODUCTION + _machines(kept.values()),
        _floors(everything, kept),
        findings_section(),
        _slow(everything, kept),
        _summary(everything, kept),
        *(_section(title, found, kept) for title, found in raced.items() if found),
        _index(everything),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _machines(entries: Iterable[Entry]) -> str:
    libraries = ("networkx", "igraph", "numpy", "scipy", "numba")
    said = {
        f"{one['processors']} processors, {one['architecture']}, Python {one['python']}, "
        + ", ".join(f"{name} {one[name]}" for name in libraries)
        + "."
        for one in (entry["machine"] for entry in entries)
    }
    return "\n".join(sorted(said))


def _floors(contests: Iterable[Contest], kept: Mapping[str, Entry]) -> str:
    rows = [row for one in contests if one.floor for row in _floor(one, one.floor, kept[one.measure]["figures"])]
    head = ("measure", "organisations", "at least", "measured", "reached")
    return "## What was aimed at, and what was reached\n\n" + table(head, rows)


def _floor(contest: Contest, floor: Floor, figures: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    ours = _run(figures[OURS]).get(floor.n)
    for name, times in floor.times.items():
        theirs = _known(figures.get(name, {})).get(floor.n)
        ratio = theirs["cpu"] / ours["cpu"] if ours and theirs else None
        measured = "not run" if ratio is None else f"{ratio:.3g} times"
        yield (
            contest.measure,
            _n(floor.n),
            f"{times:g} times {name}",
            measured,
            _verdict(ratio, ratio and ratio >= times),
        )
    if floor.seconds is not None:
        took = ours["cpu"] if ours else None
        measured = "not run" if took is None else f"{_seconds(took)} s"
        reached = _verdict(took, took is not None and took <= floor.seconds)
        yield contest.measure, _n(floor.n), f"{floor.seconds:g} s at most", measured, reached


def _verdict(value: float | None, reached: object) -> str:
    return "–" if value is None else "yes" if reached else "**no**"


def _slow(contests: Iterable[Contest], kept: Mapping[str, Entry]) -> str:
    """What takes more than a minute, or grows faster than the square."""
    found = []
    for one in contests:
        sizes = _known(kept[one.measure]["figures"][OURS])
        largest = max(sizes, default=0)
        exponent = _growth(sizes)
        if sizes and (sizes[largest]["cpu"] > 60 or (exponent > 2 and sizes[largest]["cpu"] > 1)):
            steep = "" if math.isnan(exponent) else f", exponent {exponent:.2f}"
            found.append(f"- {one.measure}: {_figure(sizes[largest])} at {_n(largest)} organisations{steep}")
    return "## What takes more than a minute, or grows faster than the square\n\n" + ("\n".join(found) or "Nothing.")


def _summary(contests: Iterable[Contest], kept: Mapping[str, Entry]) -> str:
    head = ("measure", "organisations", "ours", "memory", "exponent", "NetworkX", "ratio", "best other", "ratio")
    rows = [row for one in contests for row in _summed(one, kept[one.measure]["figures"])]
    return (
        "## In one table\n\nOn the largest map that ours was run on; ratio: how many times faster ours is.\n\n"
        + table(head, rows)
    )


def _summed(contest: Contest, figures: Mapping[str, Mapping[str, Entry]]) -> Iterator[tuple[object, ...]]:
    ours = _run(figures[OURS])
    if not ours:
        return
    n = _shown(contest, ours, figures)
    cpu = ours[n]["cpu"]
    others = {name: _known(sizes)[n] for name, sizes in figures.items() if name != OURS and n in _known(sizes)}
    networkx = others.pop("NetworkX", None)
    best = min(others, key=lambda name: others[name]["cpu"], default=None)
    yield (
        contest.measure,
        _n(n),
        f"{_seconds(cpu)} s",
        f"{ours[n]['memory']:.0f} MB",
        _exponent(ours),
        *_beside(networkx, cpu),
        *((f"{best}, {_beside(others[best], cpu)[0]}", _beside(others[best], cpu)[1]) if best else ("–", "–")),
    )


def _shown(contest: Contest, ours: Sizes, figures: Mapping[str, Mapping[str, Entry]]) -> int:
    """The largest map that we and another were run on, else the largest that we were."""
    others = [set(_known(figures.get(one.name, {}))) for one in contest.contenders if one.name != OURS]
    both = set(ours) & set().union(*others)
    return max(both or ours)


def _beside(theirs: Entry | None, ours: float) -> tuple[str, str]:
    if theirs is None:
        return "–", "–"
    mark = "*" if theirs.get("predicted") else ""
    return f"{mark}{_seconds(theirs['cpu'])} s{mark}", f"{mark}{theirs['cpu'] / max(ours, 1e-9):.3g}{mark}"


def _section(title: str, contests: Iterable[Contest], kept: Mapping[str, Entry]) -> str:
    found = list(contests)
    sizes = sorted({int(n) for one in found for by_size in kept[one.measure]["figures"].values() for n in by_size})
    head = ["measure", "contender", *map(_n, sizes), "exponent", "differs by at most"]
    rows = [row for one in found for row in _contenders(one, kept[one.measure]["figures"], sizes)]
    notes = [f"- {one.measure}: {one.gathers}" for one in found if one.gathers]
    return "\n".join([f"## {title}", "", table(head, rows), *(["", *notes] if notes else [])])


def _contenders(
    contest: Contest, figures: Mapping[str, Mapping[str, Entry]], sizes: Iterable[int]
) -> Iterator[list[str]]:
    for place, one in enumerate(one for one in contest.contenders if one.name in figures):
        by_size = figures[one.name]
        cells = [_cell(by_size.get(str(n))) for n in sizes]
        exponent, apart = _exponent(_run(by_size)), _apart(by_size.values())
        yield [contest.measure if place == 0 else "", one.name, *cells, exponent, apart]


def _index(contests: Iterable[Contest]) -> str:
    """Which row every measure of the catalogue is in, or why it is in none."""
    rows = {name: one.measure for one in contests for name in one.covers}
    rows |= {name: f"not raced: it {reason}" for name, reason in NOT_RACED.items()}
    lines = [(f"`{name}`", rows.get(name, "not raced yet")) for name in catalogue()]
    return "## Where every measure of the catalogue is\n\n" + table(("measure", "raced as"), lines)


def _run(by_size: Mapping[str, Entry]) -> dict[int, Entry]:
    return {n: one for n, one in _known(by_size).items() if not one.get("predicted")}


def _known(by_size: Mapping[str, Entry]) -> dict[int, Entry]:
    return {int(n): one for n, one in by_size.items() if "cpu" in one}


def _cell(one: Entry | None) -> str:
    if one is None:
        return ""
    if "failed" in one:
        return str(one["failed"]).replace("|", "/")
    text = _figure(one)
    if one.get("predicted"):
        return f"*{text}*"
    return text + (f" (from {one['share']:.2g} of the work)" if one["share"] < 1 else "")


def _figure(one: Entry) -> str:
    return f"{_seconds(one['cpu'])} s, {one['memory']:.0f} MB"


def _apart(entries: Iterable[Entry]) -> str:
    found = [one["apart"] for one in entries if one.get("apart") is not None]
    return f"{max(found):.1e}" if found else "–"


def _growth(sizes: Sizes) -> float:
    if len(sizes) < 2:
        return math.nan
    small, great = sorted(sizes)[-2:]
    return math.log(max(sizes[great]["cpu"], 1e-9) / max(sizes[small]["cpu"], 1e-9)) / math.log(great / small)


def _exponent(sizes: Sizes) -> str:
    found = _growth(sizes)
    return "–" if math.isnan(found) else f"{found:.2f}"


def _n(size: int) -> str:
    return f"{size:,}".replace(",", " ") if size >= SMALL else str(size)


def _seconds(seconds: float) -> str:
    return f"{seconds:.2g}" if seconds < 10 else f"{seconds:.0f}"
