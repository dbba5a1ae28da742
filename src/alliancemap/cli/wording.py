"""Answers in words: what the reading commands print for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from alliancemap.cli.asking import Answer
from alliancemap.model import OrganisationKind, TieType
from alliancemap.words import KINDS, tie_words

PAST_SHOWN = 5
"""How many partners of the past are named."""


def say(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        click.echo(line)


def found(answer: Answer) -> Iterator[str]:
    """Organisations that a search found."""
    if not answer["nodes"]:
        yield "Nothing found."
    for node in answer["nodes"]:
        yield f"{node['slug']:<44} {node['name']} ({_kind(node)})"
    if more := answer["totalCount"] - len(answer["nodes"]):
        yield f"… and {more} more"


def allies(answer: Answer) -> Iterator[str]:
    """Potential allies with their reasons."""
    if not answer["nodes"]:
        yield "No candidate in this list: all who may be suggested are linked to it on record,"
        yield "or how unlike they are is not known."
    for rank, ally in enumerate(answer["nodes"], 1):
        organisation = ally["organisation"]
        mark = ", bridging" if ally["bridging"] else ""
        yield f"{rank:>3}. {organisation['name']} ({_kind(organisation)}{mark})   score {ally['score']:.3f}"
        yield f"     {ally['reason']}"
        yield from _warnings(ally, "     ")
    if more := answer["totalCount"] - len(answer["nodes"]):
        yield f"… and {more} more candidates (--first)"
    yield from _past(answer["pastPartners"])
    yield from _warnings(answer, "")


def _past(partners: list[Answer]) -> Iterator[str]:
    if partners:
        yield "Partners of the past, for whom these lists are not:"
    for partner in partners[:PAST_SHOWN]:
        yield f"     {partner['organisation']['name']}: {partner['reason']}"
    if len(partners) > PAST_SHOWN:
        yield f"     … and {len(partners) - PAST_SHOWN} more (--json)"


def introductions(answer: Answer) -> Iterator[str]:
    """Ways from one organisation to another."""
    if not answer:
        yield "Nobody on the map could introduce them: no way through one or two others is recorded."
    for rank, way in enumerate(answer, 1):
        yield f"{rank:>3}. {' – '.join(step['name'] for step in way['path'])}   strength {way['strength']:.3f}"
        for step in way["steps"]:
            yield f"     {step['a']['name']} and {step['b']['name']}: {_rests_on(step)}"


def _rests_on(step: Answer) -> str:
    ties = [_tie(tie) for tie in step["ties"]]
    joined = [f"joined {membership['coalition']['name']}" for membership in step["memberships"]]
    tables = [f"both in {body['name']}" for body in step["tables"]]
    return "; ".join([*ties, *joined, *tables]) + f" (trust {step['trust']:.2f})"


def _tie(tie: Answer) -> str:
    words = tie_words(TieType[tie["type"]], outward=True)
    since = f" since {tie['since']}" if tie["since"] else ""
    return f"{tie['source']['name']} {words} {tie['target']['name']}{since}"


def gaps(answer: Answer) -> Iterator[str]:
    """Bridging gaps and who could build the bridge."""
    if not answer["gaps"]:
        yield "No two groups have a tie to expect between them."
    circular = "CIRCULAR" in {warning["code"] for warning in answer["warnings"]}
    for rank, gap in enumerate(answer["gaps"], 1):
        label = "descriptive only" if circular else gap["label"].lower().replace("_", " ")
        yield f"{rank:>3}. [{label}] {gap['reason']}"
        for pair in gap["pairs"]:
            yield f"     {pair['a']['name']} – {pair['b']['name']}: {pair['reason']}"
    yield (
        f"{answer['totalCount']} pairs of groups; {answer['unranked']} more with too few ties to expect; "
        f"{answer['eligible']} organisations with a cause; {answer['draws']} draws, seed {answer['seed']}"
    )
    yield from _warnings(answer, "")


def coalitions(answer: Answer) -> Iterator[str]:
    """Candidate coalitions, member by member."""
    for number, alternative in enumerate(answer["alternatives"], 1):
        yield f"{number}. {alternative['reason']}   value {alternative['value']:.3f}"
        for member in alternative["members"]:
            organisation = member["organisation"]
            yield f"     {organisation['name']} ({_kind(organisation)}): {member['reason']} Adds {member['gain']:.3f}."
        if alternative["voting"]:
            yield f"     The vote: {alternative['voting']['reason']}"
        for way in alternative["introductions"]:
            yield f"     needs an introduction: {' – '.join(step['name'] for step in way['path'])}"
        yield from _warnings(alternative, "     ")
    yield f"Out of {answer['pool']} organisations that could have been chosen."


def plan(answer: Answer) -> Iterator[str]:
    """The introductions of a bridging plan, in order."""
    yield answer["reason"]
    for step in answer["steps"]:
        yield f"{step['rank']:>3}. {step['a']['name']} – {step['b']['name']}   adds {step['gain']:.4f}"
        yield f"     {_joined(step['groupsOfA'])} with {_joined(step['groupsOfB'])}"
        yield f"     {step['reason']}"
    yield from _warnings(answer, "")


def _joined(groups: Iterable[Answer]) -> str:
    return ", ".join(group["name"] for group in groups)


def profile(answer: Answer) -> Iterator[str]:
    """What kind of ties an organisation has."""
    yield f"{answer['organisation']['name']} ({_kind(answer['organisation'])})"
    yield answer["words"]
    shares, places = answer["shares"] or {}, answer["percentiles"]
    for name, what in _CAPITAL.items():
        share = f"{_number(shares.get(name))} of the three" if shares else "no share"
        place = "" if places[name] is None else f", percentile {min(99, round(100 * places[name]))}"
        yield f"{name:<9} {answer[name]:.2f}   {what}: {share}{place}"
    if answer["unclassified"]:
        yield f"besides   {answer['unclassified']:.2f}   to organisations whose social distance is not known"
    yield f"closure   {_number(answer['closure'])}   share of the pairs of its allies that are tied on record"
    yield f"z         {_number(answer['baseline']['z'])}   bridging above or below chance, in standard deviations"
    yield f"returned  {_number(answer['reciprocity'])}   share of its support, funding and memberships returned"
    yield from _warnings(answer, "")


_CAPITAL = {"bonding": "with its like", "bridging": "with those unlike it", "linking": "across the power line"}


def breadth(answer: Answer) -> Iterator[str]:
    """How broad a set of organisations is."""
    yield f"inclusive {_number(answer['inclusive'])}   how broad the set is, 0 to 1: its dimensions together"
    yield f"expansive {_number(answer['expansive'])}   share of pairs that are three or more steps apart on record"
    yield f"active    {_number(answer['active'])}   share of members with a tie inside begun or renewed in two years"
    for dimension in answer["dimensions"]:
        why = f"left out: {dimension['skipped']}" if dimension["skipped"] else f"ratio {_number(dimension['ratio'])}"
        yield f"  {dimension['name']}: {why}"
    yield from _warnings(answer, "")


def _warnings(answer: Answer, indent: str) -> Iterator[str]:
    return (f"{indent}! {warning['message']}" for warning in answer["warnings"])


def _kind(organisation: Answer) -> str:
    return KINDS[OrganisationKind[organisation["kind"]]][0]


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"
