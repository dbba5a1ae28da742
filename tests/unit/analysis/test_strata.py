from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from alliancemap.analysis.findings.gaps import strata


@pytest.fixture
def causes() -> csr_array:
    dense = (np.random.default_rng(3).random((60, 9)) < 0.35).astype(np.float64)
    return csr_array(dense)


def levels(causes: csr_array) -> dict[tuple[int, int], int]:
    dense = causes.toarray()
    shared = {(i, j): int(dense[i] @ dense[j]) for i, j in combinations(range(len(dense)), 2)}
    return {pair: min(count, 3) for pair, count in shared.items() if count}


@pytest.mark.parametrize("block", [1, 200, 10**6])
def test_blocks_of_any_size_find_every_pair(block: int, causes: csr_array, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strata, "BLOCK", block)
    pattern = np.arange(60) % 2
    counts, sample = strata.count_pairs(causes, pattern, 2, seed=0)
    expected = levels(causes)
    found = dict(
        zip(zip(sample.first.tolist(), sample.second.tolist(), strict=True), sample.level.tolist(), strict=True)
    )
    assert found == expected
    assert sample.scale[1:].tolist() == [1, 1, 1]
    assert np.array_equal(counts, counts.transpose(0, 2, 1))
    for level in (1, 2, 3):
        across = sum(one == level and (i + j) % 2 == 1 for (i, j), one in expected.items())
        assert counts[level, 0, 1] == across
        assert counts[level].sum() == 2 * sum(one == level for one in expected.values())


def test_large_levels_are_sampled_evenly(causes: csr_array, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the level's pairs is kept with the same chance: 25 out of some 500, over 100 seeds."""
    monkeypatch.setattr(strata, "SAMPLE", 25)
    monkeypatch.setattr(strata, "BLOCK", 2_000)
    ones = [pair for pair, level in levels(causes).items() if level == 1]
    hits = dict.fromkeys(ones, 0)
    for seed in range(100):
        _, sample = strata.count_pairs(causes, np.zeros(60, dtype=np.int64), 1, seed)
        kept = sample.level == 1
        assert kept.sum() == 25
        assert sample.scale[1] == pytest.approx(len(ones) / 25)
        for pair in zip(sample.first[kept].tolist(), sample.second[kept].tolist(), strict=True):
            hits[pair] += 1
    mean = 100 * 25 / len(ones)
    spread = sum((count - mean) ** 2 for count in hits.values()) / mean
    assert abs(spread / len(ones) - 1) < 0.25


def test_ties_know_their_level() -> None:
    causes = csr_array(np.array([[1.0, 1, 1, 1], [1, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]]))
    ties = csr_array(np.array([[0.0, 2, 1, 0], [2, 0, 0, 0], [1, 0, 0, 1], [0, 0, 1, 0]]))
    found = strata.Ties.of(ties, causes)
    told = zip(found.first.tolist(), found.second.tolist(), found.level.tolist(), strict=True)
    assert sorted(told) == [(0, 1, 3), (0, 2, 1), (2, 3, 0)]
