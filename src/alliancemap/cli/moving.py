"""The commands that move data: import, undo, check, export, map."""

from __future__ import annotations

import dataclasses
import datetime
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from alliancemap.cli.options import Day, Reading, open_store, question_options, reading_options, store_option
from alliancemap.cli.seed import seed_folder
from alliancemap.exchange.check import CheckReport, check_data
from alliancemap.exchange.export import FORMATS, export_network
from alliancemap.exchange.writing import write_file
from alliancemap.model import RecordChange
from alliancemap.network.rows import find_row
from alliancemap.services.imports import ImportReport, UndoReport, import_data, undo_last_import
from alliancemap.services.maps import network_map, organisation_map
from alliancemap.services.sentences import counted, listed
from alliancemap.settings import Settings
from alliancemap.store.feed import NetworkFeed

_AUTHOR = click.option("--author", help="Who does it, for the history [default: the user's name]")


@click.command("import")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--date",
    type=Day(),
    help="The data set's own date, for who sees a record of it [default: its dataset.csv, else today]",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@_AUTHOR
@store_option
def import_(settings: Settings, paths: tuple[Path, ...], author: str | None, **given: Any) -> None:
    """Bring a folder, zip archive or CSV files of the data format into the store: all or nothing."""
    with open_store(settings) as store, _progress() as progress:
        report = import_data(NetworkFeed(store), paths, author=author or _user(), progress=progress, **given)
    for line in _imported(report):
        click.echo(line)


@click.command()
@_AUTHOR
@store_option
def undo(settings: Settings, author: str | None) -> None:
    """Take the last import back."""
    with open_store(settings) as store:
        report = undo_last_import(NetworkFeed(store), author=author or _user())
    for line in _undone(report):
        click.echo(line)


@click.command()
@click.argument("paths", metavar="[PATH…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report for programs.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check the integrity of data files; without a path, of the seed map."""
    report = check_data(list(paths) or [seed_folder()])
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(report), ensure_ascii=False, indent=2))
    else:
        for line in _checked(report):
            click.echo(line)
    if report.problems:
        sys.exit(1)


@click.command()
@click.option("--format", "format", required=True, metavar="|".join(FORMATS), help="In what format.")
@click.argument("out", type=click.Path(path_type=Path))
@reading_options
def export(out: Path, format: str, **reading: Any) -> None:
    """Write all that the audience may see to OUT, complete with its attributes."""
    export_network(Reading(**reading).network(), format, out)


@click.command("map")
@click.argument("out", metavar="OUT.html", type=click.Path(path_type=Path))
@click.option("--organisation", metavar="ORG", help="Draw the surroundings of one organisation.")
@question_options
def map_(out: Path, organisation: str | None, **reading: Any) -> None:
    """Draw a map as one HTML file that opens anywhere, offline too."""
    with Reading(**reading).question() as question:
        if organisation:
            page = organisation_map(question, find_row(question.network, "organisations", organisation))
        else:
            page = network_map(question)
    write_file(out, lambda stream: _write(stream, page))


COMMANDS = (import_, undo, check, export, map_)


def _write(stream: BinaryIO, page: bytes) -> None:
    stream.write(page)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no name for its user
        return "unknown"


@contextmanager
def _progress() -> Iterator[Callable[[int], None] | None]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("writing", total=None)
        yield lambda done: bar.update(task, completed=done)


def _imported(report: ImportReport) -> Iterator[str]:
    for count in report.counts:
        yield f"{count.table:<15} {count.added:>8} new {count.changed:>8} changed {count.unchanged:>8} unchanged"
    if report.dry_run:
        yield from map(_change, report.examples)
        yield "nothing was written (--dry-run)"
    elif report.revision_after == report.revision_before:
        yield f"nothing to change: the store is still at revision {report.revision_after}"
    else:
        yield f"the store is now at revision {report.revision_after}"
    if not report.dry_run:
        yield from _dates(report)


def _dates(report: ImportReport) -> Iterator[str]:
    """Who has another date than editors have: an import does not date what an audience sees none of."""
    for audience, date in report.dates.items():
        if date != report.date:
            yield f"for editors the data are as of {report.date}, for the audience {audience} as of {date}"


def _change(change: RecordChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return f"  {change.table} {change.id}: {'new' if before is None else 'removed'}"
    names = [name for name in type(after).__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
    shown = ", ".join(f"{name} {getattr(before, name)!s} → {getattr(after, name)!s}" for name in names)
    return f"  {change.table} {change.id}: {shown}"


def _undone(report: UndoReport) -> Iterator[str]:
    for count in report.counts:
        yield f"{count.table:<15} {count.removed:>8} removed {count.restored:>8} set back"
    yield f"took back the import by {report.author} of {_minute(report.at)}; now at revision {report.revision_after}"


def _minute(at: datetime.datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def _checked(report: CheckReport) -> Iterator[str]:
    for table, count in report.counts.items():
        yield f"{table:<15} {count:>8}"
    for note in report.notes:
        yield f"note: {note.message}: {listed(note.ids, 10)}"
    for problem in report.problems:
        yield f"problem: {problem}"
    yield counted(len(report.problems), "problem")
