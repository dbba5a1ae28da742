"""The commands about jobs: submit, jobs, job, worker."""

from __future__ import annotations

import json
import logging
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from alliancemap.cli import wording
from alliancemap.cli.options import OneOf, Reading, open_store, place_of, reading_options, store_option
from alliancemap.exchange.writing import write_file
from alliancemap.jobs.board import JobView
from alliancemap.jobs.kinds import KINDS, request
from alliancemap.jobs.parameters import REQUIRED, parsed
from alliancemap.jobs.service import runner
from alliancemap.jobs.worker import Worker
from alliancemap.settings import Settings
from alliancemap.store.job_records import Job
from alliancemap.store.job_requests import JobKind


def _json_option(command: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="Print it for programs.")(command)


def _described() -> str:
    """The kinds with their parameters, for the help."""
    lines = []
    for kind, offer in KINDS.items():
        names = (f"{name}{'' if given.default is not REQUIRED else '!'}" for name, given in offer.offered.items())
        lines.append(f"  {kind}: {' '.join(names) or 'no parameters'}")
    return "\n".join(
        ["\b", "Kinds and their parameters (! must be given); each takes ties, as_of, include_power:", *lines]
    )


@click.command(epilog=_described())
@click.argument("kind", type=OneOf(JobKind))
@click.option("--params", default="{}", metavar="JSON", help='Parameters of the kind, as {"by": "kind", "draws": 99}.')
@click.option("--seed", type=int, default=1, show_default=True, help="What draws start from.")
@_json_option
@reading_options
def submit(kind: JobKind, params: str, seed: int, as_json: bool, **reading: Any) -> None:
    """Ask a question that takes long; asked before of the same data, it is the same job."""
    asked = Reading(**reading)
    wanted = request(kind, asked.audience, parsed(params), seed)
    with open_store(asked.settings) as store:
        _show(store.jobs.submit(wanted), as_json=as_json)


@click.command()
@click.option("--first", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many to show.")
@_json_option
@reading_options
def jobs(first: int, as_json: bool, **reading: Any) -> None:
    """List the jobs that the audience may see, the newest first."""
    asked = Reading(**reading)
    with open_store(asked.settings) as store:
        found = store.jobs.all(asked.audience, first)
    if as_json:
        click.echo(json.dumps([JobView.of(job).described() for job in found], ensure_ascii=False, indent=2))
    else:
        wording.say(map(_line, found) if found else ["There are no jobs."])


@click.command()
@click.argument("id")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the result into this file.")
@click.option("--cancel", is_flag=True, help="Cancel it, unless it has ended.")
@click.option("--cite/--uncite", default=None, help="Keep it and its result when the data moves on, or no longer.")
@click.option("--delete", is_flag=True, help="Delete it and show nothing, if it has ended or cannot be read.")
@_json_option
@reading_options
def job(id: str, out: Path | None, cancel: bool, cite: bool | None, delete: bool, **shown: Any) -> None:
    """Show how far a job is; cancel it, keep it, delete it, or write its result."""
    as_json = shown.pop("as_json")
    asked = Reading(**shown)
    with open_store(asked.settings) as store:
        if cancel:
            store.jobs.cancel(id, asked.audience)
        if delete:
            store.jobs.delete(id, asked.audience)
            return
        if cite is not None:
            store.jobs.cite(id, asked.audience, cited=cite)
        found = store.jobs.find(id, asked.audience)
        if out is not None:
            result = store.jobs.result(id, asked.audience)
            write_file(out, lambda stream: stream.writelines(result.chunks()))
    _show(found, as_json=as_json)


@click.command()
@click.option("--once", is_flag=True, help="End when no job waits.")
@click.option("--processes", type=click.IntRange(1, 256), help="How many processes [default: ALLIANCEMAP_WORKERS]")
@store_option
def worker(settings: Settings, once: bool, processes: int | None) -> None:
    """Work on jobs until stopped; a stop signal (Ctrl-C, SIGTERM) ends it after the job in hand."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    place = place_of(settings)
    with open_store(settings) as store, runner(place, processes or settings.workers, settings.scheduler) as where:
        store.jobs.lease_seconds = settings.lease_seconds
        working = Worker(store.jobs, place, where)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: working.stop())
        click.echo(f"worker {working.name} is ready", err=True)
        working.work(once=once)


COMMANDS = (submit, jobs, job, worker)


def _show(job: Job, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(JobView.of(job).described(), ensure_ascii=False, indent=2))
    else:
        wording.say(_lines(job))


def _lines(job: Job) -> Iterator[str]:
    yield _line(job)
    yield f"  {job.request.parameters} seed {job.request.seed}; {job.request.audience} view at revision {job.revision}"
    yield from (f"  ! {reason}" for reason in job.reasons)
    if job.result:
        yield f"  result sha256:{job.result}   (--out FILE writes it)"


def _line(job: Job) -> str:
    at = job.submitted_at.strftime("%Y-%m-%d %H:%M")
    took = f" {job.seconds:.1f} s" if job.seconds is not None else ""
    words = f" {job.words}" if job.words else ""
    return f"{job.id}  {at}  {job.request.kind:<18} {job.state:<9} {job.progress:>4.0%}{took}{words}"
