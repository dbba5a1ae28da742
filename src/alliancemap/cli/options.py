"""Options that several commands share, and what stands behind them: settings, store, Network."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import click

from alliancemap.dates import PartialDate
from alliancemap.model import Audience, TieSet
from alliancemap.network.network import Network
from alliancemap.services.question import Question
from alliancemap.settings import Settings
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.place import StorePlace

Command = TypeVar("Command", bound=Callable[..., Any])

_LOAD = "`alliancemap demo` and `alliancemap import` load records, --store names another store"


class Day(click.ParamType[datetime.date]):
    """A day; with `widely`, a month or year stands for its last day."""

    name = "date"

    def __init__(self, *, widely: bool = False) -> None:
        self.widely = widely

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Read a day."""
        if isinstance(value, datetime.date):
            return value
        try:
            date = PartialDate.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if not date.day and not self.widely:
            self.fail(f"{value!r} names no day: write year-month-day, such as 2020-06-30", param, ctx)
        return date.last_day


class OneOf(click.ParamType[StrEnum]):
    """One of an enumeration, written as in the data."""

    name = "choice"

    def __init__(self, choices: type[StrEnum]) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click asks so
        """Name the choices in the help."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """Read a choice."""
        try:
            return self.choices(str(value).lower())
        except ValueError:
            self.fail(f"{value!r} is not one of {', '.join(self.choices)}", param, ctx)


@dataclass(frozen=True)
class Reading:
    """How a reading command was asked to answer."""

    settings: Settings
    audience: Audience
    json: bool = False
    ties: TieSet = TieSet.TABLES
    as_of: datetime.date | None = None
    include_power: bool = False

    @contextmanager
    def question(self) -> Iterator[Question]:
        """Load the Network of the audience and frame the question."""
        yield Question(self.network(), self.ties, self.as_of, self.include_power)

    def network(self) -> Network:
        """Load the Network of the audience; the store is closed again."""
        with open_store(self.settings) as store:
            network = NetworkFeed(store).network(self.audience)
        if not network.revision:
            click.echo(f"note: nothing was ever stored here for the audience {self.audience}; {_LOAD}", err=True)
        return network


def open_store(settings: Settings) -> GraphStore:
    """Open the store that the settings name; use it as a context manager."""
    return place_of(settings).open()


def place_of(settings: Settings) -> StorePlace:
    """Tell the processes that work on jobs where the store is."""
    return StorePlace(settings.store, settings.store_user, settings.store_password, settings.heap_mb)


def store_option(command: Command) -> Command:
    """Let a command be told where the store is; it takes `settings`."""
    return click.option(
        "--store",
        "settings",
        metavar="URL",
        callback=lambda _context, _option, value: Settings.read(os.environ, store=value),
        help="The graph database: embedded:FOLDER, bolt://… or neo4j://… [default: embedded:./.alliancemap]",
    )(command)


def reading_options(command: Command) -> Command:
    """Give a command what every reading one takes: --store and --audience."""
    command = click.option(
        "--audience",
        type=OneOf(Audience),
        default=Audience.PUBLIC.value,
        show_default=True,
        help="Whose view of the records to answer from.",
    )(command)
    return store_option(command)


def json_option(command: Command) -> Command:
    """Let a command print for programs."""
    return click.option("--json", is_flag=True, help="Print what GraphQL gives, for programs.")(command)


def question_options(command: Command) -> Command:
    """Give a command what every analysis takes besides: --ties, --as-of and --include-power."""
    command = click.option("--include-power", is_flag=True, help="Let institutions of power take part.")(command)
    command = click.option(
        "--as-of",
        type=Day(widely=True),
        help="Only what was in force on this day [default: all that had begun by the data set's own date]",
    )(command)
    command = click.option(
        "--ties",
        type=OneOf(TieSet),
        default=TieSet.TABLES.value,
        show_default=True,
        help="Which ties count: recorded ones, or also sitting at the same table.",
    )(command)
    return reading_options(command)
