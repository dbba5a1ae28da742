"""Who could introduce one organisation to another, and on what each step rests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from alliancemap.analysis.findings.introductions import ways as analysis
from alliancemap.errors import UsageError
from alliancemap.network.evidence import Evidence, evidence
from alliancemap.network.rows import Row, find_row
from alliancemap.services.question import Question
from alliancemap.services.sentences import listed, sentence

MOST_INTRODUCTIONS = 100


@dataclass(frozen=True)
class Step:
    """One step of an introduction: two organisations that know each other, and what shows it."""

    a: Row
    b: Row
    trust: float
    evidence: Evidence

    @property
    def ties(self) -> tuple[Row, ...]:
        """The ties recorded between the two."""
        return self.evidence.ties

    @property
    def memberships(self) -> tuple[Row, ...]:
        """The records by which one joined a coalition that the other embodies."""
        return self.evidence.memberships

    @property
    def tables(self) -> tuple[Row, ...]:
        """The bodies in which the two sat at the same time."""
        return self.evidence.tables


@dataclass(frozen=True)
class Introduction:
    """A way from one organisation to another through one or two that know both sides; strength in (0, 1)."""

    strength: float
    weakest: float
    path: tuple[Row, ...]
    steps: tuple[Step, ...]

    @property
    def introducers(self) -> tuple[Row, ...]:
        """Those on the way, in order."""
        return self.path[1:-1]

    @property
    def ties(self) -> tuple[Row, ...]:
        """All ties recorded along the way."""
        return tuple(tie for step in self.steps for tie in step.ties)

    @property
    def reason(self) -> str:
        """The way in words."""
        first, *others = [row.value("name") for row in self.introducers]
        target = self.path[-1].value("name")
        if others:
            return sentence([f"{first} knows {others[0]}, which knows {target}"])
        return sentence([f"{first} knows both"])


def find_introductions(question: Question, source: str, target: str, first: int = 3) -> list[Introduction]:
    """Find the best ways from one organisation to another, one for each distinct first introducer.

    Raises
    ------
    OrganisationNotFoundError
        If an organisation is not there.
    UsageError
        If the two are the same, one was dissolved before the date, or `first` is out of range.
    """
    if source == target:
        raise UsageError(f"{source!r} needs no introduction to itself; name two organisations")
    check_count("first", first, MOST_INTRODUCTIONS)
    a, b = (question.place(find_row(question.network, "organisations", id)) for id in (source, target))
    return [shaped(question, way) for way in analysis.introductions(question.landscape, a, b, first)]


def best_introduction(question: Question, a: int, b: int) -> Introduction | None:
    """The best way between two places of the landscape, if there is one."""
    ways = analysis.introductions(question.landscape, a, b, 1)
    return shaped(question, ways[0]) if ways else None


def shaped(question: Question, way: analysis.Introduction) -> Introduction:
    """Give a way its organisations and evidence."""
    path = question.rows(way.path)
    trust = question.landscape.trust
    steps = tuple(
        Step(
            question.row(a),
            question.row(b),
            float(trust[a, b]),
            evidence(question.network, question.ties, question.period, question.row(a).index, question.row(b).index),
        )
        for a, b in pairwise(way.path)
    )
    return Introduction(way.strength, way.weakest, path, steps)


def introducers_clause(introduction: Introduction | None) -> str:
    """Say who could introduce, as part of a sentence."""
    if introduction is None:
        return "nobody on the map could introduce them yet"
    first, *others = [row.value("name") for row in introduction.introducers]
    return f"{first} could introduce them{f' through {listed(others)}' if others else ''}"


def check_count(name: str, value: int, most: int, least: int = 1) -> None:
    """Refuse a count out of range.

    Raises
    ------
    UsageError
        If it is.
    """
    if not least <= value <= most:
        raise UsageError(f"{name} is {value}; give a whole number from {least} to {most}")
