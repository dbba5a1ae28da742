from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from alliancemap.analysis.findings.gaps import patterns as patterns_module
from alliancemap.analysis.findings.gaps.counts import GapCounts, gap_counts
from alliancemap.analysis.findings.gaps.patterns import Patterns
from alliancemap.analysis.findings.gaps.shuffle_test import deals, draw_blocks, shuffle_test
from alliancemap.analysis.inputs.groups import groups_by_kind
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import UsageError
from networks import Body, World


def counted(landscape: Landscape) -> GapCounts:
    return gap_counts(landscape, groups_by_kind(landscape).members, landscape.pool(), seed=0)


def ring(size: int) -> World:
    """Everyone shares the cause and has two ties, so any deal is as good as the recorded one."""
    names = [f"o{number:03}" for number in range(size)]
    bodies = [Body(name, "ab"[number % 2], causes=["x"]) for number, name in enumerate(names)]
    return World(bodies, [(names[k], names[(k + 3) % size], 1.0) for k in range(size)])


def two_rings() -> World:
    """One of each kind, with ids in turn: no tie between them."""
    names = [f"o{number:03}" for number in range(40)]
    bodies = [Body(name, "ab"[number % 2], causes=["x"]) for number, name in enumerate(names)]
    return World(bodies, [(names[k], names[(k + 2) % 40], 1.0) for k in range(40)])


def test_stops_when_every_pair_has_fifty_larger_gaps() -> None:
    """A ring of ties three steps long ties every a to two b: no gap, so every draw has a smaller z."""
    test = shuffle_test(counted(ring(40).landscape()), 999, seed=1)
    assert 50 <= test.draws[0] < 80
    assert test.p[0] == pytest.approx(50 / test.draws[0])


def test_draws_that_found_no_smaller_z_give_the_smallest_p() -> None:
    """No deal of 99 comes near."""
    test = shuffle_test(counted(two_rings().landscape()), 99, seed=1)
    assert test.p[0] == pytest.approx(1 / 100)
    assert test.draws[0] == 99


def test_without_draws_nothing_is_tested() -> None:
    test = shuffle_test(counted(ring(40).landscape()), 0, seed=1)
    assert np.isnan(test.p).all()
    assert test.dispersion.tolist() == [1]


@pytest.mark.parametrize(("size", "draws"), [(40, 999), (40, 40), (12, 130)])
def test_draws_made_elsewhere_are_as_good(size: int, draws: int) -> None:
    """The first stops in the middle of a block."""
    counts = counted(ring(size).landscape())
    dealt = [deals(counts, *block, seed=1) for block in draw_blocks(draws)]
    whole, put_together = shuffle_test(counts, draws, 1), shuffle_test(counts, draws, 1, dealt=dealt)
    for name in ("p", "dispersion", "draws"):
        assert getattr(whole, name).tobytes() == getattr(put_together, name).tobytes()


def test_dispersion_is_the_variance_over_all_draws() -> None:
    """Put together out of four blocks, as if it were one."""
    counts = counted(two_rings().landscape())
    whole = deals(counts, 0, 99, seed=1)
    found = shuffle_test(counts, 99, seed=1)
    assert found.dispersion == pytest.approx(np.maximum(whole.squares / whole.valid, 1), rel=1e-12)
    assert found.draws.tolist() == whole.valid.tolist()


def test_p_is_fair_where_there_is_no_gap() -> None:
    """Kinds dealt at random over a random graph: p at or below 0.2 in about a fifth of 40 worlds."""
    generator = np.random.default_rng(5)
    low = 0
    for _ in range(40):
        kinds = generator.permutation(["a", "b"] * 15)
        ends = generator.integers(30, size=(60, 2))
        bodies = [Body(f"o{k:02}", str(kind), causes=["x"]) for k, kind in enumerate(kinds)]
        ties = {frozenset(pair): (f"o{pair[0]:02}", f"o{pair[1]:02}", 1.0) for pair in ends.tolist()}
        test = shuffle_test(counted(World(bodies, list(ties.values())).landscape()), 99, seed=2)
        low += bool(test.p[0] <= 0.2)
    assert 2 <= low <= 16


def test_patterns_count_between_overlapping_groups() -> None:
    """Rows: {A}, {B}, {A, B}, {}; of A and B only the first two count, of A and C the third counts for A."""
    patterns = Patterns.of(csr_array(np.array([[1.0, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]])))
    everyone = np.ones((4, 4)) - np.eye(4)
    order = np.argsort(patterns.of_row)
    between = patterns.between(everyone[np.ix_(order, order)])
    told = dict(zip(zip(patterns.a.tolist(), patterns.b.tolist(), strict=True), between.tolist(), strict=True))
    assert told == {(0, 1): 1, (0, 2): 2, (1, 2): 2}
    assert patterns.possible.tolist() == [1, 2, 2]


def test_groups_that_overlap_in_too_many_ways_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns_module, "MOST", 3)
    with pytest.raises(UsageError, match="overlap in 4 ways, more than 3"):
        Patterns.of(csr_array(np.array([[1.0, 0], [0, 1], [1, 1], [0, 0]])))
