"""Signed ties: balance of triads, and how far the network is from two camps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from alliancemap.analysis.signed import frustration as search
from alliancemap.analysis.signed.balance import triads
from alliancemap.analysis.signed.frustration import Frustration
from alliancemap.analysis.signed.signed_graph import SignedGraph
from alliancemap.errors import InvalidNetworkError
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import EXACT, Outcome
from alliancemap.measures.parameters import Kind, Parameter, integer
from alliancemap.measures.signed_records import pair_keys, signed_records

PARAMETERS = (
    integer("year", "Count only ties of this year: begun by then, and not yet ended.", least=1, most=9999),
    Parameter("ambiguous_pairs_dropped", Kind.LIST, "Pairs to drop besides those of both signs: [[id, id], …].", []),
    integer(
        "effort",
        "Steps of work on the proof that no camps fit better, at most, for each block of more than 20 organisations; "
        "the usual number takes half a minute or so. 0: no proof.",
        search.EFFORT,
        least=0,
    ),
)


@measure(
    gives="an object: counts, triads, frustration and the best divisions into two camps",
    source="Cartwright & Harary 1956; Aref & Wilson 2018",
    takes=Takes.SIGNED,
    parameters=PARAMETERS,
)
def structural_balance(given: Given) -> Outcome:
    """Closed triads by sign, and how far the network is from two camps of friends.

    Strong balance is the share of + + + and + − − among closed triads, weak balance counts − − − too; no closed triad:
    null. Frustration f is the fewest ties to change so that two camps fit, normalised 1 − 2f/m (m = 0: null); exact for
    blocks of up to 20 organisations, beyond as far as `effort` steps suffice to prove it, else null, with the bounds
    and the best camps found in the notes.
    Directions are dropped where both sides agree in sign; pairs of both signs are ambiguous, dropped and counted.
    """
    names, graph = signed_graph(given)
    found = search.frustration(graph.signs, given.params["effort"])
    counts = triads(graph)
    value = {
        "edges": graph.m,
        "positive": graph.positive,
        "negative": graph.m - graph.positive,
        "triads": {
            "plus3": counts.plus3,
            "plus2minus1": counts.plus2minus1,
            "plus1minus2": counts.plus1minus2,
            "minus3": counts.minus3,
            "strong_balance": counts.strong_balance,
            "weak_balance": counts.weak_balance,
        },
        "frustration": found.most if found.known else None,
        "frustration_normalised": 1 - 2 * found.most / graph.m if found.known and graph.m else None,
        "optimal_partitions": _partitions(names, found),
        "n_optimal": found.count,
    }
    return Outcome(value, _method(found), _notes(names, graph, found))


@measure(
    gives="a whole number",
    source="Aref & Wilson 2018",
    takes=Takes.SIGNED,
    parameters=PARAMETERS,
)
def frustration(given: Given) -> Outcome:
    """The fewest ties to change so that positive ties lie within two camps and negative ones between them.

    Exact for blocks of up to 20 organisations, beyond by linear and integer programming in at most `effort` steps;
    where these do not suffice to prove the best null, with what is proved and the best camps found in the notes. Pairs
    of both signs are dropped and counted; no ties: 0.
    """
    names, graph = signed_graph(given)
    found = search.frustration(graph.signs, given.params["effort"])
    return Outcome(found.most if found.known else None, _method(found), _notes(names, graph, found))


def signed_graph(given: Given) -> tuple[Sequence[str], SignedGraph]:
    """Give the names of the nodes, and their ties: of the year asked for, pairs of both signs dropped.

    Raises
    ------
    InvalidNetworkError
        If the network is two-mode, or a value has no sign.
    UsageError
        If pairs are named that are not there, or a year is where the file has none.
    """
    file, chosen = given.records()
    if file.two_mode:
        raise InvalidNetworkError(f"{file.name} is a two-mode network, and the measure takes a one-mode one")
    source, target, value = signed_records(file, chosen, given.params["year"])
    dropped = pair_keys(file, given.params["ambiguous_pairs_dropped"])
    kept = ~np.isin(np.minimum(source, target) * len(file.nodes) + np.maximum(source, target), dropped)
    return file.nodes, SignedGraph.of_records(len(file.nodes), (source[kept], target[kept]), value[kept])


def _partitions(names: Sequence[str], found: Frustration) -> list[list[list[str]]]:
    """The best divisions by name, in alphabetical order; of a bounded search none."""
    return _camps(names, found) if found.known else []


def _camps(names: Sequence[str], found: Frustration) -> list[list[list[str]]]:
    camps = [
        sorted(sorted(names[row] for row in np.flatnonzero(division == side).tolist()) for side in (1, -1))
        for division in found.divisions
    ]
    return sorted(camps)


def _method(found: Frustration) -> str:
    return EXACT if found.known else "bounds: the best camps found are not proven optimal"


def _notes(names: Sequence[str], graph: SignedGraph, found: Frustration) -> Mapping[str, Any]:
    notes: dict[str, Any] = {"ambiguous_pairs": [[names[a], names[b]] for a, b in graph.ambiguous.tolist()]}
    if not found.known:
        notes |= {"frustration_at_least": found.least, "frustration_at_most": found.most}
        notes["best_partition_found"] = _camps(names, found)[0]
    elif found.count != len(found.divisions):
        notes["partitions_listed"] = len(found.divisions)
    return notes
