"""The shape of the network: its communities, and how it differs from networks with the same degrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.communities.detection import Communities, communities
from alliancemap.analysis.compute.blocks import each
from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.null_models.rewiring import rewired
from alliancemap.measures.catalogue import compute
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import NodeValues
from alliancemap.reports.content.structure import Community, Comparison, NullComparison, Partition
from alliancemap.reports.numbers import exact_number
from alliancemap.services.centrality.bands import Drawing
from alliancemap.services.centrality.beside import beside

RESOLUTION = 1.0
NAMED = 5
"""How many kinds and members a community is described by."""
RESTARTS, FEW_RESTARTS, MANY = 3, 1, 20_000
"""How often communities are looked for in each rewired network, and in the network itself beside them; the second
number above so many organisations."""


@dataclass(frozen=True)
class Shown:
    """A number of the whole network, and what it says."""

    title: str
    meaning: str


NUMBERS: Mapping[str, Shown] = {
    "transitivity": Shown(
        "Transitivity", "the share of pairs with a common ally that are themselves tied: closed circles over the whole"
    ),
    "clustering": Shown("Mean clustering", "the same share around an organisation, averaged over organisations"),
    "degree_assortativity": Shown(
        "Degree assortativity",
        "above 0 if organisations with many ties are tied to each other, below 0 if to those with few",
    ),
    "modularity": Shown("Modularity Q", "how clearly the network falls into communities"),
}


def partition(graph: Graph, names: Sequence[str], kinds: Sequence[str], drawing: Drawing) -> Partition:
    """Find communities (Leiden, ties by strength) with as many restarts as there are draws."""
    found = communities(
        graph.ties,
        resolution=RESOLUTION,
        seed=drawing.seed,
        restarts=max(1, drawing.draws),
        workers=drawing.workers,
        check_time=drawing.check_time,
    )
    sizes = np.bincount(found.labels) if len(found.labels) else np.zeros(0, np.int64)
    several = int((sizes > 1).sum())
    degree = np.diff(graph.ties.indptr)
    return Partition(
        labels=found.labels.astype(np.int64) + 1,
        certain=~found.uncertain,
        quality=exact_number(found.quality),
        resolution=RESOLUTION,
        restarts=found.restarts,
        seed=drawing.seed,
        stability=exact_number(found.stability),
        communities=tuple(_communities(found, several, degree, names, kinds)),
        alone=len(sizes) - several,
    )


def _communities(
    found: Communities, several: int, degree: NDArray[np.integer], names: Sequence[str], kinds: Sequence[str]
) -> list[Community]:
    """Describe the communities of several members; members of one stand together after sorting by label."""
    order = np.lexsort((-degree, found.labels))
    ends = np.searchsorted(found.labels[order], np.arange(several + 1))
    described = []
    for number in range(several):
        members = order[ends[number] : ends[number + 1]].tolist()
        counted = Counter(kinds[row] for row in members)
        often = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:NAMED]
        first = tuple(names[row] for row in members[:NAMED])
        described.append(Community(number + 1, len(members), int(found.uncertain[members].sum()), tuple(often), first))
    return described


def beside_rewirings(graph: Graph, drawing: Drawing) -> NullComparison:
    """Compare the network with degree-preserving rewirings, each seeded by (seed, its number)."""

    def drawn(number: int) -> dict[str, float]:
        ties = rewired(graph.ties, drawing.seed, number)
        return _numbers(Graph(graph.ids, ties), drawing.seed, restarts)

    restarts = FEW_RESTARTS if graph.n > MANY else RESTARTS
    observed = _numbers(graph, drawing.seed, restarts)
    draws = []
    for numbers in each(drawn, range(drawing.draws), drawing.workers):
        draws.append(numbers)
        drawing.check_time()
    rows = tuple(_compared(name, observed[name], [one[name] for one in draws]) for name in NUMBERS)
    return NullComparison(rows, drawing.draws, drawing.seed, restarts)


def _compared(name: str, observed: float, draws: list[float]) -> Comparison:
    test, words = beside(observed, np.array(draws)), NUMBERS[name]
    return Comparison(name, words.title, words.meaning, exact_number(observed), test.mean, test.sd, test.z, test.p)


def _numbers(graph: Graph, seed: int, restarts: int) -> dict[str, float]:
    given = Given.of_graph(graph, {}, {})
    found = communities(graph.ties, resolution=RESOLUTION, seed=seed, restarts=restarts, workers=1)
    return {
        "transitivity": _number(compute("transitivity", given).value),
        "clustering": _mean(compute("clustering", given).value),
        "degree_assortativity": _number(compute("degree_assortativity", given).value),
        "modularity": found.quality,
    }


def _number(value: object) -> float:
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]  # what these measures give


def _mean(value: object) -> float:
    assert isinstance(value, NodeValues)
    return float(np.mean(value.values)) if len(value.values) else float("nan")
