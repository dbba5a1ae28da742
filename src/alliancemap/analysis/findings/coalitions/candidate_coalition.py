"""A candidate coalition, with its reasons: what each member adds, who backs what, whom to ask instead."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.findings.breadth.solidarity import SolidarityBreadth
from alliancemap.analysis.findings.coalitions.needed_introductions import NeededIntroduction
from alliancemap.analysis.statistics.ranking import TOLERANCE


@dataclass(frozen=True)
class Replacement:
    """Who would best take a seat that becomes free while the others stay, and F with it."""

    row: int
    value: float


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
    if_declines : Replacement or None
        Whom to ask instead; None if nobody else fits.
    """

    row: int
    gain: float
    gain_if_left_out: float
    backs: tuple[tuple[int, float], ...]
    if_declines: Replacement | None


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
        In the order to make them in; once they are made every member is within two steps of another, but for those whom
        nobody can introduce, who come last.
    breadth : SolidarityBreadth or None
        None for a coalition of one.
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
        return self.value >= self.bound - TOLERANCE
