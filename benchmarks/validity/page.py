"""Writes docs/validity.md from the results of the studies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.validity import ally_page, proof_page
from benchmarks.validity.readings import reading

INTRODUCTION = """\
# Are the findings right?

Written by `python -m benchmarks.validity` from `benchmarks/results/validity.json`; do not edit. Each study holds a
finding against something that it does not know: generated maps whose gaps were planted, all choices looked at, ties
that began later. Seeds are fixed: equal data give equal figures. Square brackets are 95 % intervals.
"""

Section = Callable[[Any], str]


def page(kept: Mapping[str, Any]) -> str:
    """Give the page for the studies that were run."""
    sections: dict[str, Section] = {
        "calibration": proof_page.calibration,
        "coalitions": proof_page.coalitions,
        "plans": proof_page.plans,
        "allies": ally_page.allies,
        "seed": _seed,
    }
    return "\n".join([INTRODUCTION, *(write(kept[name]) for name, write in sections.items() if name in kept)])


def _seed(findings: list[Mapping[str, str]]) -> str:
    lines = [
        "## The seed map, read critically",
        "",
        "The ten findings that somebody who organises in the United Kingdom would see first, as the product words",
        "them, and what to make of each. What the sources cannot know holds for all: memberships are samples of long",
        "lists, half of all links have no date, a blank end asserts nothing, and work together that leaves no list",
        "behind is absent.",
        "",
    ]
    for number, one in enumerate(findings, 1):
        lines += [f"{number}. **{one['question']}.** {one['answer']}", "", f"   {reading(one['key'])}", ""]
    return "\n".join(lines)
