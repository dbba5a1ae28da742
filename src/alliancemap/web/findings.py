"""Findings as they stand on pages: potential allies, introductions and warnings, their names turned into links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from alliancemap.services.allies import Allies, PotentialAlly
from alliancemap.services.introductions import Introduction
from alliancemap.services.past_partners import PastPartner
from alliancemap.services.sentences import Warning  # noqa: A004 - the contract's word
from alliancemap.services.social_capital import SocialCapital
from alliancemap.web.facts import kind_of
from alliancemap.web.page import Link, link, links

COMPONENTS = {
    "cause": "causes both stand for, rare ones more",
    "challenge": "challenges both oppose",
    "place": "places in common",
    "introduction": "how well others could introduce them",
    "compatibility": "few of the candidate's allies in conflict with the one who asks",
}
"""What each part of an ally score says."""


@dataclass(frozen=True)
class Part:
    """One part of a score: what it adds to the base or takes from it."""

    words: str
    contribution: float
    value: float | None
    mean: float | None
    weight: float


@dataclass(frozen=True)
class Way:
    """A way to be introduced: all on it in order, what it says in a sentence, and its strength in (0, 1).

    `ends` asks the page of introductions for all ways between the two.
    """

    path: tuple[Link, ...]
    words: str
    strength: float
    ends: str


@dataclass(frozen=True)
class AllyCard:
    """A potential ally with its reasons."""

    rank: int
    organisation: Link
    kind: str
    score: float
    base: float
    coverage: float
    parts: tuple[Part, ...]
    social_distance: float | None
    bridging: bool
    causes: tuple[Link, ...]
    challenges: tuple[Link, ...]
    headings: tuple[Link, ...]
    disagreements: tuple[Link, ...]
    way: Way | None
    warnings: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class AllyPart:
    """Part of a list of potential allies, how long the list is, and what holds of it as a whole."""

    cards: tuple[AllyCard, ...]
    total: int
    warnings: tuple[str, ...]
    median_social_distance: float | None

    def begins_like(self, other: AllyPart) -> bool:
        """Whether it shows the same allies as another part, so that one of the two need not be read."""
        return bool(self.cards) and self.cards == other.cards


@dataclass(frozen=True)
class PastCard:
    """A partner of the past, and until when."""

    organisation: Link
    kind: str
    reason: str


@dataclass(frozen=True)
class CapitalCard:
    """What kind of ties an organisation has; None is not defined."""

    words: str
    bonding: float | None
    bridging: float | None
    linking: float | None
    z: float | None
    closure: float | None
    linking_reach: int
    warnings: tuple[str, ...]


def past_cards(partners: Sequence[PastPartner]) -> tuple[PastCard, ...]:
    """Shape partners of the past."""
    return tuple(PastCard(link(one.organisation), kind_of(one.organisation), one.reason) for one in partners)


def capital_card(found: SocialCapital) -> CapitalCard:
    """Shape the social capital of an organisation."""
    shares = found.shares
    return CapitalCard(
        words=found.words,
        bonding=shares.bonding if shares else None,
        bridging=shares.bridging if shares else None,
        linking=shares.linking if shares else None,
        z=found.baseline.z,
        closure=found.closure,
        linking_reach=found.linking_reach,
        warnings=messages(found.warnings),
    )


def ally_part(allies: Allies, first: int, start: int = 0) -> AllyPart:
    """Shape `first` potential allies from `start` on."""
    cards = tuple(map(_card, allies[start : start + first]))
    return AllyPart(cards, len(allies), messages(allies.warnings), allies.median_social_distance)


def way(introduction: Introduction | None) -> Way | None:
    """Shape an introduction, if there is one."""
    if introduction is None:
        return None
    first, *_, last = introduction.path
    ends = urlencode({"from": first.id, "to": last.id})
    return Way(links(introduction.path), introduction.reason, introduction.strength, ends)


def messages(warnings: Sequence[Warning]) -> tuple[str, ...]:
    """What warnings say."""
    return tuple(warning.message for warning in warnings)


def _card(ally: PotentialAlly) -> AllyCard:
    return AllyCard(
        rank=ally.rank,
        organisation=link(ally.organisation),
        kind=kind_of(ally.organisation),
        score=ally.score,
        base=ally.base,
        coverage=ally.coverage,
        parts=tuple(
            Part(COMPONENTS[part.component], part.contribution, part.value, part.mean, part.weight)
            for part in ally.contributions
        ),
        social_distance=ally.social_distance,
        bridging=ally.bridging,
        causes=links(ally.shared_causes),
        challenges=links(ally.shared_challenges),
        headings=links(ally.shared_headings),
        disagreements=links(ally.disagreements),
        way=way(ally.introduction),
        warnings=messages(ally.warnings),
        reason=ally.reason,
    )
