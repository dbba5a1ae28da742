"""Runs a measure on files and says everything that belongs to the answer."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.centrality import two_mode_graph
from alliancemap.analysis.graphs.components import component_labels
from alliancemap.errors import AllianceMapError
from alliancemap.measures.catalogue import Measure, Takes, compute, find
from alliancemap.measures.given import Given
from alliancemap.measures.landscapes import landscape_of
from alliancemap.measures.outcome import plain
from alliancemap.measures.parameters import checked
from alliancemap.measures.signed import signed_graph


def answer(name: str, given: Given) -> dict[str, Any]:
    """Compute a measure; give measure, parameters, value, method, and what the network is.

    Raises
    ------
    UsageError, InvalidNetworkError
        As `alliancemap.measures.catalogue.compute` does.
    """
    measure = find(name)
    outcome = compute(name, given)
    return {
        "measure": name,
        "params": dict(given.params),
        "parameters": _complete(measure, given),
        "value": plain(outcome.value),
        "method": outcome.method,
        **({"notes": plain(outcome.notes)} if outcome.notes else {}),
        "files": [file.name for file in given.files],
        "network": _network(measure, given),
        "software": f"alliancemap {version('alliancemap')}",
    }


def _complete(measure: Measure, given: Given) -> dict[str, Any]:
    """The parameters with their defaults, those that are not set left out."""
    values = checked(measure.name, measure.parameters, given.params)
    return {name: value for name, value in values.items() if value is not None or name in given.params}


def described(measure: Measure) -> dict[str, Any]:
    """Give what the catalogue says of a measure."""
    return {
        "measure": measure.name,
        "subject": measure.subject,
        "definition": measure.definition,
        "gives": measure.gives,
        "takes": str(measure.takes),
        "source": measure.source,
        "parameters": [
            {
                "name": parameter.name,
                "form": str(parameter.kind),
                "about": parameter.about,
                "default": parameter.default,
                **({"choices": list(parameter.choices)} if parameter.choices else {}),
                **({"required": True} if parameter.required else {}),
            }
            for parameter in measure.parameters
        ],
    }


def _network(measure: Measure, given: Given) -> Mapping[str, Any] | None:
    """Size, isolates and what was dropped or merged of the network that was measured; None where there is none."""
    if measure.takes is Takes.PARAMETERS:
        return None
    try:
        file = given.file()
    except AllianceMapError:
        return None
    relations = {"relations": list(file.relations)} if file.relations else {}
    if measure.takes is Takes.LANDSCAPE:
        return _landscape(given) | relations
    if file.two_mode:
        return _two_mode(given) | relations
    return (_signed(measure, given) if measure.takes is Takes.SIGNED else _one_mode(given)) | relations


def _landscape(given: Given) -> dict[str, Any]:
    landscape = landscape_of(given)
    return {
        "mode": "one, with causes",
        "n": landscape.size,
        "m": landscape.ties.nnz // 2,
        "conflicts": landscape.conflicts.nnz // 2,
        **_parts(landscape.ties),
        "causes": len(landscape.cause_ids),
    }


def _signed(measure: Measure, given: Given) -> dict[str, Any]:
    file, chosen = given.records()
    _, graph = signed_graph(given.asked(checked(measure.name, measure.parameters, given.params)))
    return {
        "mode": "one, signed",
        "directed": file.directed,
        "n": graph.n,
        "m": graph.m,
        **_parts(graph.signs),
        "ambiguous_pairs": len(graph.ambiguous),
        "positive_records": int((file.weight[chosen] > 0).sum()),
        "negative_records": int((file.weight[chosen] < 0).sum()),
        "loops_dropped": int((file.source == file.target)[chosen].sum()),
    }


def _one_mode(given: Given) -> dict[str, Any]:
    graph = given.graph()
    return {
        "mode": "one",
        "directed": graph.directed,
        "n": graph.n,
        "m": graph.m,
        "isolates": len(graph.isolates),
        "components": int(graph.components().max(initial=-1)) + 1,
        "loops_dropped": graph.n_loops,
        "parallel_merged": graph.n_merged,
    }


def _parts(ties: csr_array) -> dict[str, int]:
    """How many nodes have no tie, and how many parts there are that no tie joins (each of these nodes is one)."""
    return {
        "isolates": int((np.diff(ties.indptr) == 0).sum()),
        "components": int(component_labels(ties).max(initial=-1)) + 1,
    }


def _two_mode(given: Given) -> dict[str, Any]:
    network = given.affiliation(signed=True)
    entries = network.matrix
    return {
        "mode": "two",
        "n": len(network.rows),
        "n_second_mode": len(network.columns),
        "m": entries.nnz,
        **_parts(two_mode_graph(entries)),
        "parallel_merged": network.n_merged,
    }
