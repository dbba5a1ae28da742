"""Coalitions that must win a vote: whether they do, who is needed, and how many they can lose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alliancemap.analysis.findings.coalitions.votes import MOST_ADDED
from alliancemap.analysis.games.voting import VotingGame
from alliancemap.errors import UsageError
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_organisations
from alliancemap.services.introductions import check_count
from alliancemap.services.sentences import counted, listed, sentence

MOST_VOTERS = 2_000
MOST_VOTES = 1e12

Votes = Sequence[tuple[str, float]]
"""Organisation ids and how many votes each has."""

Helpers = Callable[[Mapping[str, int], int], tuple[Row, ...]]
"""Whom to add to win, given the votes of those outside and how many are short."""


@dataclass(frozen=True)
class Voting:
    """How a coalition does in a vote.

    `votes` are those of its members together, `critical` the members without whom it would lose, `minimal` whether all
    are. `dispensable`: how many members, whichever they are, can leave and it still wins; None: it does not win.
    `without_votes`: members for whom no votes were given, who count as having none. `additions`: the fewest to add so
    that it wins (`additions_to_win`), in order; nobody where it wins, or where nobody would do.
    """

    votes: float
    quota: float
    winning: bool
    minimal: bool
    critical: tuple[Row, ...]
    dispensable: int | None
    without_votes: tuple[Row, ...]
    additions: tuple[Row, ...]
    reason: str


@dataclass(frozen=True)
class Ballot:
    """A vote to win; `seats` gives the place of an organisation id in the game."""

    game: VotingGame
    seats: Mapping[str, int]

    def voting(self, members: Sequence[Row], helpers: Helpers) -> Voting:
        """Say how these members do, and who could help them to win."""
        voters = {self.seats[row.id]: row for row in members if row.id in self.seats}
        places = list(voters)
        votes = sum(self.game.weights[place] for place in places)
        critical = tuple(voters[place] for place in self.game.critical(places))
        dispensable = self.game.dispensable(places)
        without = tuple(row for row in members if row.id not in self.seats)
        minimal = dispensable is not None and len(critical) == len(members)
        additions = helpers(self._outside(voters), self.game.quota - votes) if dispensable is None else ()
        return Voting(
            votes=self._number(votes),
            quota=self._number(self.game.quota),
            winning=dispensable is not None,
            minimal=minimal,
            critical=critical,
            dispensable=dispensable,
            without_votes=without,
            additions=additions,
            reason=sentence(
                [*self._result(votes, dispensable, additions), _needed(critical, minimal), _unknown(without)]
            ),
        )

    def _outside(self, voters: Mapping[int, Row]) -> dict[str, int]:
        """The votes of everybody else."""
        return {id: self.game.weights[place] for id, place in self.seats.items() if place not in voters}

    def _result(self, votes: int, dispensable: int | None, additions: Sequence[Row]) -> list[str]:
        have, quota = self._words(votes), self._words(self.game.quota)
        if dispensable is None:
            short = self._words(self.game.quota - votes)
            return [f"does not win: {have} of the {quota} votes needed, {short} short", _help(additions)]
        spare = f"can lose any {_members(dispensable)} and still win" if dispensable else ""
        return [f"wins with {have} votes, {quota} being needed", spare]

    def _number(self, weight: int) -> float:
        return float(weight * self.game.unit)

    def _words(self, weight: int) -> str:
        return _digits(self._number(weight))


def ballot(network: Network, quota: float | None, votes: Votes) -> Ballot | None:
    """Read a vote to win; None if no quota and no votes are given.

    Organisations that are not named have no votes.

    Raises
    ------
    OrganisationNotFoundError
        If one that is named is not there.
    UsageError
        If only one of quota and votes is given, one is named twice, a number of votes is negative or too large, or the
        quota is not above 0 or above all votes together.
    """
    if quota is None and not votes:
        return None
    if quota is None:
        raise UsageError("votes are given without a quota; give the votes that win as well")
    if not votes:
        raise UsageError(f"the quota is {_digits(quota)}, but nobody has votes; say how many each organisation has")
    check_count("number of organisations with votes", len(votes), MOST_VOTERS)
    rows = find_organisations(network, [id for id, _ in votes])
    for row, (_, number) in zip(rows, votes, strict=True):
        if not 0 <= number <= MOST_VOTES:
            raise UsageError(f"organisation {row.id!r} has {_digits(number)} votes; give 0 to {_digits(MOST_VOTES)}")
    game = VotingGame.of_numbers(quota, [number for _, number in votes])
    if game.quota > game.total:
        total = _digits(float(game.total * game.unit))
        raise UsageError(
            f"the quota is {_digits(quota)}, but all votes given come to {total}, so that nobody could win; "
            "lower the quota, or say who has the other votes"
        )
    return Ballot(game, {row.id: place for place, row in enumerate(rows)})


def _help(additions: Sequence[Row]) -> str:
    if not additions:
        return f"nobody who fits the wish would bring enough votes, nor would {MOST_ADDED} of them together"
    names = listed([row.value("name") for row in additions], len(additions))
    return f"it would win with {names} as well"


def _needed(critical: Sequence[Row], minimal: bool) -> str:
    if minimal:
        return "loses if any member leaves"
    names = [row.value("name") for row in critical]
    return f"loses if {'any of ' if len(names) > 1 else ''}{listed(names)} leaves" if names else ""


def _unknown(without: Sequence[Row]) -> str:
    return f"no votes are given for {counted(len(without), 'member')}, counted as having none" if without else ""


def _digits(number: float) -> str:
    return f"{number:,.15g}"


def _members(number: int) -> str:
    return "one member" if number == 1 else f"{number} members"
