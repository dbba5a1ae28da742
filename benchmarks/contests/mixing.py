"""Measures of groups that are given: mixing, homophily, participation, diversity."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.homophily.ei import ei_index, ei_permutation_p
from alliancemap.analysis.homophily.mixing import coleman_index, group_ties, mixing_matrix, nominal_assortativity
from alliancemap.analysis.null_models.labels import shuffled_labels
from alliancemap.analysis.position.groups_spanned import participation, within_module_z
from alliancemap.analysis.statistics.diversity import blau, effective_number, shannon
from benchmarks.contest import OURS, Contender, Contest
from benchmarks.data import Data

Values = NDArray[np.float64]
Pairs = tuple[list[list[int]], list[int]]
DRAWS = 99


def _data(data: Data) -> Data:
    return data


def _pairs(data: Data) -> Pairs:
    return data.edges().tolist(), data.kinds.tolist()


def _groups(data: Data) -> int:
    return int(data.kinds.max()) + 1


def _grouped(data: Data) -> Any:
    """NetworkX's graph with the kinds as attributes."""
    graph = data.networkx(plain=True)
    nx.set_node_attributes(graph, dict(enumerate(data.kinds.tolist())), "kind")
    return graph


def _ei_by_loops(given: Pairs) -> list[float]:
    pairs, kinds = given
    inside = sum(kinds[a] == kinds[b] for a, b in pairs)
    return [(len(pairs) - 2 * inside) / len(pairs)]


def _ei_permuted(data: Data) -> list[float]:
    found = ei_permutation_p(data.ties, data.kinds, draws=DRAWS, seed=1)
    return [float(found.upper)]


def _ei_permuted_by_numpy(data: Data) -> None:
    edges, kinds = data.edges(), data.kinds
    rng = np.random.default_rng(1)
    for _ in range(DRAWS):
        dealt = rng.permutation(kinds)
        (dealt[edges[:, 0]] == dealt[edges[:, 1]]).sum()


def _assortativity(data: Data) -> list[float]:
    found = nominal_assortativity(group_ties(data.plain, data.kinds, _groups(data)))
    assert found is not None
    return [found]


def _mixing_by_networkx(graph: Any) -> Values:
    kinds = dict.fromkeys(sorted(set(nx.get_node_attributes(graph, "kind").values())))
    order = {kind: place for place, kind in enumerate(kinds)}
    return np.asarray(nx.attribute_mixing_matrix(graph, "kind", mapping=order, normalized=False), np.float64)


def _coleman(data: Data) -> Values:
    tied, sizes = group_ties(data.plain, data.kinds, _groups(data)), np.bincount(data.kinds)
    return coleman_index(tied.within, tied.sent, sizes)


def _coleman_by_loops(given: Pairs) -> list[float]:
    pairs, kinds = given
    groups = max(kinds) + 1
    within, total, sizes = [0] * groups, [0] * groups, [0] * groups
    for kind in kinds:
        sizes[kind] += 1
    for a, b in pairs:
        total[kinds[a]] += 1
        total[kinds[b]] += 1
        within[kinds[a]] += 2 * (kinds[a] == kinds[b])
    chance = [total[g] * (sizes[g] - 1) / (len(kinds) - 1) for g in range(groups)]
    return [
        (within[g] - chance[g]) / (total[g] - chance[g] if within[g] > chance[g] else chance[g]) for g in range(groups)
    ]


def _positions(data: Data) -> Values:
    return np.concatenate((participation(data.plain, data.kinds), within_module_z(data.plain, data.kinds)))


def _positions_by_pandas(data: Data) -> Values:
    import pandas as pd  # noqa: PLC0415 - only the child that needs it

    ties = data.plain.tocoo()
    frame = pd.DataFrame({"node": ties.row, "group": data.kinds[ties.col]})
    towards = frame.groupby(["node", "group"]).size().rename("ties").reset_index()
    share = 1 - (towards.ties**2).groupby(towards.node).sum() / towards.ties.groupby(towards.node).sum() ** 2
    own = pd.Series(0.0, index=range(data.n))
    inside = towards[towards.group == data.kinds[towards.node]]
    own[inside.node] = inside.ties.to_numpy(float)
    by_group = own.groupby(data.kinds)
    spread = by_group.transform(lambda values: values.std(ddof=0))
    z = ((own - by_group.transform("mean")) / spread).where(spread > 0, 0.0)
    return np.concatenate((share.reindex(range(data.n)).to_numpy(), z.to_numpy()))


def _diversity(data: Data) -> list[float]:
    masses = np.bincount(data.kinds).astype(float)
    found = (blau(masses), shannon(masses), effective_number(masses))
    return [value for value in found if value is not None]


def _diversity_by_scipy(data: Data) -> list[float]:
    from scipy.stats import entropy  # noqa: PLC0415 - only the child that needs it

    counts = np.unique(data.kinds, return_counts=True)[1]
    squares = float(((counts / counts.sum()) ** 2).sum())
    return [1 - squares, float(entropy(counts)), 1 / squares]


CONTESTS = [
    Contest(
        "E-I index",
        (
            Contender(OURS, _data, lambda data: [ei_index(data.ties, data.kinds).index]),
            Contender("plain Python", _pairs, _ei_by_loops),
        ),
        gathers="Ours gives the index of every organisation and kind, and what chance gives, with it.",
        covers=("ei_index",),
    ),
    Contest(
        "E-I index, 99 permutations",
        (
            Contender(OURS, _data, _ei_permuted),
            Contender("NumPy", _data, _ei_permuted_by_numpy),
        ),
        gathers="Ours tests every organisation and every kind, NumPy the network only.",
    ),
    Contest(
        "nominal assortativity",
        (
            Contender(OURS, _data, _assortativity),
            Contender("NetworkX", _grouped, lambda graph: [nx.attribute_assortativity_coefficient(graph, "kind")]),
            Contender(
                "igraph",
                lambda data: (data.igraph(), data.kinds.tolist()),
                lambda given: [given[0].assortativity_nominal(given[1], directed=False)],
            ),
        ),
        covers=("assortativity_nominal",),
    ),
    Contest(
        "mixing matrix",
        (
            Contender(OURS, _data, lambda data: mixing_matrix(data.plain, data.kinds, _groups(data))),
            Contender("NetworkX", _grouped, _mixing_by_networkx),
        ),
        covers=("mixing", "groups"),
    ),
    Contest(
        "Coleman's homophily",
        (Contender(OURS, _data, _coleman), Contender("plain Python", _pairs, _coleman_by_loops)),
        covers=("coleman_homophily",),
    ),
    Contest(
        "participation and within-module z",
        (Contender(OURS, _data, _positions), Contender("pandas", _data, _positions_by_pandas)),
        tolerance=1e-9,
        covers=("participation", "within_module_z"),
    ),
    Contest(
        "diversity of the kinds",
        (Contender(OURS, _data, _diversity), Contender("scipy", _data, _diversity_by_scipy)),
        covers=("diversity",),
    ),
    Contest(
        "shuffled labels, one draw",
        (
            Contender(OURS, lambda data: data.kinds, lambda kinds: [float(shuffled_labels(kinds, 1).sum())]),
            Contender(
                "NumPy", lambda data: data.kinds, lambda kinds: [np.random.default_rng(1).permutation(kinds).sum()]
            ),
        ),
        covers=("shuffled_labels",),
    ),
]
