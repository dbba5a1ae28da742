"""Candidate coalitions: whom goals would bring together."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.breadth import SolidarityBreadth
from alliancemap.analysis.introductions import Introduction


@dataclass(frozen=True)
class CoalitionMember:
    """One member of a candidate coalition.

    Attributes
    ----------
    row : int
    gain : float
        What it adds in the order in which members are listed.
    gain_if_left_out : float
        What the whole would lose without it.
    backs : tuple of (int, float)
        The goals it backs (columns of causes) and how central each is to it, in (0, 1].
    """

    row: int
    gain: float
    gain_if_left_out: float
    backs: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class GoalBacking:
    """One goal of a candidate coalition.

    Attributes
    ----------
    cause : int
        Column.
    weight : float
        As asked for.
    backers : tuple of (int, float)
        Member rows and how central the goal is to each. One backer is its sole backer; none: nobody backs it.
    """

    cause: int
    weight: float
    backers: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class NeededIntroduction:
    """A member farther than two steps from every other member.

    Attributes
    ----------
    member : int
    to : int or None
        The member that it can best be introduced to; None if nobody can introduce it.
    introduction : Introduction or None
    """

    member: int
    to: int | None
    introduction: Introduction | None


@dataclass(frozen=True)
class CandidateCoalition:
    """One alternative, with its reasons.

    Attributes
    ----------
    members : tuple of CoalitionMember
        In the order chosen.
    value, coverage, diversity, reach : float
        F and its three parts, all in [0, 1].
    bound : float
        No coalition that fits the question has a larger F.
    goals : tuple of GoalBacking
    needed_introductions : tuple of NeededIntroduction
    breadth : SolidarityBreadth
    conflicts_avoided : int
        Organisations that back a goal and were left out because of a conflict tie to a member.
    """

    members: tuple[CoalitionMember, ...]
    value: float
    coverage: float
    diversity: float
    reach: float
    bound: float
    goals: tuple[GoalBacking, ...]
    needed_introductions: tuple[NeededIntroduction, ...]
    breadth: SolidarityBreadth | None
    conflicts_avoided: int

    @property
    def share_of_bound(self) -> float:
        """F / bound, in (0, 1]; 1 where both are 0."""
        return self.value / self.bound if self.bound > 0 else 1.0

    @property
    def proven(self) -> bool:
        """Whether nothing better exists: the value reaches the bound."""
        return self.value >= self.bound - 1e-12


@dataclass(frozen=True)
class CoalitionReport:
    """The alternatives, best first.

    Attributes
    ----------
    alternatives : tuple of CandidateCoalition
        Each differs from every other in at least two members.
    pool : int
        Organisations that could have been chosen.
    exhaustive : bool
        Whether every possible coalition was looked at.
    """

    alternatives: tuple[CandidateCoalition, ...]
    pool: int
    exhaustive: bool
