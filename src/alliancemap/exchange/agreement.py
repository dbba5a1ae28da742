"""Whether the records of an import agree with each other and with what stays in the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliancemap.errors import Problem
from alliancemap.exchange.bulk import field_values
from alliancemap.exchange.merging import Merged
from alliancemap.exchange.rules import circles
from alliancemap.model import CauseType, StanceSide
from alliancemap.network.network import Network

_PARENTS = {"places": "parent_id", "causes": "broader_id"}


def check_agreement(merged: Mapping[str, Merged], network: Network, problems: list[Problem]) -> None:
    """Report circles among places and among causes, and support for a challenge."""
    for table, parent in _PARENTS.items():
        if table in merged:
            problems.extend(_circles(merged[table], parent, network))
    problems.extend(_stances(merged, network))


def _circles(merged: Merged, parent: str, network: Network) -> Iterator[Problem]:
    table = merged.kind.name
    pairs = zip(network[table].ids.tolist(), field_values(network, table, parent), strict=True)
    parents = {**dict(pairs), **dict(zip(merged.ids, merged.values[parent], strict=True))}
    place_of = {id: place for place, id in enumerate(merged.ids)}
    for circle in circles({id: above for id, above in parents.items() if above}):
        if place_of.keys().isdisjoint(circle):
            continue
        place = min(place_of[id] for id in circle if id in place_of)
        way = " in ".join([*circle, circle[0]])
        yield merged.sheet.problem(place, parent, merged.values[parent][place], f"closes a circle, {way}; break it")


def _stances(merged: Mapping[str, Merged], network: Network) -> Iterator[Problem]:
    """A challenge is opposed: neither a stance of the import nor one that stays may support it."""
    causes, stances = merged.get("causes"), merged.get("stances")
    renewed = dict(zip(causes.ids, causes.values["type"], strict=True)) if causes else {}
    standing = network["causes"]
    challenges = set(standing.ids[standing.choice("type", CauseType.CHALLENGE)].tolist()) - renewed.keys()
    challenges.update(id for id, type in renewed.items() if type is CauseType.CHALLENGE)
    if stances:
        pairs = zip(stances.values["cause_id"], stances.values["stance"], strict=True)
        for place, (cause, side) in enumerate(pairs):
            if cause in challenges and side is StanceSide.SUPPORTS:
                message = f"cannot be: {cause!r} is a challenge, which organisations oppose; write opposes"
                yield stances.sheet.problem(place, "stance", side, message)
    if causes and not challenges.isdisjoint(renewed):
        yield from _overturned(causes, challenges, set(stances.ids if stances else ()), network)


def _overturned(causes: Merged, challenges: set[str], renewed: set[str], network: Network) -> Iterator[Problem]:
    """Causes that become a challenge while stances in the store go on supporting them."""
    table = network["stances"]
    rows = table.choice("stance", StanceSide.SUPPORTS).nonzero()[0].tolist()
    supporters: dict[str, str] = {}
    for row, cause in zip(rows, field_values(network, "stances", "cause_id", rows), strict=True):
        if cause in challenges and table.ids[row] not in renewed:
            supporters.setdefault(cause, table.ids[row])
    for place, id in enumerate(causes.ids):
        if id in supporters:
            message = f"cannot be: the stance {supporters[id]!r} in the store supports it; import that as opposes too"
            yield causes.sheet.problem(place, "type", CauseType.CHALLENGE, message)
