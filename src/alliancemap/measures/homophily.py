"""Do groups keep to themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.homophily.ei import ei_index as ei
from alliancemap.analysis.homophily.ei import ei_permutation_p
from alliancemap.analysis.homophily.mixing import (
    GroupTies,
    coleman_index,
    group_ties,
    mixing_matrix,
    nominal_assortativity,
)
from alliancemap.errors import UsageError
from alliancemap.measures.brokerage import PERMUTATIONS, TAIL
from alliancemap.measures.catalogue import measure
from alliancemap.measures.given import Given
from alliancemap.measures.grouping import grouping
from alliancemap.measures.outcome import EXACT, Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, choice, integer, weight

MIXING = Parameter(
    "mixing",
    Kind.LIST,
    "Without a file: ties from each group (rows) to each group (columns); undirected ties stand in it both ways.",
)


@measure(gives="a number for each group and group", source="Newman 2003", parameters=(GROUPS, weight()))
def mixing(given: Given) -> Outcome:
    """Ties (or their strengths) from each group to each group; undirected ties count both ways. Nodes without a group
    are left out with their ties.
    """  # noqa: D205 - two sentences
    labels, names = grouping(given)
    table = mixing_matrix(given.graph(given.params["weight"]).ties, labels, len(names))
    rows = {name: dict(zip(names, row.tolist(), strict=True)) for name, row in zip(names, table, strict=True)}
    return Outcome(rows, notes=_left_out(labels))


@measure(
    gives="external and internal ties, the index of the network, of each node and group, and what chance gives",
    source="Krackhardt & Stern 1988",
    parameters=(GROUPS, PERMUTATIONS, TAIL, SEED),
)
def ei_index(given: Given) -> Outcome:
    """(E − I)/(E + I), E ties between groups, I within one; no tie: null. Expected values and sd are exact for groups
    dealt at random over the nodes (sd and z null for directed ties, or where sd is 0); with `permutations` a p of the
    network's index by shuffling. Nodes without a group are left out with their ties.
    """  # noqa: D205 - several sentences
    graph, (labels, names) = given.graph(), grouping(given)
    found = ei(graph.ties, labels, directed=graph.directed)
    value = {
        "external": found.external,
        "internal": found.internal,
        "ei": found.index,
        "expected_ei": found.expected_index,
        "expected_internal": found.expected_internal,
        "sd_internal": found.sd_internal,
        "z_internal": found.z_internal,
        "node": given.by_node(found.node),
        "group": dict(zip(names, found.group.tolist(), strict=True)),
    }
    draws, tail = int(given.params["permutations"]), given.params["tail"]
    if draws:
        test = ei_permutation_p(graph.ties, labels, draws=draws, seed=int(given.params["seed"]))
        value["p"] = float(test.tail(tail))
    method = f"exact; p from {draws} shuffles of the groups, {tail} tail" if draws else EXACT
    return Outcome(value, method, {"nodes_without_group": found.n_left_out})


@measure(gives="a number", source="Newman 2003", parameters=(GROUPS, weight(), MIXING))
def assortativity_nominal(given: Given) -> Outcome:
    """R = (Σ e_gg − Σ a_g b_g)/(1 − Σ a_g b_g), e the shares of ties between groups (undirected ties both ways), a and
    b its row and column sums; one group only, or no ties: null. Nodes without a group are left out with their ties.
    """  # noqa: D205 - several sentences
    tied, _, notes = _tied(given)
    return Outcome(nominal_assortativity(tied), notes=notes)


@measure(
    gives="a number for each group",
    source="Coleman 1958",
    parameters=(
        GROUPS,
        MIXING,
        choice("rows", "With `mixing`: whose ties the rows are.", ("chooser",), "chooser"),
        Parameter("group_sizes", Kind.LIST, "With `mixing`: members of each group."),
        integer("directed_ring", "Without a file: this many nodes, each choosing the next (with `groups`).", least=2),
    ),
)
def coleman_homophily(given: Given) -> Outcome:
    """With e = D_g (n_g − 1)/(n − 1), D_g the ties that members of g send (undirected: their degrees), s of these
    within g: (s − e)/(D_g − e) if s > e, else (s − e)/e; a group without ties: null. Nodes without a group are left
    out with their ties.
    """  # noqa: D205 - several sentences
    ring = given.params["directed_ring"]
    if ring is not None:
        given = Given.of_graph(_ring(int(ring)), {}, given.params)
    tied, names, notes = _tied(given)
    sizes = _sizes(given.params["group_sizes"], len(names)) if _written(given) else _members(given, len(names))
    index = coleman_index(tied.within, tied.sent, sizes)
    return Outcome(dict(zip(names, index.tolist(), strict=True)), notes=notes)


def _written(given: Given) -> bool:
    return given.params.get("mixing") is not None


def _tied(given: Given) -> tuple[GroupTies, list[str], Mapping[str, Any]]:
    """What is tied within and between groups, their names, and how many nodes have none."""
    if _written(given):
        table = _table(given.params["mixing"])
        return GroupTies.of_mixing(table), [str(group + 1) for group in range(len(table))], {}
    labels, names = grouping(given)
    tied = group_ties(given.graph(given.params.get("weight")).ties, labels, len(names))
    return tied, names, _left_out(labels)


def _left_out(labels: NDArray[np.int64]) -> Mapping[str, Any]:
    return {"nodes_without_group": int((labels < 0).sum())}


def _table(rows: Sequence[Any]) -> NDArray[np.float64]:
    square = all(isinstance(row, list) and len(row) == len(rows) for row in rows)
    if not square or not all(isinstance(cell, int | float) and 0 <= cell < np.inf for row in rows for cell in row):
        raise UsageError(f"parameter mixing is {rows!r}, but takes as many rows as columns of numbers not below 0")
    return np.array(rows, np.float64).reshape(len(rows), len(rows))


def _members(given: Given, n_groups: int) -> NDArray[np.int64]:
    labels, _ = grouping(given)
    return np.bincount(labels[labels >= 0], minlength=n_groups)


def _sizes(sizes: Sequence[Any] | None, n_groups: int) -> NDArray[np.int64]:
    if sizes is None or len(sizes) != n_groups or not all(isinstance(size, int) and size > 0 for size in sizes):
        raise UsageError(f"parameter group_sizes is {sizes!r}, but mixing goes with {n_groups} whole numbers above 0")
    return np.array(sizes, np.int64)


def _ring(n: int) -> Graph:
    nodes = np.arange(n)
    return Graph.of_records([str(node + 1) for node in nodes], (nodes, (nodes + 1) % n), directed=True)
