"""How the commands gaps and plan are told what divides organisations into groups."""

from __future__ import annotations

from typing import Any

import click

from alliancemap.cli.options import Command, OneOf
from alliancemap.errors import UsageError
from alliancemap.model import PlaceKind

WAYS = ("kind", "place", "constituency", "generation", "community", "groups")


def grouping_options(command: Command) -> Command:
    """Give a command --by, --level and --group; it takes `by`, `level` and `groups`."""
    command = click.option(
        "--group",
        "groups",
        multiple=True,
        metavar="NAME=ORG,ORG…",
        help="With --by groups: a group of your own; two at least.",
    )(command)
    command = click.option(
        "--level",
        type=OneOf(PlaceKind),
        default=PlaceKind.REGION.value,
        show_default=True,
        help="With --by place: which places.",
    )(command)
    by = click.option("--by", type=click.Choice(WAYS), required=True, help="What divides organisations into groups.")
    return by(command)


def grouping(by: str, level: PlaceKind, groups: tuple[str, ...]) -> dict[str, Any]:
    """Write a grouping as GraphQL takes it.

    Raises
    ------
    UsageError
        If groups are given with another way, or one is not written NAME=ORG,ORG.
    """
    if groups and by != "groups":
        raise UsageError(f"--group is given with --by {by}; write --by groups")
    match by:
        case "place":
            return {by: level.name}
        case "groups":
            return {by: [_group(text) for text in groups]}
        case _:
            return {by: True}


def _group(text: str) -> dict[str, Any]:
    name, equals, members = text.partition("=")
    ids = [id.strip() for id in members.split(",") if id.strip()]
    if not (name and equals and ids):
        raise UsageError(f"group {text!r} cannot be read; write NAME=ORG,ORG, such as unions=unison,tuc")
    return {"id": name, "members": ids}
