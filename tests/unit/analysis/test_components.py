from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from alliancemap.analysis.graphs import components
from alliancemap.analysis.graphs.components import component_labels


@pytest.mark.parametrize("small", [0, 10_000])
@given(st.integers(1, 12), st.data())
@settings(max_examples=30, deadline=None)
def test_components_as_networkx_by_either_way(small: int, n: int, data: st.DataObject) -> None:
    """Ties may run one way; the labels follow the first node of each component."""
    places = st.integers(0, n - 1)
    ties = data.draw(st.sets(st.tuples(places, places), max_size=14))
    ends = np.array(sorted(ties), np.int64).reshape(-1, 2)
    matrix = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n))
    graph = nx.empty_graph(n)
    graph.add_edges_from(ends.tolist())
    expected = np.empty(n, np.int64)
    for label, nodes in enumerate(sorted(map(sorted, nx.connected_components(graph)))):
        expected[nodes] = label
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(components, "SMALL", small)
        assert component_labels(matrix).tolist() == expected.tolist()


def test_no_nodes_no_labels() -> None:
    assert len(component_labels(csr_array((0, 0)))) == 0
