"""A Network split by time: what was known before a year, and whom later links brought together."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from alliancemap.model import Stance
from alliancemap.network.network import Network
from benchmarks.validity.history import History, Status, Window

GIVEN_BY_JOINING = 0.25
"""The weight that joining a coalition alone gives a stance on its cause."""

Dated = list[tuple[Any, Status]]


class Rule(StrEnum):
    """Which stances stand before the year, for a later coalition may have given them away.

    all: every stance. joined: not those of weight 0.25 or less on the cause of a coalition that the organisation joined
    later. dated: not those of whose sources every one is later; sources without a date count as earlier. strict: as
    dated, and no stance of whatever weight on the cause of a coalition that the organisation joined later.
    """

    ALL = "all"
    JOINED = "joined"
    DATED = "dated"
    STRICT = "strict"


@dataclass(frozen=True)
class Protocol:
    """How to split: the window, the rule for stances, and whether links nobody can date stand among the known."""

    window: Window
    rule: Rule
    undated: bool = True

    def known(self, status: Status) -> bool:
        """Whether a link of this status is there before the year."""
        return status is Status.KNOWN or (self.undated and status is Status.UNKNOWN)


@dataclass(frozen=True, eq=False)
class Split:
    """A Network split by a protocol.

    Attributes
    ----------
    known : Network
        As it stood at the end of the year: links known by then, organisations founded by then, stances by the rule.
    settled, whole : Network
        The same organisations with every link but those that began in the window, and with every link. Who is tied in
        `settled` is neither foretold nor a miss: nobody can tell whether they were tied before.
    events : tuple of frozenset of str
        The organisations that each later link may have brought together: a body with its members, or two ends.
    counts : mapping of str to int
        Links by status, and stances left out.
    """

    known: Network
    settled: Network
    whole: Network
    events: tuple[frozenset[str], ...]
    counts: Mapping[str, int]


def split(history: History, protocol: Protocol) -> Split:
    """Split records by a protocol; who was founded after the year is in none of the Networks."""
    window, there = protocol.window, _founded(history, protocol.window.year)
    tables = history.tables
    ties = [(one, window.status(*history.tie_years(one))) for one in tables["ties"] if _ends(one) <= there]
    joined = [
        (one, window.status(*history.membership_years(one)))
        for one in tables["memberships"]
        if one.organisation_id in there
    ]
    stances = [one for one in tables["stances"] if one.organisation_id in there]
    kept = _standing(history, protocol, stances, joined)
    base = {
        **tables,
        "organisations": [_undissolved(one, window.year) for one in tables["organisations"] if one.id in there],
        "coalitions": [_embodied(one, there) for one in tables["coalitions"]],
        "stances": kept,
    }

    def network(year: int, links: Iterable[Dated]) -> Network:
        named = zip(("ties", "memberships"), links, strict=True)
        records = {**base, **{name: [one for one, _ in chosen] for name, chosen in named}}
        return Network.of_records(records, date=datetime.date(year, 12, 31))

    status = Counter(str(at) for _, at in (*ties, *joined))
    return Split(
        known=network(window.year, [[pair for pair in links if protocol.known(pair[1])] for links in (ties, joined)]),
        settled=network(history.last, [[p for p in links if p[1] is not Status.LATER] for links in (ties, joined)]),
        whole=network(history.last, (ties, joined)),
        events=_events(history, ties, joined),
        counts={**status, "stances": len(kept), "stances left out": len(stances) - len(kept)},
    )


def _founded(history: History, year: int) -> set[str]:
    return {id for id, founded in history.founded.items() if not founded or founded <= year}


def _ends(tie: Any) -> set[str]:
    return {tie.source_id, tie.target_id}


def _undissolved(organisation: Any, year: int) -> Any:
    """Forget an end in the year or after it: what was tied in the window counts though one end is gone by now."""
    gone = organisation.dissolved
    return replace(organisation, dissolved=None) if gone and gone.year >= year else organisation


def _embodied(coalition: Any, there: set[str]) -> Any:
    return coalition if coalition.organisation_id in there else replace(coalition, organisation_id=None)


def _standing(history: History, protocol: Protocol, stances: list[Stance], joined: Dated) -> list[Stance]:
    """The stances that stand by the rule."""
    cause = {id: one.cause_id for id, one in history.coalitions.items()}
    later = {(one.organisation_id, cause[one.coalition_id]) for one, at in joined if not protocol.known(at)}

    def given_away(stance: Stance) -> bool:
        about = (stance.organisation_id, stance.cause_id) in later
        match protocol.rule:
            case Rule.ALL:
                return False
            case Rule.JOINED:
                return about and (stance.weight or 1.0) <= GIVEN_BY_JOINING
        years = [history.sources[id] for id in stance.sources]
        unseen = bool(years) and all(year is not None and year > protocol.window.year for year in years)
        return unseen or (about and protocol.rule is Rule.STRICT)

    return [stance for stance in stances if not given_away(stance)]


def _events(history: History, ties: Dated, joined: Dated) -> tuple[frozenset[str], ...]:
    """Whom each body with a later link brings together, and the ends of other later ties."""
    bodies: dict[str, set[str]] = {}
    grown: set[str] = set()
    pairs: list[frozenset[str]] = []
    for one, at in joined:
        host = history.coalitions[one.coalition_id].organisation_id
        name = host or f"coalition {one.coalition_id}"
        bodies.setdefault(name, {host} if host else set()).add(one.organisation_id)
        grown |= {name} if at is Status.LATER else set()
    for one, at in ties:
        if one.type == "member_of":
            bodies.setdefault(one.target_id, {one.target_id}).add(one.source_id)
            grown |= {one.target_id} if at is Status.LATER else set()
        elif at is Status.LATER:
            pairs.append(frozenset(_ends(one)))
    return (*(frozenset(bodies[name]) for name in sorted(grown)), *sorted(set(pairs), key=sorted))
