"""The p of permutation tests."""

from __future__ import annotations

import numpy as np
import pytest

from alliancemap.analysis.statistics.permutation import TwoTails, permutation_p
from alliancemap.errors import UsageError


def test_observed_counts_as_a_draw() -> None:
    assert permutation_p([0, 7, 999], 999) == pytest.approx([0.001, 0.008, 1.0])


def test_never_below_what_random_draws_exceed() -> None:
    """Under chance P(p <= 1/20) is at most 1/20, for all ranks being as likely."""
    p = permutation_p(np.arange(20), 19)
    assert (p <= 0.05).mean() == pytest.approx(0.05)


def test_both_tails() -> None:
    test = TwoTails.of_counts([0, 12, 19], [19, 12, 0], 19)
    assert test.both == pytest.approx([0.1, 1, 0.1])
    assert test.tail("upper") == pytest.approx([0.05, 0.65, 1])
    assert test.tail("lower") == pytest.approx([1, 0.65, 0.05])
    assert (test.tail("both") == test.both).all()


@pytest.mark.parametrize(("extreme", "draws", "says"), [(0, 0, "0 draws"), (5, 4, "5 of 4"), (-1, 4, "-1 of 4")])
def test_impossible_counts(extreme: int, draws: int, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        permutation_p(extreme, draws)


def test_unknown_tail() -> None:
    with pytest.raises(UsageError, match="no tail 'left'"):
        TwoTails.of_counts(1, 1, 1).tail("left")
