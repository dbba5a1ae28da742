"""The command `centrality`: measures on all organisations as a table, or as a report in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from alliancemap.cli import wording
from alliancemap.cli.asking import Answer, Ask, ask
from alliancemap.cli.options import OneOf, Reading, json_option, question_options
from alliancemap.exchange.near import did_you_mean
from alliancemap.reports.content.report import Report
from alliancemap.reports.folder import check_folder, write_report
from alliancemap.reports.numbers import shown
from alliancemap.services.centrality import DEFAULT_SEED, Measure
from alliancemap.services.centrality.report import ReportOptions, centrality_report

_TABLE = (Measure.DEGREE, Measure.HARMONIC, Measure.BETWEENNESS, Measure.CONSTRAINT)
"""What the table shows unless told."""


class Measures(click.ParamType[tuple[Measure, ...]]):
    """Names of measures, parted by commas."""

    name = "measures"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Measure, ...]:
        """Read the names."""
        if isinstance(value, tuple):
            return value
        names = [name.strip().lower() for name in str(value).split(",") if name.strip()]
        for name in names:
            if name not in list(Measure):
                meant = did_you_mean(name, list(Measure))
                self.fail(f"there is no measure {name!r}{meant} (there are {', '.join(Measure)})", param, ctx)
        return tuple(dict.fromkeys(map(Measure, names)))


@click.command()
@click.option("--measures", type=Measures(), help="Which measures, parted by commas [default: a few; in a report all]")
@click.option("--order-by", type=OneOf(Measure), help="In a table: the measure that comes first [default: the first]")
@click.option("--first", type=int, default=20, show_default=True, help="In a table: how many organisations to show.")
@click.option(
    "--draws",
    type=click.IntRange(0, 9_999),
    help="In a report: permutations, other draws in proportion [default: 999; above 20 000 organisations 99]. "
    "In a table: how often ties are dropped for bands of ranks [default: 0]",
)
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="What the draws start from.")
@click.option("--workers", type=click.IntRange(1, 256), help="How many threads [default: as many as processors]")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the report into this folder.")
@json_option
@question_options
def centrality(out: Path | None, workers: int | None, order_by: Measure | None, first: int, **given: Any) -> None:
    """Who stands where in the network: measures with definitions, for reading or (--out) as a report to cite."""
    measures, draws, seed = (given.pop(name) for name in ("measures", "draws", "seed"))
    reading = Reading(**given)
    if out is not None:
        _report(reading, out, ReportOptions(measures or tuple(Measure), draws, seed, workers))
        return
    variables = {
        "measures": [measure.name for measure in measures or _TABLE],
        "first": first,
        "orderBy": order_by.name if order_by else None,
        "draws": draws or 0,
        "seed": seed,
    }
    ask(reading, Ask("centrality", variables, ("centrality",)), lambda answer: wording.say(_table(answer)))


COMMANDS = (centrality,)


def _report(reading: Reading, out: Path, options: ReportOptions) -> None:
    check_folder(out)
    with _progress() as progress, reading.question() as question:
        report = centrality_report(question, options, progress)
        progress("writing the report", 0.97)
        summary = write_report(report, out)
    if reading.json:
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        wording.say(_written(report, out))


def _written(report: Report, out: Path) -> Iterator[str]:
    subject = report.subject
    yield f"{out / 'index.html'}  {subject.n:,} organisations, {subject.m:,} ties, {len(report.columns)} measures"
    yield f"cite as: {report.citation}"


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None]]:
    """A bar with the name of the step on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _step, _share: None
        return
    columns = (TextColumn("{task.description:<32}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=1.0)
        yield lambda step, share: bar.update(task, description=step, completed=share)


def _table(answer: Answer) -> Iterator[str]:
    """Organisations with a column for each measure, and below what the columns mean."""
    names = [measure["measure"].lower() for measure in answer["measures"]]
    width = max((len(node["organisation"]["name"]) for node in answer["nodes"]), default=12)
    width = min(width, 48)
    yield f"{'':<{width + 5}}" + "".join(f"{name:>{_wide(name)}}" for name in names)
    for place, node in enumerate(answer["nodes"], 1):
        name = node["organisation"]["name"]
        name = name if len(name) <= width else name[: width - 1] + "…"
        cells = (f"{_cell(value):>{_wide(column)}}" for column, value in zip(names, node["values"], strict=True))
        yield f"{place:>3}. {name:<{width}}{''.join(cells)}"
    if more := answer["totalCount"] - len(answer["nodes"]):
        yield f"… and {more} more (--first)"
    yield (
        f"{answer['organisations']} organisations, {answer['ties']} ties, {answer['isolates']} isolates, "
        f"{answer['components']} components"
    )
    for measure in answer["measures"]:
        yield f"  {measure['measure'].lower()}: {measure['meaning']} [{measure['method']}]"
        if measure["undefined"]:
            yield f"    not defined for {measure['undefined']}: {measure['undefinedBecause']}"


def _wide(name: str) -> int:
    return max(18, len(name) + 2)


def _cell(value: Answer) -> str:
    band = f" ({value['rankLow']}–{value['rankHigh']})" if value["rankLow"] is not None else ""
    return shown(value["value"]) + band
