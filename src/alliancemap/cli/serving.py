"""The commands that serve: demo, serve, schema."""

from __future__ import annotations

import logging
import socket
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import TypeVar

import click
import uvicorn

from alliancemap.api.schema import schema_text
from alliancemap.app import build_application
from alliancemap.cli.options import open_store, place_of, store_option
from alliancemap.cli.seed import seed_folder
from alliancemap.errors import SettingsError
from alliancemap.jobs.service import beside
from alliancemap.model import Audience
from alliancemap.network.network import Network
from alliancemap.network.rows import find_row
from alliancemap.services.allies import find_allies
from alliancemap.services.coalitions import CoalitionWish, find_coalitions
from alliancemap.services.gaps import find_gaps
from alliancemap.services.groupings import GroupBy, Grouping
from alliancemap.services.imports import import_data
from alliancemap.services.question import Question
from alliancemap.settings import Settings
from alliancemap.store.feed import NetworkFeed

T = TypeVar("T")


@click.command()
@click.option("--host", help="Address to serve on [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; 0 takes a free one [default: 8000]")
@store_option
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve pages and GraphQL."""
    settings = _placed(settings, host, port)
    with _listening(settings) as listener, open_store(settings) as store:
        feed = NetworkFeed(store)
        feed.network(Audience.PUBLIC)
        _run(feed, settings, listener, [])


@click.command()
@click.option("--host", help="Address to serve on [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; 0 takes a free one [default: 8000]")
@store_option
def demo(settings: Settings, host: str | None, port: int | None) -> None:
    """Load the seed map where nothing is stored yet, run the analyses, and serve."""
    settings = _placed(settings, host, port)
    with _listening(settings) as listener:
        _say("starting the graph database …")
        with open_store(settings) as store:
            feed = NetworkFeed(store)
            _seed(feed)
            lines = _findings(feed.network(Audience.PUBLIC))
            _run(feed, settings, listener, lines)


@click.command()
def schema() -> None:
    """Print the GraphQL schema."""
    click.echo(schema_text(), nl=False)


COMMANDS = (demo, serve, schema)


def _placed(settings: Settings, host: str | None, port: int | None) -> Settings:
    return replace(settings, host=host or settings.host, port=settings.port if port is None else port)


def _listening(settings: Settings) -> closing[socket.socket]:
    """Take the port first, so that a busy one is told before anything else is done."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"cannot serve on {settings.host} port {settings.port}: {error.strerror}; "
            "choose another with --port or ALLIANCEMAP_PORT"
        ) from error
    return closing(listener)


def _seed(feed: NetworkFeed) -> None:
    stored = len(feed.network(Audience.EDITOR)["organisations"])
    if stored:
        _say(f"the store holds {stored} organisations already; the seed map is not loaded again")
        return
    report = import_data(feed, [seed_folder()], author="demo")
    _say(f"loaded the seed map: {', '.join(f'{count.added} {count.table}' for count in report.counts)}")


def _findings(network: Network) -> list[str]:
    """One answer to each of the three questions, which also makes the pages ready."""
    question, lines = Question(network), []
    gap = _timed("bridging gaps", lambda: find_gaps(question, Grouping(GroupBy.KIND)))
    if gap.gaps:
        lines.append(f"a bridging gap     {gap.gaps[0].reason}")
    ids = network["organisations"].ids
    if "unison" in ids:
        allies = _timed("allies", lambda: find_allies(question, find_row(network, "organisations", "unison"))[:1])
        lines += [f"an ally of UNISON  {ally.organisation.value('name')}: {ally.reason}" for ally in allies]
    if {"climate-action", "fuel-poverty"} <= set(network["causes"].ids):
        wish = CoalitionWish((("climate-action", 1.0), ("fuel-poverty", 1.0)), size=6)
        found = _timed("coalitions", lambda: find_coalitions(question, wish))
        for alternative in found.alternatives[:1]:
            names = ", ".join(str(member.organisation.value("name")) for member in alternative.members)
            lines.append(f"a coalition        {names}")
    return lines


def _timed(what: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    done = work()
    _say(f"worked out {what} in {time.perf_counter() - began:.1f} s")
    return done


def _run(feed: NetworkFeed, settings: Settings, listener: socket.socket, findings: list[str]) -> None:
    """Serve until interrupted, with a worker beside it."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    config = uvicorn.Config(
        build_application(feed, settings),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    feed.refresh()  # the analyses before may have taken longer than a service may be out of touch
    listener.listen(config.backlog)  # whoever reads the address below may come at once, and waits until all is ready
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    for line in findings:
        click.echo(line)
    click.echo(f"pages     {address}/\nGraphQL   {address}/graphiql\nstop      Ctrl-C")
    sys.stdout.flush()
    jobs = feed.store.jobs
    jobs.lease_seconds = settings.lease_seconds
    with beside(jobs, place_of(settings), settings.workers, settings.scheduler):
        uvicorn.Server(config).run(sockets=[listener])


def _say(line: str) -> None:
    click.echo(line, err=True)
