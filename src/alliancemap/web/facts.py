"""Facts as they stand on pages: stances, ties and memberships in words, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.model import CauseType, StanceSide, TieType
from alliancemap.network.rows import Row
from alliancemap.web.page import Link, link, links
from alliancemap.words import (
    CAUSE_TYPES,
    COALITION_KINDS,
    CONFIDENCES,
    KINDS,
    SIDES,
    STATES,
    tie_words,
    time_words,
    weight_words,
)


@dataclass(frozen=True)
class Evidence:
    """How sure a fact is, as far as that is recorded, and who says so."""

    confidence: str
    sources: tuple[Link, ...]

    @classmethod
    def of(cls, row: Row) -> Evidence:
        """Read it from a record."""
        confidence = row.value("confidence")
        return cls(CONFIDENCES[confidence] if confidence else "", links(row.many("sources")))


@dataclass(frozen=True)
class StanceFact:
    """That an organisation takes a side on a cause, told from either end."""

    organisation: Link
    kind: str
    cause: Link
    cause_type: str
    side: str
    weight: float | None
    weight_words: str
    evidence: Evidence


@dataclass(frozen=True)
class TieFact:
    """A tie as one of its two organisations sees it; a tie with an end in the past says so."""

    words: str
    other: Link
    kind: str
    time: str
    state: str
    strength: float | None
    evidence: Evidence


@dataclass(frozen=True)
class MembershipFact:
    """That an organisation joined a coalition, told from either end."""

    organisation: Link
    kind: str
    coalition: Link
    coalition_kind: str
    role: str
    time: str
    evidence: Evidence


def stance_fact(stance: Row) -> StanceFact:
    """Tell a stance."""
    organisation, cause = _end(stance, "organisation_id"), _end(stance, "cause_id")
    weight = stance.value("weight")
    return StanceFact(
        link(organisation),
        kind_of(organisation),
        link(cause),
        CAUSE_TYPES[cause.value("type")],
        SIDES[stance.value("stance")],
        weight,
        weight_words(weight),
        Evidence.of(stance),
    )


def stances_of(organisation: Row) -> list[StanceFact]:
    """Everything an organisation stands for, what is most central first."""
    return sorted(
        map(stance_fact, organisation.pointing_here("stances", "organisation_id")),
        key=lambda fact: (-(fact.weight or 0), fact.cause.name.casefold()),
    )


def stances_on(cause: Row, side: StanceSide) -> list[StanceFact]:
    """All who take one side on a cause, those to whom it is most central first."""
    return sorted(
        (stance_fact(row) for row in cause.pointing_here("stances", "cause_id") if row.value("stance") == side),
        key=lambda fact: (-(fact.weight or 0), fact.organisation.name.casefold()),
    )


def ties_of(organisation: Row) -> list[TieFact]:
    """All ties of an organisation in either direction, by what they consist of and by name."""
    outward = [_tie_fact(tie, outward=True) for tie in organisation.pointing_here("ties", "source_id")]
    inward = [_tie_fact(tie, outward=False) for tie in organisation.pointing_here("ties", "target_id")]
    order = [tie_words(type, outward=side) for type in TieType for side in (True, False)]
    return sorted(outward + inward, key=lambda fact: (order.index(fact.words), fact.other.name.casefold()))


def memberships_of(row: Row) -> list[MembershipFact]:
    """What an organisation joined, or who joined a coalition, by name."""
    reference, other = (
        ("organisation_id", "coalition") if row.table == "organisations" else ("coalition_id", "organisation")
    )
    facts = map(_membership_fact, row.pointing_here("memberships", reference))
    return sorted(facts, key=lambda fact: (getattr(fact, other).name.casefold(), fact.time))


def kind_of(organisation: Row) -> str:
    """The kind of an organisation, as a word."""
    return KINDS[organisation.value("kind")][0]


def is_challenge(cause: Row) -> bool:
    """Whether it is a common adversary and not something worked for."""
    return bool(cause.value("type") == CauseType.CHALLENGE)


def _tie_fact(tie: Row, *, outward: bool) -> TieFact:
    other = _end(tie, "target_id" if outward else "source_id")
    return TieFact(
        tie_words(tie.value("type"), outward=outward),
        link(other),
        kind_of(other),
        time_words(tie.value("since"), tie.value("until"), tie.value("as_of")),
        STATES[tie.value("state")],
        tie.value("strength"),
        Evidence.of(tie),
    )


def _membership_fact(membership: Row) -> MembershipFact:
    organisation, coalition = _end(membership, "organisation_id"), _end(membership, "coalition_id")
    return MembershipFact(
        link(organisation),
        kind_of(organisation),
        link(coalition),
        COALITION_KINDS[coalition.value("kind")],
        membership.value("role"),
        time_words(membership.value("since"), membership.value("until"), membership.value("as_of")),
        Evidence.of(membership),
    )


def _end(row: Row, name: str) -> Row:
    """Follow a required reference, which a Network never loses."""
    end = row.one(name)
    assert end is not None
    return end
