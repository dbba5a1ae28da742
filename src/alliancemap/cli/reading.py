"""The commands that ask: find, allies, introductions, gaps, coalitions, plan, profile, breadth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from alliancemap.cli import wording
from alliancemap.cli.asking import Answer, Ask, ask
from alliancemap.cli.grouping import grouping, grouping_options
from alliancemap.cli.options import Command, OneOf, Reading, json_option, question_options, reading_options
from alliancemap.errors import UsageError
from alliancemap.model import PlaceKind
from alliancemap.services.allies import AllyList
from alliancemap.services.gaps import DEFAULT_DRAWS, DEFAULT_SEED
from alliancemap.services.plan import DEFAULT_SEED as PLAN_SEED


def _first(default: int, what: str) -> Callable[[Command], Command]:
    return click.option("--first", type=int, default=default, show_default=True, help=f"How many {what} to show.")


@click.command()
@click.argument("text")
@_first(20, "organisations")
@json_option
@reading_options
def find(text: str, first: int, **reading: Any) -> None:
    """Find organisations by name, other name or description."""
    question = Ask("find", {"text": text, "first": first}, ("organisations",), analysis=False)
    ask(Reading(**reading), question, _said(wording.found))


@click.command()
@click.argument("organisation", metavar="ORG")
@click.option(
    "--list",
    "which",
    type=OneOf(AllyList),
    default=AllyList.NATURAL.value,
    show_default=True,
    help="All candidates, or only those unlike the one who asks.",
)
@_first(20, "candidates")
@json_option
@question_options
def allies(organisation: str, which: AllyList, first: int, **reading: Any) -> None:
    """Who could be an ally of ORG, and isn't."""
    variables = {"organisation": organisation, "list": which.name, "first": first}
    ask(Reading(**reading), Ask("allies", variables, ("organisation", "potentialAllies")), _said(wording.allies))


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@_first(3, "ways")
@json_option
@question_options
def introductions(source: str, target: str, first: int, **reading: Any) -> None:
    """Who could introduce FROM to TO."""
    question = Ask("introductions", {"from": source, "to": target, "first": first}, ("introductions",))
    ask(Reading(**reading), question, _said(wording.introductions))


@click.command()
@grouping_options
@_first(20, "gaps")
@click.option("--pairs", type=int, default=3, show_default=True, help="How many bridge builders to show for each gap.")
@click.option(
    "--min-expected", type=float, default=1.0, show_default=True, help="Leave out gaps with fewer ties to expect."
)
@click.option("--draws", type=int, default=DEFAULT_DRAWS, show_default=True, help="Draws of the shuffle test.")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="What the draws start from.")
@json_option
@question_options
def gaps(by: str, level: PlaceKind, groups: tuple[str, ...], **given: Any) -> None:
    """Where groups share causes but have few recorded ties."""
    asked = ("first", "pairs", "min_expected", "draws", "seed")
    variables = {_camel(name): given.pop(name) for name in asked}
    question = Ask("gaps", {"by": grouping(by, level, groups), **variables}, ("bridgingGaps",))
    ask(Reading(**given), question, _said(wording.gaps))


@click.command()
@click.option("--cause", "causes", multiple=True, required=True, metavar="ID[=WEIGHT]", help="A goal; may be repeated.")
@click.option("--size", type=int, required=True, help="How many members.")
@click.option("--include", multiple=True, metavar="ORG", help="Who must be in it; may be repeated.")
@click.option("--exclude", multiple=True, metavar="ORG", help="Who must not; may be repeated.")
@click.option("--alternatives", type=int, default=3, show_default=True, help="How many alternatives.")
@click.option("--everybody", is_flag=True, help="Let in organisations that back no goal.")
@click.option("--proof", type=int, default=0, help="Seconds to try to prove how good the best one is [default: none]")
@click.option(
    "--quota", type=float, help="The votes that win, to hear whether each alternative does [default: no vote]"
)
@click.option("--votes", multiple=True, metavar="ORG=N", help="How many votes ORG has; may be repeated.")
@json_option
@question_options
def coalitions(causes: tuple[str, ...], votes: tuple[str, ...], **given: Any) -> None:
    """Which coalition could form on these goals."""
    variables = {
        "goal": [_goal(text) for text in causes],
        "size": given.pop("size"),
        "include": list(given.pop("include")),
        "exclude": list(given.pop("exclude")),
        **{name: given.pop(name) for name in ("alternatives", "everybody", "proof", "quota")},
        "votes": [_votes(text) for text in votes],
    }
    ask(Reading(**given), Ask("coalitions", variables, ("candidateCoalitions",)), _said(wording.coalitions))


@click.command()
@click.option("--size", type=int, required=True, help="How many introductions.")
@grouping_options
@click.option("--introducible", is_flag=True, help="Only pairs that somebody on the map could introduce.")
@click.option("--per-organisation", type=int, help="How many new ties an organisation may get [default: no limit]")
@click.option("--seed", type=int, default=PLAN_SEED, show_default=True, help="What the random plans start from.")
@json_option
@question_options
def plan(size: int, by: str, level: PlaceKind, groups: tuple[str, ...], **given: Any) -> None:
    """Which introductions would connect the groups of the map most."""
    variables = {_camel(name): given.pop(name) for name in ("introducible", "per_organisation", "seed")}
    question = Ask("plan", {"size": size, "by": grouping(by, level, groups), **variables}, ("bridgingPlan",))
    ask(Reading(**given), question, _said(wording.plan))


@click.command()
@click.argument("organisation", metavar="ORG")
@json_option
@question_options
def profile(organisation: str, **reading: Any) -> None:
    """What kind of ties ORG has: bonding, bridging, linking."""
    question = Ask("profile", {"organisation": organisation}, ("organisation", "socialCapital"))
    ask(Reading(**reading), question, _said(wording.profile))


@click.command()
@click.argument("organisations", metavar="ORG…", nargs=-1, required=True)
@json_option
@question_options
def breadth(organisations: tuple[str, ...], **reading: Any) -> None:
    """How inclusive, expansive and active the solidarity of these organisations is."""
    question = Ask("breadth", {"members": list(organisations)}, ("solidarityBreadth",))
    ask(Reading(**reading), question, _said(wording.breadth))


COMMANDS = (find, allies, introductions, gaps, coalitions, plan, profile, breadth)


def _said(words: Callable[[Answer], Iterator[str]]) -> Callable[[Answer], None]:
    def show(answer: Answer) -> None:
        wording.say(words(answer))

    return show


def _goal(text: str) -> dict[str, Any]:
    """Read ID or ID=WEIGHT."""
    id, equals, weight = text.partition("=")
    try:
        return {"cause": id, "weight": float(weight) if equals else 1.0}
    except ValueError:
        raise UsageError(f"goal {text!r} has weight {weight!r}; give a number above 0, such as {id}=2") from None


def _votes(text: str) -> dict[str, Any]:
    """Read ORG=N."""
    id, equals, number = text.partition("=")
    try:
        return {"organisation": id, "votes": float(number)}
    except ValueError:
        wrong = f"has {number!r} votes" if equals else "says no number of votes"
        raise UsageError(f"{text!r} {wrong}; give a number, such as {id}=2") from None


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))
