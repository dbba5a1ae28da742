"""Minimal winning coalitions: those that no member can leave without their losing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice

from alliancemap.analysis.games.voting import VotingGame


def minimal_winning_coalitions(game: VotingGame, most: int | None = None) -> list[tuple[int, ...]]:
    """List the coalitions that win, and lose as soon as any one member leaves.

    A winning coalition is minimal if its lightest member is needed. Members are joined from the heaviest on, and the
    one with whom the quota is reached is the lightest; branches that cannot reach it any more are not followed, so
    that time is O(n) a coalition.

    Parameters
    ----------
    game : VotingGame
    most : int, optional
        Stop after so many (in the order in which they are found: heavy members first).

    Returns
    -------
    list of tuple of int
        Members of each in order; sorted. Empty if all together lose.
    """
    return sorted(islice(_found(game), most))


def _found(game: VotingGame) -> Iterator[tuple[int, ...]]:
    order = sorted(range(len(game.weights)), key=lambda member: (-game.weights[member], member))
    weights = [game.weights[member] for member in order]
    # What all from this place on weigh.
    rest = [*accumulate(reversed(weights), initial=0)][::-1]
    waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    while waiting:
        place, weight, chosen = waiting.pop()
        if weight + rest[place] < game.quota:
            continue
        waiting.append((place + 1, weight, chosen))
        joined = (*chosen, order[place])
        if weight + weights[place] >= game.quota:
            yield tuple(sorted(joined))
        else:
            waiting.append((place + 1, weight + weights[place], joined))
