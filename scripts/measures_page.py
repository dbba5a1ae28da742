"""Writes docs/measures.md from the catalogue of measures.

    python -m scripts.measures_page [--check]

With --check nothing is written: the exit code says whether the page is up to date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from alliancemap.measures.catalogue import Measure, catalogue
from alliancemap.measures.parameters import ONE_MODE, TWO_MODE, Parameter

PAGE = Path(__file__).parents[1] / "docs" / "measures.md"
SHARED = {parameter.name for parameter in (*ONE_MODE, *TWO_MODE)}
HEAD = """\
# Measures

Every measure that `alliancemap measure NAME FILE…` computes, as `alliancemap measure --list` prints them. Written by
`python -m scripts.measures_page` from the catalogue; do not edit.

Undefined is null, never 0. Loops are dropped and parallel records merged; the answer says how many. Rankings break ties
by the order of the nodes. What is drawn at random takes a `seed`, and the answer says how many draws were made. Files
are read as [network-files.md](network-files.md) says.

"""


def page() -> str:
    """Give the page."""
    ordered = sorted(catalogue().values(), key=lambda one: (one.subject, one.name))
    subjects = groupby(ordered, lambda one: one.subject)
    sections = ["\n".join(_section(subject, list(measures))) for subject, measures in subjects]
    return HEAD + "\n".join(["\n".join(_shared()), *sections]) + "\n"


def _shared() -> Iterator[str]:
    yield "## Parameters of every measure that takes a network"
    yield ""
    named = {parameter.name: parameter for parameter in (*TWO_MODE, *ONE_MODE)}
    yield from (_said(parameter) for parameter in named.values())
    yield ""


def _section(subject: str, measures: list[Measure]) -> Iterator[str]:
    yield f"## {subject.replace('_', ' ').capitalize()}"
    yield ""
    for one in measures:
        yield f"### `{one.name}`"
        yield ""
        yield _plain(one.definition)
        yield ""
        yield f"Takes {one.takes}; gives {one.gives}. Source: {one.source}."
        own = [parameter for parameter in one.parameters if parameter.name not in SHARED]
        if own:
            yield ""
            yield from map(_said, own)
        yield ""


def _said(parameter: Parameter) -> str:
    default = "" if parameter.default is None else f" Default: `{json.dumps(parameter.default)}`."
    choices = f" One of {', '.join(f'`{choice}`' for choice in parameter.choices)}." if parameter.choices else ""
    return f"- `{parameter.name}` ({parameter.kind}): {_plain(parameter.about)}{choices}{default}"


def _plain(text: str) -> str:
    """Keep formulas from being read as markup."""
    return text.replace("*", "\\*").replace("_", "\\_").replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Write the page, or compare it."""
    written = page()
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != written)
    PAGE.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
