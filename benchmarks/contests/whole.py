"""Figures of the network as a whole, and of each tie."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.linalg import eigsh

from alliancemap.analysis.centrality.degree import strength, tuned_degree
from alliancemap.analysis.centrality.eigenvector import leading_eigenvalue
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.statistics.jackknife import density
from alliancemap.analysis.structural_holes.holes import structural_holes
from alliancemap.analysis.tie_patterns.assortativity import degree_assortativity
from alliancemap.analysis.tie_patterns.disparity import disparity
from alliancemap.analysis.tie_patterns.reciprocity import reciprocity
from benchmarks.contest import OURS, SMALL, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
Records = tuple[int, NDArray[np.int64], NDArray[np.int64], Values]


def _records(data: Data) -> Records:
    """The ties as records: each tie twice, and a loop for every hundredth."""
    entries = coo_array(data.ties)
    loops = np.arange(0, data.n, 100)
    return (
        data.n,
        np.concatenate((entries.row, loops)).astype(np.int64),
        np.concatenate((entries.col, loops)).astype(np.int64),
        np.concatenate((entries.data, np.ones(len(loops)))),
    )


def _merged(given: Records) -> list[float]:
    n, source, target, weight = given
    graph = Graph.of_records(tuple(map(str, range(n))), (source, target), weight, directed=False)
    return [float(graph.ties.sum()), graph.n_loops, graph.n_merged, len(graph.isolates)]


def _merged_by_pandas(given: Records) -> list[float]:
    import pandas as pd  # noqa: PLC0415 - only the child that needs it

    n, source, target, weight = given
    ends = pd.DataFrame({"a": np.minimum(source, target), "b": np.maximum(source, target), "weight": weight})
    proper = ends[ends.a != ends.b]
    merged = proper.groupby(["a", "b"])["weight"].sum()
    isolates = n - len(np.union1d(proper.a.unique(), proper.b.unique()))
    return [2 * float(merged.sum()), len(ends) - len(proper), len(proper) - len(merged), isolates]


def _strengths(graph: Any) -> Values:
    return np.array([total for _, total in graph.degree(weight="weight")])


def _tuned(ties: csr_array) -> Values:
    count = np.diff(ties.indptr).astype(float)
    total = np.asarray(ties.sum(axis=1))
    return np.where(count > 0, count * np.sqrt(total / np.maximum(count, 1)), 0.0)


def _triangles(ties: csr_array) -> Values:
    found = structural_holes(ties)
    return np.append(found.triangles.astype(float), found.transitivity)


def _counts_of(found: Any) -> list[int]:
    return list(found.values())


def _networkx_triangles(graph: Any) -> Values:
    return np.array([*_counts_of(nx.triangles(graph)), nx.transitivity(graph)])


def _igraph_triangles(graph: Any) -> Values:
    degree = np.array(graph.degree())
    local = np.nan_to_num(np.array(graph.transitivity_local_undirected(mode="zero")))
    return np.append(np.round(local * degree * (degree - 1) / 2), graph.transitivity_undirected())


def _disparity_by_loops(graph: Any) -> Values:
    """The smaller α of every tie, in order of rows."""
    total, count = dict(graph.degree(weight="weight")), dict(graph.degree())
    found = [
        min((1 - w / total[a]) ** (count[a] - 1), (1 - w / total[b]) ** (count[b] - 1))
        for a, b, w in sorted((min(a, b), max(a, b), w) for a, b, w in graph.edges(data="weight"))
    ]
    return np.array(found)


def _largest(ties: csr_array) -> list[float]:
    return [float(eigsh(ties, k=1, which="LA", return_eigenvectors=False)[0])]


CONTESTS = [
    Contest(
        "merging of records, loops, isolates",
        (
            Contender(OURS, _records, _merged),
            Contender("pandas", _records, _merged_by_pandas),
        ),
        covers=("simplify", "isolates"),
        gathers="From records of ties to the network that measures see.",
    ),
    Contest(
        "density",
        (
            Contender(OURS, lambda data: data.plain, lambda ties: [density(ties)]),
            Contender("NetworkX", lambda data: data.networkx(plain=True), lambda graph: [nx.density(graph)]),
            Contender("igraph", Data.igraph, lambda graph: [graph.density()]),
        ),
        covers=("density",),
    ),
    Contest(
        "strength",
        (
            Contender(OURS, lambda data: data.ties, strength),
            Contender("NetworkX", Data.networkx, _strengths),
        ),
        covers=("strength", "in_strength", "out_strength"),
    ),
    Contest(
        "degree tuned between ties and strength",
        (
            Contender(OURS, lambda data: data.ties, lambda ties: tuned_degree(ties, 0.5)),
            Contender("NumPy", lambda data: data.ties, _tuned),
        ),
        covers=("degree_tuned",),
    ),
    Contest(
        "triangles and transitivity",
        (
            Contender(OURS, lambda data: data.plain, _triangles),
            Contender("NetworkX", lambda data: data.networkx(plain=True), _networkx_triangles),
            Contender("igraph", Data.igraph, _igraph_triangles),
        ),
        covers=("triangles", "transitivity"),
        gathers="Ours is the pass that gives constraint.",
    ),
    Contest(
        "reciprocity",
        (
            Contender(OURS, lambda data: data.arcs, lambda arcs: [reciprocity(arcs).edgewise]),
            Contender(
                "NetworkX", lambda data: data.networkx(directed=True), lambda graph: [nx.overall_reciprocity(graph)]
            ),
            Contender("igraph", lambda data: data.igraph(directed=True), lambda graph: [graph.reciprocity()]),
        ),
        covers=("reciprocity",),
    ),
    Contest(
        "degree assortativity",
        (
            Contender(OURS, lambda data: data.plain, lambda ties: [degree_assortativity(ties)]),
            Contender(
                "NetworkX",
                lambda data: data.networkx(plain=True),
                lambda graph: [nx.degree_assortativity_coefficient(graph)],
            ),
            Contender("igraph", Data.igraph, lambda graph: [graph.assortativity_degree(directed=False)]),
        ),
        tolerance=1e-8,
        covers=("degree_assortativity",),
    ),
    Contest(
        "disparity of every tie",
        (
            Contender(OURS, lambda data: data.ties, lambda ties: disparity(ties).smaller),
            Contender("plain Python", Data.networkx, _disparity_by_loops),
        ),
        covers=("disparity_alpha", "disparity_backbone"),
    ),
    Contest(
        "leading eigenvalue",
        (
            Contender(OURS, lambda data: data.plain, lambda ties: [leading_eigenvalue(ties)]),
            Contender("scipy", lambda data: data.plain, _largest),
            Contender(
                "NumPy, whole matrix",
                lambda data: data.plain.toarray(),
                lambda matrix: [float(np.linalg.eigvalsh(matrix)[-1])],
                sizes=(SMALL,),
            ),
        ),
        tolerance=1e-6,
        covers=("leading_eigenvalue",),
    ),
]
