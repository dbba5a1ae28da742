"""Social capital beside that of everyone else, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from alliancemap.analysis.findings.capital import ranks as capital_ranks
from alliancemap.analysis.findings.capital.ranks import CapitalWord, capital_of_all, percentile, social_capital
from alliancemap.analysis.findings.capital.volumes import closure, closures, opportunity
from networks import Body, World, greenvale
from unit.analysis.worlds import few, worlds


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, 0.125), (2.0, 0.5), (3.0, 0.875), (4.0, 1.0), (0.0, 0.0), (np.nan, None)]
)
def test_percentile_counts_equal_ones_half(value: float, expected: float | None) -> None:
    """1, 2, 2, 3: below 2 lies one and two are equal, so (1 + 1)/4."""
    assert percentile(np.array([1.0, 2.0, 2.0, 3.0, np.nan]), value) == expected


def test_nobody_to_compare_with() -> None:
    assert percentile(np.array([np.nan]), 1.0) is None


@few
@given(worlds())
def test_closures_are_those_of_each(world: World) -> None:
    landscape = world.landscape()
    each = [closure(landscape, index) for index in range(landscape.size)]
    expected = [np.nan if one is None else one for one in each]
    np.testing.assert_allclose(closures(landscape), expected, atol=1e-12)


def test_places_are_among_those_with_ties() -> None:
    landscape = greenvale().landscape()
    everyone = capital_of_all(landscape)
    assert everyone.rows.tolist() == np.flatnonzero(landscape.degree).tolist()
    known = [index for index in everyone.rows.tolist() if opportunity(landscape, index).z is not None]
    assert 0 < everyone.compared == len(known) < len(everyone.rows)
    for index in everyone.rows.tolist():
        found = social_capital(landscape, index, everyone)
        assert found.percentiles["z"] == percentile(everyone.z, opportunity(landscape, index).z or np.nan)
        assert found.shares is None or sum(found.shares) == pytest.approx(1)


def test_z_of_many_is_worked_out_for_drawn_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capital_ranks, "ALL_COMPARED", 5)
    monkeypatch.setattr(capital_ranks, "DRAWN", 5)
    landscape = greenvale().landscape()
    one, again, other = (capital_of_all(landscape, seed).z for seed in (1, 1, 2))
    assert len(one) == 5
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other, equal_nan=True)


def bridge() -> World:
    """a ties to its unlike b alone; c, d, e and f, of one kind, tie to each other, and p is an institution of power."""
    bodies = [Body("a"), Body("b", kind="union"), *(Body(name, kind="co-op") for name in "cdef")]
    clique = [(u, v, 1.0) for u, v in ("cd", "ce", "cf", "de", "df", "ef")]
    return World([*bodies, Body("p", kind="funder", power=True)], [("a", "b", 1.0), *clique, ("c", "p", 1.0)])


def test_bridges_without_a_base() -> None:
    landscape = bridge().landscape()
    found = social_capital(landscape, 0, capital_of_all(landscape))
    assert found.shares == (0.0, 1.0, 0.0)
    assert CapitalWord.BRIDGES_WITHOUT_A_BASE in found.words
    assert CapitalWord.NO_LINK_TO_POWER in found.words


def test_closed() -> None:
    """d ties to its like only, though most are unlike it, and its allies know each other; those in a chain do not."""
    chain = [(f"n{k}", f"n{k + 1}", 1.0) for k in range(8)]
    wide = World([*bridge().bodies, *(Body(f"n{k}") for k in range(9))], [*bridge().ties, *chain]).landscape()
    found = social_capital(wide, 3, capital_of_all(wide))
    assert (found.closure, CapitalWord.CLOSED in found.words) == (1.0, True)
    assert found.opportunity.z is not None
    assert found.opportunity.z < -1.96


def test_of_an_institution_of_power_no_link_is_missed() -> None:
    landscape = bridge().landscape()
    institution = social_capital(landscape, 6, capital_of_all(landscape))
    assert CapitalWord.NO_LINK_TO_POWER not in institution.words
    assert institution.linking_reach == 4


def test_without_ties_there_is_nothing_to_compare() -> None:
    landscape = World([Body("a"), Body("b"), Body("c")], [("a", "b", 1.0)]).landscape()
    found = social_capital(landscape, 2, capital_of_all(landscape))
    assert found.shares is None
    assert set(found.percentiles.values()) == {None}
    assert found.words == (CapitalWord.NO_LINK_TO_POWER,)
