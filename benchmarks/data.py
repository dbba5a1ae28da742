"""The Large data set and its smaller sisters as plain arrays, for contenders that know nothing of ours."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, load_npz, save_npz

from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.model import TieSet
from benchmarks import large

LARGE = 100_000


@dataclass(frozen=True, eq=False)
class Data:
    """One generated map.

    Attributes
    ----------
    ties : csr_array, n × n
        The alliance graph of the tie set `recorded`, strengths > 0, symmetric.
    arcs : csr_array, n × n
        The same records with their directions, all 1.
    causes : csr_array, n × causes
        Who supports what, all 1.
    kinds : int64, length n
        The kind of each organisation.
    folder : Path
        Where the map is kept.
    """

    ties: csr_array
    arcs: csr_array
    causes: csr_array
    kinds: NDArray[np.int64]
    folder: Path

    @property
    def n(self) -> int:
        """How many organisations."""
        return int(self.ties.shape[0])

    @property
    def plain(self) -> csr_array:
        """The alliance graph with every strength 1."""
        return binary(self.ties)

    def landscape(self) -> Landscape:
        """All that the composite findings look at."""
        found: Landscape = pickle.loads((self.folder / f"landscape-{self.n}.pickle").read_bytes())
        return found

    def edges(self) -> NDArray[np.int64]:
        """Undirected ties as pairs, each once."""
        upper = coo_array(self.ties)
        keep = upper.row < upper.col
        return np.column_stack((upper.row[keep], upper.col[keep])).astype(np.int64)

    def networkx(self, *, directed: bool = False, plain: bool = False) -> Any:
        """The map as NetworkX has it, without strengths if it is to be plain."""
        import networkx as nx  # noqa: PLC0415 - only the child that needs it

        matrix = self.arcs if directed else self.plain if plain else self.ties
        return nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph if directed else nx.Graph)

    def igraph(self, *, directed: bool = False) -> Any:
        """The map as igraph has it."""
        import igraph  # noqa: PLC0415 - only the child that needs it

        pairs = np.column_stack(self.arcs.nonzero()) if directed else self.edges()
        return igraph.Graph(self.n, pairs, directed=directed)


def written(folder: Path, n: int) -> None:
    """Generate a map of n organisations and keep its arrays in a folder."""
    network = large.network(n / LARGE)
    world = landscape(network, TieSet.RECORDED)
    ties, at = network["ties"], {id: row for row, id in enumerate(world.ids)}
    ids = network["organisations"].ids
    place = np.array([at.get(id, -1) for id in ids], np.int64)
    source, target = place[ties["source_id"]], place[ties["target_id"]]
    inside = (source >= 0) & (target >= 0) & (source != target)
    arcs = csr_array(coo_array((np.ones(int(inside.sum())), (source[inside], target[inside])), shape=world.ties.shape))
    arcs.sum_duplicates()
    save_npz(folder / f"ties-{n}.npz", world.ties, compressed=False)
    save_npz(folder / f"arcs-{n}.npz", binary(arcs), compressed=False)
    save_npz(folder / f"causes-{n}.npz", world.causes, compressed=False)
    np.save(folder / f"kinds-{n}.npy", world.kind.astype(np.int64))
    (folder / f"landscape-{n}.pickle").write_bytes(pickle.dumps(world, protocol=5))


def read(folder: Path, n: int) -> Data:
    """Give the map of n organisations that is kept in a folder."""
    ties, arcs, causes = (csr_array(load_npz(folder / f"{name}-{n}.npz")) for name in ("ties", "arcs", "causes"))
    return Data(ties, arcs, causes, np.load(folder / f"kinds-{n}.npy"), folder)
