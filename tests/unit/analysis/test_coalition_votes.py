from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.analysis.findings.coalitions.question import CoalitionQuestion
from alliancemap.analysis.findings.coalitions.votes import additions_to_win
from alliancemap.errors import TimeLimitError
from networks import Body, World
from unit.analysis.worlds import few, worlds

BACKERS = [
    Body(name, causes=["x"], backing={"x": weight})
    for name, weight in zip("abcdef", (1, 1, 0.5, 1, 0.25, 1), strict=True)
]


def added(world: World, votes: dict[int, int], short: int, *, exclude: frozenset[int] = frozenset()) -> tuple[int, ...]:
    return additions_to_win(world.landscape(), CoalitionQuestion({0: 1.0}, 2, exclude=exclude), (0, 1), votes, short)


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        (1, (3,)),  # c, d and e would do alone; d backs the goal the most
        (2, (2,)),  # d has one vote; of c and e, who have two and three, c backs it more
        (3, (4,)),
        (4, (3, 4)),  # two are needed, e among them: d adds the most, and e makes up the rest
        (6, (3, 2, 4)),
        (7, ()),
    ],
)
def test_the_fewest_and_of_these_whoever_adds_most(short: int, expected: tuple[int, ...]) -> None:
    """c has 2 votes, d 1, e 3; f, who backs the goal as much as d, has none."""
    assert added(World(BACKERS), {2: 2, 3: 1, 4: 3, 5: 0}, short) == expected


def test_nobody_is_added_who_does_not_fit() -> None:
    """d is excluded, c is in conflict with a member, and e and f are with each other."""
    votes = {2: 2, 3: 2, 4: 1, 5: 1}
    world = World(BACKERS, [("a", "c", -1.0), ("e", "f", -1.0)])
    assert added(world, votes, 2, exclude=frozenset({3})) == ()
    assert added(world, votes, 1, exclude=frozenset({3})) == (5,)
    assert added(world, votes, 2) == (3,)
    assert added(World([*BACKERS, Body("g", causes=["y"])]), {6: 9}, 2) == ()


@pytest.mark.parametrize("calls", [0, 1, 2])
def test_can_be_stopped_at_any_choice(calls: int) -> None:
    left = iter(range(calls))

    def stop() -> None:
        if next(left, None) is None:
            raise TimeLimitError("enough")

    with pytest.raises(TimeLimitError, match="enough"):
        additions_to_win(
            World(BACKERS).landscape(), CoalitionQuestion({0: 1.0}, 2), (0, 1), {2: 2, 3: 1, 4: 3}, 6, stop
        )


@few
@given(worlds(least=6), st.lists(st.integers(0, 4), min_size=12, max_size=12), st.integers(1, 12))
def test_wins_and_no_fewer_would(world: World, numbers: list[int], short: int) -> None:
    landscape = world.landscape()
    question = CoalitionQuestion({0: 1.0}, 2, frozenset({0, 1}), everybody=True)
    open_to, conflicts = landscape.candidates(), landscape.conflicts.toarray() > 0
    fits = [row for row in range(2, landscape.size) if open_to[row] and not conflicts[row, :2].any()]
    votes = dict(enumerate(numbers[: landscape.size]))
    found = additions_to_win(landscape, question, (0, 1), votes, short)
    assert set(found) <= set(fits)
    assert not any(conflicts[a, b] for a, b in combinations(found, 2))
    assert not found or sum(votes[row] for row in found) >= short
    if not conflicts.any():
        most = sorted((votes[row] for row in fits), reverse=True)
        assert sum(most[: len(found) - 1 if found else None]) < short
