"""A candidate coalition as it is shown: organisations and causes by name, with reasons in words."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.network.rows import Row
from alliancemap.services.breadth import SolidarityBreadth
from alliancemap.services.introductions import Introduction
from alliancemap.services.sentences import Warning  # noqa: A004 - the contract's word
from alliancemap.services.voting import Voting


@dataclass(frozen=True)
class CauseBacking:
    """A goal that a member backs, and how central it is to it, in (0, 1]."""

    cause: Row
    weight: float


@dataclass(frozen=True)
class Backer:
    """A member that backs a goal, and how central the goal is to it, in (0, 1]."""

    organisation: Row
    weight: float


@dataclass(frozen=True)
class Replacement:
    """Who would best take the seat of a member that declines while the others stay, and what comes of it.

    `value` is that of the coalition then, `change` what that is more or less than before, `missing` the goals that
    nobody would back any more.
    """

    organisation: Row
    value: float
    change: float
    missing: tuple[Row, ...]


@dataclass(frozen=True)
class CoalitionMember:
    """A member: what it adds in the order chosen, what the whole would lose without it, and what it backs.

    `if_declines` None: nobody else fits the wish.
    """

    organisation: Row
    gain: float
    gain_if_left_out: float
    backs: tuple[CauseBacking, ...]
    if_declines: Replacement | None
    reason: str


@dataclass(frozen=True)
class GoalBacking:
    """A goal, its weight as asked for, and who backs it, the most central first."""

    cause: Row
    weight: float
    backers: tuple[Backer, ...]

    @property
    def sole_backer(self) -> Row | None:
        """The one member that backs it, where it is one only."""
        return self.backers[0].organisation if len(self.backers) == 1 else None


@dataclass(frozen=True)
class CandidateCoalition:
    """One alternative: value, coverage, diversity and reach lie in [0, 1]; no value that fits is above `bound`.

    `voting` None: no quota was given.
    """

    members: tuple[CoalitionMember, ...]
    value: float
    coverage: float
    diversity: float
    reach: float
    bound: float
    share_of_bound: float
    proven: bool
    goals: tuple[GoalBacking, ...]
    introductions: tuple[Introduction, ...]
    introducible: bool
    breadth: SolidarityBreadth
    conflicts_avoided: int
    voting: Voting | None
    warnings: tuple[Warning, ...]
    reason: str
