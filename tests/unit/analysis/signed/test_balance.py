from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.compute.pausing import no_limit
from alliancemap.analysis.signed.annealing import annealed
from alliancemap.analysis.signed.balance import triads
from alliancemap.analysis.signed.blocks import blocks, coloured, components, frustrated
from alliancemap.analysis.signed.cycles import Proof, Turned, Work, proved
from alliancemap.analysis.signed.frustration import frustration
from alliancemap.analysis.signed.programme import programmed
from alliancemap.analysis.signed.signed_graph import SignedGraph
from alliancemap.errors import InvalidNetworkError

few = settings(max_examples=40, deadline=None)
Tie = tuple[int, int, int]


def signed(n: int, ties: list[Tie]) -> SignedGraph:
    ends = np.array([tie[:2] for tie in ties], np.int64).reshape(-1, 2)
    return SignedGraph.of_records(n, (ends[:, 0], ends[:, 1]), np.array([tie[2] for tie in ties], np.float64))


@st.composite
def networks(draw: st.DrawFn) -> SignedGraph:
    n = draw(st.integers(0, 8))
    pairs = list(combinations(range(n), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return signed(n, [(i, j, draw(st.sampled_from([-1, 1]))) for i, j in chosen])


def every_division(signs: NDArray[np.float64]) -> dict[int, set[tuple[int, ...]]]:
    """Divisions by how many ties do not fit them; the first node's camp is 1."""
    n = len(signs)
    found: dict[int, set[tuple[int, ...]]] = {}
    for rest in product([1, -1], repeat=max(n - 1, 0)):
        camps = (1, *rest)[:n]
        found.setdefault(int((signs * np.outer(camps, camps) < 0).sum()) // 2, set()).add(camps)
    return found


def test_worked_by_hand() -> None:
    """A square with a diagonal: a-b, b-c, a-c friends; c-d enemies, a-d friends. One of four does not fit."""
    graph = signed(4, [(0, 1, 1), (1, 2, 1), (0, 2, 1), (2, 3, -1), (0, 3, 1)])
    found = triads(graph)
    assert (found.plus3, found.plus2minus1, found.plus1minus2, found.minus3) == (1, 1, 0, 0)
    assert found.strong_balance == pytest.approx(0.5)
    answer = frustration(graph.signs)
    assert (answer.least, answer.most, answer.count) == (1, 1, 2)
    assert {tuple(row) for row in answer.divisions.tolist()} == {(1, 1, 1, 1), (1, 1, 1, -1)}


def test_three_enemies_are_balanced_in_the_weak_sense_only() -> None:
    graph = signed(3, [(0, 1, -1), (1, 2, -1), (0, 2, -1)])
    assert (triads(graph).strong_balance, triads(graph).weak_balance) == (0, 1)
    assert frustration(graph.signs).most == 1


@given(networks())
@few
def test_triads_as_one_by_one(graph: SignedGraph) -> None:
    signs = graph.signs.toarray()
    expected = [0, 0, 0, 0]
    for i, j, k in combinations(range(graph.n), 3):
        three = [signs[i, j], signs[j, k], signs[i, k]]
        if all(three):
            expected[sum(sign > 0 for sign in three)] += 1
    found = triads(graph)
    assert [found.minus3, found.plus1minus2, found.plus2minus1, found.plus3] == expected


@given(networks())
@few
def test_frustration_as_by_trying_all(graph: SignedGraph) -> None:
    signs = graph.signs.toarray()
    ways = every_division(signs)
    least = min(ways)
    found = frustration(graph.signs)
    assert (found.least, found.most, found.count) == (least, least, len(ways[least]))
    listed = {tuple((row * row[0]).tolist()) if len(row) else () for row in found.divisions}
    assert listed <= ways[least]
    assert len(listed) == min(100, len(ways[least]))


@given(networks())
@few
def test_integer_program_as_by_trying_all(graph: SignedGraph) -> None:
    for rows in components(graph.signs):
        signs = graph.signs[rows][:, rows]
        least = min(every_division(signs.toarray()))
        if least:
            camps = coloured(csr_array(signs))
            block, most = Turned(csr_array(signs), camps), frustrated(signs, camps)
            found = programmed(block, most, Proof(1, ()), Work(1e9))
            assert (found.least, found.most, frustrated(signs, found.camps[0])) == (least, least, least)
            proof = proved(block, most, Work(1e9), no_limit)
            assert proof.least <= least
            assert most == least or programmed(block, most, proof, Work(1e9)).least == least


@given(networks(), st.data())
@few
def test_turning_a_camp_over_keeps_frustration(graph: SignedGraph, data: st.DataObject) -> None:
    turn = np.array(data.draw(st.lists(st.sampled_from([1, -1]), min_size=graph.n, max_size=graph.n)), np.float64)
    row, column = graph.signs.nonzero()
    switched = SignedGraph.of_records(graph.n, (row, column), graph.signs.data * turn[row] * turn[column])
    assert frustration(switched.signs).most == frustration(graph.signs).most
    total = triads(graph).plus3 + triads(graph).plus1minus2
    assert triads(switched).plus3 + triads(switched).plus1minus2 == total


@given(networks())
@few
def test_an_isolate_doubles_the_ways(graph: SignedGraph) -> None:
    more = SignedGraph.of_records(graph.n + 1, graph.signs.nonzero(), graph.signs.data)
    before, after = frustration(graph.signs), frustration(more.signs)
    assert after.most == before.most
    assert after.count == (2 * before.count if graph.n and before.count else 1)
    assert triads(more) == triads(graph)


@given(networks())
@few
def test_blocks_as_networkx_and_each_in_reach(graph: SignedGraph) -> None:
    for rows in components(graph.signs):
        signs = graph.signs[rows][:, rows]
        found = blocks(signs)
        expected = nx.biconnected_components(nx.from_scipy_sparse_array(abs(signs)))
        assert sorted(part.tolist() for part in found) == sorted(map(sorted, expected))
        seen: set[int] = set()
        for number, part in enumerate(found):
            assert len(seen & set(part.tolist())) == (number > 0)
            seen |= set(part.tolist())


def test_a_large_network_of_small_blocks_is_exact() -> None:
    """A chain of 200 triangles with one enemy tie each: each has one tie that does not fit, in three ways."""
    ties = [
        tie for t in range(200) for tie in ((2 * t, 2 * t + 1, 1), (2 * t + 1, 2 * t + 2, 1), (2 * t, 2 * t + 2, -1))
    ]
    found = frustration(signed(401, ties).signs)
    assert (found.least, found.most, found.count) == (200, 200, 3**200)
    assert len(found.divisions) == 100


def test_beyond_what_is_tried_there_are_bounds() -> None:
    """All 21 are enemies: two camps of 10 and 11 leave 45 + 55 ties within."""
    graph = signed(21, [(i, j, -1) for i, j in combinations(range(21), 2)])
    left = frustration(graph.signs, effort=0)
    assert not left.known
    assert left.least <= 100 <= left.most
    assert left.count is None
    assert frustration(signed(20, [(i, j, -1) for i, j in combinations(range(20), 2)]).signs).most == 90


def test_a_large_network_is_proved_by_its_cycles() -> None:
    rng = np.random.default_rng(3)
    ends = rng.integers(120, size=(2, 360))
    graph = SignedGraph.of_records(120, (ends[0], ends[1]), np.where(rng.random(360) < 0.15, -1.0, 1.0))
    found, unproved = frustration(graph.signs), frustration(graph.signs, effort=0)
    assert found.known
    assert frustrated(graph.signs, found.divisions[0]) == found.most
    assert unproved.least < found.least <= unproved.most
    assert frustrated(graph.signs, unproved.divisions[0]) == unproved.most
    few = frustration(graph.signs, effort=1)
    assert unproved.least <= few.least <= found.most <= few.most


def test_the_proof_may_be_stopped() -> None:
    rng = np.random.default_rng(3)
    ends = rng.integers(100, size=(2, 300))
    graph = SignedGraph.of_records(100, (ends[0], ends[1]), np.where(rng.random(300) < 0.3, -1.0, 1.0))
    pauses = iter(range(3))

    def stop() -> None:
        if next(pauses) == 2:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        frustration(graph.signs, check_time=stop)


@given(networks())
@few
def test_cooling_finds_camps_no_better_than_the_best(graph: SignedGraph) -> None:
    for rows in components(graph.signs):
        signs = csr_array(graph.signs[rows][:, rows])
        camps = annealed(signs)
        assert camps[0] == 1
        assert min(every_division(signs.toarray())) <= frustrated(signs, camps) <= frustrated(signs, coloured(signs))


def test_balanced_networks_of_any_size() -> None:
    rng = np.random.default_rng(5)
    camp = rng.choice([-1, 1], 3000)
    ends = rng.integers(3000, size=(2, 40_000))
    graph = SignedGraph.of_records(3000, (ends[0], ends[1]), (camp[ends[0]] * camp[ends[1]]).astype(np.float64))
    found = frustration(graph.signs)
    assert (found.most, found.count) == (0, 2 ** (len(list(components(graph.signs))) - 1))
    assert triads(graph).strong_balance == 1


@pytest.mark.parametrize("n", [0, 1, 3])
def test_no_ties(n: int) -> None:
    graph = signed(n, [])
    assert np.isnan(triads(graph).strong_balance)
    assert np.isnan(triads(graph).weak_balance)
    found = frustration(graph.signs)
    assert (found.least, found.most, found.count) == (0, 0, 2 ** max(n - 1, 0))


def test_records_that_agree_are_one_and_those_that_do_not_are_dropped() -> None:
    graph = signed(4, [(0, 1, 1), (1, 0, 1), (2, 1, 1), (1, 2, -1), (3, 3, -1), (0, 3, -1)])
    assert (graph.m, graph.positive) == (2, 1)
    assert graph.ambiguous.tolist() == [[1, 2]]


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_a_tie_without_sign_is_refused(value: float) -> None:
    with pytest.raises(InvalidNetworkError, match="finite number other than 0"):
        SignedGraph.of_records(2, (np.array([0]), np.array([1])), np.array([value]))
