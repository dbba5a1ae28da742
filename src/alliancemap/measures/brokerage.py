"""Brokerage roles, what chance gives of them, and the groups they are counted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.brokerage.expectation import RoleMoments, expected_roles, role_moments
from alliancemap.analysis.brokerage.permutation import role_permutation_p
from alliancemap.analysis.brokerage.roles import brokerage_roles, role_names
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.statistics.permutation import TAILS
from alliancemap.errors import UsageError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.grouping import grouping
from alliancemap.measures.outcome import EXACT, Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, choice, flag, integer, number

SOURCE = "Gould & Fernandez 1989"
PARTS = ("raw", "expected", "sd", "z", "p")
TAIL = choice(
    "tail", "Which p: of counts at least as high, at most as high, or either (twice the smaller).", TAILS, "upper"
)
PERMUTATIONS = integer("permutations", "How often the groups are shuffled for a p; 0: no test.", 0, least=0)


@measure(gives="a group for each node; null for a node without one", source="the attribute named", parameters=(GROUPS,))
def groups(given: Given) -> Outcome:
    """The partition that measures of groups use: an attribute of the nodes, or what the parameter says."""
    labels = given.groups()
    left_out = sum(label is None for label in labels)
    return Outcome(dict(zip(given.graph().ids, labels, strict=True)), notes={"nodes_without_group": left_out})


@measure(
    gives="for each node its counts by role, or (without `part`) raw, expected, sd, z and p of each",
    source=SOURCE,
    parameters=(
        GROUPS,
        choice("part", "Only this part of the answer.", PARTS),
        PERMUTATIONS,
        TAIL,
        SEED,
    ),
)
def gould_fernandez(given: Given) -> Outcome:
    """How often v brokers a pair (a, b): a → v → b without a → b, by the groups of a, v and b: coordinator (one group),
    itinerant (a and b of another), representative (a and v of one), gatekeeper (v and b of one), liaison (three).
    Undirected: unordered pairs, representative and gatekeeper are one role. Expected and sd: random graph of the same
    density and groups; z null if sd is 0; p: groups shuffled over the nodes, (b+1)/(R+1). Isolates broker 0 times;
    nodes without a group are left out as broker and as end (null).
    """  # noqa: D205 - one sentence after the other
    graph, (labels, _) = given.graph(), grouping(given)
    draws, part = int(given.params["permutations"]), given.params["part"]
    if part == "p" and not draws:
        raise UsageError("part p needs shuffles: set permutations, such as 999")
    parts: dict[str, NDArray[np.float64]] = given.once(
        ("gould_fernandez", str(given.params["groups"]), graph.directed, given.params["mutual"]),
        lambda: _parts(graph, labels),
    )
    if draws:
        test = role_permutation_p(
            graph.ties, labels, directed=graph.directed, draws=draws, seed=int(given.params["seed"])
        )
        parts = {**parts, "p": test.tail(given.params["tail"])}
    method = f"exact; p from {draws} shuffles of the groups, {given.params['tail']} tail" if draws else EXACT
    value = _by_role(graph, parts[part]) if part else _by_part(graph, parts)
    return Outcome(value, method, {"nodes_without_group": int((labels < 0).sum())})


@measure(
    gives="for each group (numbered as the sizes are) the expected value and sd of each role",
    source=SOURCE,
    takes=Takes.PARAMETERS,
    parameters=(
        Parameter("group_sizes", Kind.LIST, "Members of each group, the broker among its own.", required=True),
        number("density", "Share of possible ties that are there.", least=0, most=1, required=True),
        flag("directed", "Whether ties have a direction.", default=True),
    ),
)
def gould_fernandez_moments(given: Given) -> Outcome:
    """Mean and standard deviation of the roles of a member of each group, in a random graph of that density with fixed
    groups: p T and √(T p(1−p) + S c) with p = d²(1−d), c = d³(1−d)³, T and S from the group sizes.
    """  # noqa: D205 - one sentence over two lines
    sizes, density, directed = given.params["group_sizes"], given.params["density"], bool(given.params["directed"])
    if not all(isinstance(size, int) and not isinstance(size, bool) and size > 0 for size in sizes):
        raise UsageError(f"parameter group_sizes is {sizes!r}, but takes whole numbers above 0")
    moments = role_moments(np.array(sizes, np.int64), float(density), directed=directed)
    return Outcome({str(group): _moments(moments, group, directed=directed) for group in range(len(sizes))})


def _parts(graph: Graph, labels: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    raw = brokerage_roles(graph.ties, labels, directed=graph.directed)
    chance = expected_roles(graph.ties, labels, directed=graph.directed)
    return {"raw": raw, "expected": chance.expected, "sd": chance.sd, "z": chance.z(raw)}


def _by_role(graph: Graph, table: NDArray[np.float64]) -> Mapping[str, Any]:
    names = role_names(directed=graph.directed)
    rows = table.tolist()
    return {id: dict(zip(names, row, strict=True)) for id, row in zip(graph.ids, rows, strict=True)}


def _by_part(graph: Graph, parts: Mapping[str, NDArray[np.float64]]) -> Mapping[str, Any]:
    tables = {part: _by_role(graph, table) for part, table in parts.items()}
    return {id: {part: table[id] for part, table in tables.items()} for id in graph.ids}


def _moments(moments: RoleMoments, group: int, *, directed: bool) -> Mapping[str, Any]:
    return {
        role: {"expected": moments.expected[group, column], "sd": moments.sd[group, column]}
        for column, role in enumerate(role_names(directed=directed))
    }
