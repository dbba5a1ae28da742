"""Generated maps are what their recipes say."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validity.worlds import Recipe, generated, with_gap


@pytest.mark.parametrize("bunched", [False, True])
@pytest.mark.parametrize("unequal", [False, True])
def test_equal_seeds_give_equal_maps_of_the_degree_asked_for(bunched: bool, unequal: bool) -> None:
    recipe = Recipe(120, bunched, unequal)
    one, same, other = (generated(recipe, seed).landscape.ties.toarray() for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    assert (one == one.T).all()
    assert not one.diagonal().any()
    assert 7 < one.sum(axis=1).mean() < 18


def test_a_planted_gap_cuts_ties_between_the_first_two_groups_only() -> None:
    whole = generated(Recipe(120, bunched=False, unequal=False), 3)
    cut = with_gap(whole, 0.6, 1)
    before, after = (one.landscape.ties.toarray() > 0 for one in (whole, cut))
    rows = [whole.groups.rows_of(group) for group in (0, 1)]
    between = np.zeros_like(before)
    between[np.ix_(*rows)] = between[np.ix_(*rows[::-1])] = True
    total = before[np.ix_(*rows)].sum()
    assert after[np.ix_(*rows)].sum() == total - round(0.6 * total)
    assert (before == after)[~between].all()
