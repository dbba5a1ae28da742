"""Communities: how good a given partition is, the best that is found, how stable it is, and how partitions agree."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.communities.agreement import adjusted_rand_index as agreement
from alliancemap.analysis.communities.comparison import beside_rewirings
from alliancemap.analysis.communities.detection import Communities, dense_communities
from alliancemap.analysis.communities.detection import communities as best_communities
from alliancemap.analysis.communities.quality import barber_modularity as two_mode_quality
from alliancemap.analysis.communities.quality import modularity as quality_of
from alliancemap.analysis.communities.two_mode import affiliation_communities
from alliancemap.analysis.graphs.affiliation import Affiliation
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import UsageError
from alliancemap.exchange.near import did_you_mean
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues, Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, choice, integer, number, weight

RESOLUTION = number("resolution", "γ: more of it, more communities. Above 0.", 1.0)
RESTARTS = integer("restarts", "How many runs, of which the best is kept.", 50, least=1)


@measure(
    gives="a number",
    source="Newman & Girvan 2004",
    parameters=(GROUPS, RESOLUTION, weight()),
)
def modularity(given: Given) -> Outcome:
    """Q = Σ_c [w_c/m − γ (s_c/2m)²] of the given groups: strength inside group c beyond what its nodes' s_c would give.

    Directions are dropped; nodes without a group are left out with their ties, and counted; no tie: null.
    """
    graph, groups = given.graph(given.params["weight"], directed=False), given.groups()
    known = np.array([group is not None for group in groups], bool)
    ties = graph.kept(known).ties if not known.all() else graph.ties
    value = quality_of(ties, _numbered(groups[known]), given.params["resolution"])
    return Outcome(value, notes={"without_group": int((~known).sum())} if not known.all() else {})


@measure(
    gives="Q and partition (a number for each node)",
    source="Traag, Waltman & van Eck 2019",
    parameters=(weight(), RESOLUTION, SEED, RESTARTS),
)
def best_known_modularity(given: Given) -> Outcome:
    """The largest modularity Q that the Leiden algorithm finds in several runs, and the partition that has it.

    Directions are dropped; every community is connected; an isolate is a community of its own; no tie: Q is null.
    """
    graph, found = _found(given)
    return Outcome({"Q": found.quality, "partition": NodeValues(graph.ids, found.labels)}, _runs(found))


@measure(
    gives="quality, partition, communities, sizes, stability, frequency by node, uncertain nodes, beside_rewirings",
    source="Traag, Waltman & van Eck 2019; Traag 2011",
    parameters=(
        choice(
            "quality",
            "What is maximised: modularity, or the constant Potts model.",
            ("modularity", "cpm"),
            "modularity",
        ),
        number("resolution", "γ, above 0: more of it, more communities; for cpm the least density of one.", 1.0),
        weight(),
        SEED,
        RESTARTS,
        integer("draws", "How many rewirings modularity is held to; 0: none.", 200, least=0),
    ),
)
def communities(given: Given) -> Outcome:
    """Communities by the Leiden algorithm, the best of several runs; stability is the runs' mean adjusted Rand index.

    frequency: how often a node is with the others of its community, over the runs; below 0.8 it is uncertain. A high Q
    alone shows no structure: beside_rewirings has that of one run, of one run on each of several networks with the
    same degrees, z and p (null for cpm). Directions are dropped; an isolate is a community of its own; no tie: null.
    """
    graph, found = _found(given)
    params, value = given.params, None
    if params["draws"] and params["quality"] == "modularity":
        compared = beside_rewirings(graph.ties, params["draws"], resolution=params["resolution"], seed=params["seed"])
        value = asdict(compared)
    return Outcome(_table(graph, found) | {"beside_rewirings": value}, _runs(found))


@measure(
    gives="Q and partition (a number for each node of both sides)",
    source="Barber 2007",
    takes=Takes.TWO_MODE,
    parameters=(
        Parameter("partition", Kind.OBJECT, "From each node of both sides to its group; unless told, the best found."),
        RESOLUTION,
        SEED,
        RESTARTS,
    ),
)
def barber_modularity(given: Given) -> Outcome:
    """Two-mode modularity Q = (1/m) Σ_ik (b_ik − γ r_i c_k/m) over pairs of row and column in the same group.

    Of the given partition, or of the best that several runs of the Leiden algorithm find; no affiliation: null.
    """
    network, params = given.affiliation(), given.params
    if params["partition"] is None:
        found = affiliation_communities(
            network.binary(), resolution=params["resolution"], seed=params["seed"], restarts=params["restarts"]
        )
        names = (*network.rows, *network.columns)
        return Outcome({"Q": found.quality, "partition": NodeValues(names, found.labels)}, _runs(found))
    labels = _numbered(_both(network, params["partition"]))
    rows, columns = labels[: len(network.rows)], labels[len(network.rows) :]
    quality = two_mode_quality(network.binary(), rows, columns, params["resolution"])
    return Outcome({"Q": quality, "partition": params["partition"]})


@measure(
    gives="a number",
    source="Hubert & Arabie 1985",
    parameters=(GROUPS, Parameter("other", Kind.ANY, "The second grouping, as `groups` is given.", required=True)),
)
def adjusted_rand_index(given: Given) -> Outcome:
    """How far two groupings agree on which pairs are together, beyond chance: (S − E)/((A + B)/2 − E).

    E = AB/(n(n−1)/2), A and B pairs together in either, S in both; 1 if they are the same. Nodes without a group in
    one are left out and counted; fewer than two nodes: null.
    """
    first = given.groups()
    second = given.asked({**given.params, "groups": given.params["other"]}).groups()
    known = np.array([a is not None and b is not None for a, b in zip(first, second, strict=True)], bool)
    value = agreement(_numbered(first[known]), _numbered(second[known]))
    return Outcome(value, notes={"without_group": int((~known).sum())})


def _found(given: Given) -> tuple[Graph, Communities]:
    """The network without directions and its best partition, made once for the same parameters."""
    params = given.params
    graph = given.graph(params["weight"], directed=False)
    search = dense_communities if params.get("quality") == "cpm" else best_communities
    settings = {name: params[name] for name in ("resolution", "seed", "restarts")}
    key = ("communities", search.__name__, params["weight"], params.get("mutual"), *settings.values())
    return graph, given.once(key, lambda: search(graph.ties, **settings))


def _table(graph: Graph, found: Communities) -> dict[str, Any]:
    return {
        "quality": found.quality,
        "partition": NodeValues(graph.ids, found.labels),
        "communities": int(found.labels.max(initial=-1)) + 1,
        "sizes": np.bincount(found.labels),
        "stability": found.stability,
        "frequency": NodeValues(graph.ids, found.frequency),
        "uncertain": [graph.ids[row] for row in np.flatnonzero(found.uncertain)],
        "restarts": found.restarts,
    }


def _runs(found: Communities) -> str:
    return f"best of {found.restarts} runs of the Leiden algorithm"


def _numbered(groups: NDArray[np.object_]) -> NDArray[np.int32]:
    """Number groups in order of their first nodes.

    Raises
    ------
    UsageError
        If one is a list or an object.
    """
    number_of: dict[Any, int] = {}
    wrong = next((group for group in groups if isinstance(group, list | dict)), None)
    if wrong is not None:
        raise UsageError(f"a node has the group {wrong!r}, but a group is one text or number")
    return np.array([number_of.setdefault(group, len(number_of)) for group in groups], np.int32)


def _both(network: Affiliation, partition: dict[str, Any]) -> NDArray[np.object_]:
    """The group of each row, then of each column.

    Raises
    ------
    UsageError
        If the partition names a node that is not there, or lacks one.
    """
    names = (*network.rows, *network.columns)
    known = set(names)
    for name in partition:
        if name not in known:
            raise UsageError(f"partition names {name!r}, which is not in the network{did_you_mean(name, names)}")
    lacking = [name for name in names if name not in partition]
    if lacking:
        raise UsageError(f"partition has no group for {lacking[0]!r}: name one for each of the {len(names)} nodes")
    groups = np.empty(len(names), object)
    groups[:] = [partition[name] for name in names]
    return groups
