from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.stances.actor_networks import Aggregation, Normalisation, Stances, actor_network, silent
from alliancemap.errors import InvalidNetworkError

few = settings(max_examples=40, deadline=None)
Dense = NDArray[np.float64]


def stances(support: Dense | list[list[int]], opposition: Dense | list[list[int]]) -> Stances:
    return Stances(csr_array(np.array(support, np.float64)), csr_array(np.array(opposition, np.float64)))


@st.composite
def counts(draw: st.DrawFn) -> tuple[Dense, Dense]:
    shape = draw(st.tuples(st.integers(1, 5), st.integers(1, 4)))
    values = st.integers(0, 3)
    return tuple(draw(arrays(np.float64, shape, elements=values.map(float))) for _ in range(2))  # type: ignore[return-value]


def plain(support: Dense, opposition: Dense, i: int, j: int, aggregation: str) -> float:
    """Every pair of statements, one by one."""
    total = 0.0
    for k in range(support.shape[1]):
        said = [(side, x[i, k]) for side, x in ((1, support), (-1, opposition))]
        heard = [(side, x[j, k]) for side, x in ((1, support), (-1, opposition))]
        for mine, often in said:
            for theirs, times in heard:
                sign = {
                    "ignore": 1,
                    "congruence": mine == theirs,
                    "conflict": mine != theirs,
                    "subtract": mine * theirs,
                }
                total += sign[aggregation] * often * times
    return total


def test_worked_by_hand() -> None:
    """Tern says yes twice to rivers and no to reefs; Alder yes to rivers and yes to reefs."""
    said = stances([[2, 0], [1, 1]], [[0, 1], [0, 0]])
    values = {way: actor_network(said, way)[0, 1] for way in Aggregation}
    assert values == {"ignore": 3, "congruence": 2, "conflict": 1, "subtract": 1}
    # Three and two statements; vectors (2, 0, 0, 1) and (1, 1, 0, 0).
    assert actor_network(said, Aggregation.CONGRUENCE, Normalisation.AVERAGE)[0, 1] == pytest.approx(2 / 2.5)
    assert actor_network(said, Aggregation.CONGRUENCE, Normalisation.COSINE)[0, 1] == pytest.approx(2 / np.sqrt(5 * 2))
    assert actor_network(said, Aggregation.IGNORE, Normalisation.COSINE)[0, 1] == pytest.approx(3 / np.sqrt(5 * 2))


@given(counts(), st.sampled_from(Aggregation), st.sampled_from(Normalisation))
@few
def test_as_statement_by_statement(said: tuple[Dense, Dense], way: Aggregation, norm: Normalisation) -> None:
    support, opposition = said
    network = actor_network(stances(*said), way, norm).toarray()
    spoken = support.sum(axis=1) + opposition.sum(axis=1)
    vectors = support + opposition if way is Aggregation.IGNORE else np.hstack(said)
    for i in range(len(support)):
        for j in range(len(support)):
            expected = plain(support, opposition, i, j, way) if i != j else 0.0
            if norm is Normalisation.AVERAGE and expected:
                expected /= (spoken[i] + spoken[j]) / 2
            if norm is Normalisation.COSINE and expected:
                expected /= float(np.linalg.norm(vectors[i]) * np.linalg.norm(vectors[j]))
            assert network[i, j] == pytest.approx(expected)


@given(counts(), st.sampled_from(Aggregation), st.sampled_from(Normalisation))
@few
def test_order_of_organisations_does_not_matter(
    said: tuple[Dense, Dense], way: Aggregation, norm: Normalisation
) -> None:
    order = np.random.default_rng(len(said[0])).permutation(len(said[0]))
    network = actor_network(stances(*said), way, norm).toarray()
    other = actor_network(stances(said[0][order], said[1][order]), way, norm).toarray()
    assert other == pytest.approx(network[order][:, order])
    assert (network == network.T).all()


@given(counts())
@few
def test_turning_all_causes_over_changes_nothing(said: tuple[Dense, Dense]) -> None:
    network = actor_network(stances(*said), Aggregation.SUBTRACT).toarray()
    assert (actor_network(stances(said[1], said[0]), Aggregation.SUBTRACT).toarray() == network).all()


@given(counts())
@few
def test_cosine_does_not_depend_on_how_much_is_said(said: tuple[Dense, Dense]) -> None:
    once = actor_network(stances(*said), Aggregation.CONGRUENCE, Normalisation.COSINE).toarray()
    twice = actor_network(stances(said[0] * 2, said[1] * 2), Aggregation.CONGRUENCE, Normalisation.COSINE).toarray()
    assert twice == pytest.approx(once)
    assert once.max(initial=0) <= 1 + 1e-12


def test_positions_take_the_side_that_is_taken_more_often() -> None:
    position = stances([[3, 1, 2, 0]], [[1, 2, 2, 0]]).positions()
    assert position.support.toarray().tolist() == [[1, 0, 0, 0]]
    assert position.opposition.toarray().tolist() == [[0, 1, 0, 0]]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (1, 0), (1, 2), (4, 0)])
def test_nobody_nothing(shape: tuple[int, int]) -> None:
    nothing = Stances(csr_array(shape), csr_array(shape))
    for way in Aggregation:
        for norm in Normalisation:
            assert actor_network(nothing, way, norm).nnz == 0
    assert silent(nothing).all()


@pytest.mark.parametrize("value", [-1.0, np.nan, np.inf])
def test_what_is_no_count_is_refused(value: float) -> None:
    with pytest.raises(InvalidNetworkError, match="finite number, 0 or more"):
        Stances(csr_array(np.array([[value]])), csr_array((1, 1)))


def test_two_shapes_are_refused() -> None:
    with pytest.raises(InvalidNetworkError, match="support is"):
        Stances(csr_array((1, 1)), csr_array((1, 2)))
