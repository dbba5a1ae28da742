"""Stances: who says the same and who the opposite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array

from alliancemap.analysis.stances import actor_networks
from alliancemap.analysis.stances.actor_networks import Aggregation, Normalisation, Stances
from alliancemap.errors import InvalidNetworkError
from alliancemap.exchange.network_files.network_file import NetworkFile
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.pairs import all_pairs
from alliancemap.measures.parameters import choice

VECTOR = "counts over (concept, stance)"

Statement = tuple[int, int, float]
"""Rows of organisation and cause; how often it was said, below 0 if against."""


@measure(
    gives="a list of [organisation, organisation, value]",
    source="Leifeld 2017",
    takes=Takes.TWO_MODE,
    parameters=(
        choice("aggregation", "What is counted.", [*Aggregation], "congruence"),
        choice("normalisation", "What counts are divided by.", [*Normalisation], "none"),
        choice("vector", "The vector of an organisation, for cosine.", [VECTOR], VECTOR),
        choice("counts", "Every statement, or one position a cause.", ["statements", "positions"], "statements"),
    ),
)
def actor_network(given: Given) -> Outcome:
    """How far every two organisations say the same of the causes that both speak of, or the opposite.

    Σ over causes of products of counts: same side (congruence), opposite sides (conflict), the difference of both
    (subtract) or their sum (ignore); divided by (X_i + X_j)/2 with X_i all statements of i (average), or by |x_i||x_j|
    (cosine; with ignore, vectors over causes alone). A position is the side taken more often. Normalised values of an
    organisation that says nothing are null; of more than 2 000 organisations only values other than 0 are listed.
    """
    names, stances = _stances(given)
    if given.params["counts"] == "positions":
        stances = stances.positions()
    normalisation = Normalisation(given.params["normalisation"])
    network = actor_networks.actor_network(stances, Aggregation(given.params["aggregation"]), normalisation)
    silent = actor_networks.silent(stances)
    unknown = None if normalisation is Normalisation.NONE else silent
    notes = {"without_statement": [name for name, quiet in zip(names, silent.tolist(), strict=True) if quiet]}
    return Outcome(all_pairs(names, network, unknown), notes=notes)


@measure(
    gives="an object of numbers",
    source="Leifeld 2017",
    takes=Takes.TWO_MODE,
)
def statement_totals(given: Given) -> Outcome:
    """How many statements there are, by how many organisations on how many concepts, with a check sum.

    The sum is that of the actor network with aggregation `ignore`, over ordered pairs; organisations and concepts
    without a statement are not counted.
    """
    _, stances = _stances(given)
    both = csr_array(stances.support + stances.opposition)
    return Outcome(
        {
            "statements": float(both.sum()),
            "organisations": int((stances.activity > 0).sum()),
            "concepts": len(np.unique(both.indices[both.data > 0])),
            "sum_one_mode_ignore": float(actor_networks.actor_network(stances, Aggregation.IGNORE).sum()),
        }
    )


def _stances(given: Given) -> tuple[Sequence[str], Stances]:
    """Statements of the file where it has any, else its ties: above 0 for, below 0 against."""
    file, chosen = given.records()
    if file.first_mode is None:
        raise InvalidNetworkError(f"{file.name} is a one-mode network, and stances are of organisations on causes")
    place = np.where(file.first_mode, np.cumsum(file.first_mode), np.cumsum(~file.first_mode)) - 1
    if file.extra.get("statements"):
        said = _of_statements(file, place.tolist())
    else:
        given.affiliation(signed=True)  # refuses values that are no stance, naming the record
        said = list(
            zip(
                place[file.source[chosen]].tolist(),
                place[file.target[chosen]].tolist(),
                file.weight[chosen].tolist(),
                strict=True,
            )
        )
    shape = (int(file.first_mode.sum()), int((~file.first_mode).sum()))
    names = [node for node, first in zip(file.nodes, file.first_mode, strict=True) if first]
    return names, Stances(_counted(said, shape, side=1), _counted(said, shape, side=-1))


def _of_statements(file: NetworkFile, place: Sequence[int]) -> list[Statement]:
    """Read `statements`: rows that end in organisation, concept, and 1 (agrees) or 0."""
    assert file.first_mode is not None
    modes: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for row, node in enumerate(file.nodes):
        modes[0 if file.first_mode[row] else 1][node] = place[row]
    return [_statement(file.name, number, row, modes) for number, row in enumerate(file.extra["statements"], 1)]


def _statement(name: str, number: int, row: Any, modes: tuple[dict[str, int], dict[str, int]]) -> Statement:
    where = f"{name}, statement {number}"
    if not isinstance(row, list) or len(row) < 3 or row[-1] not in (0, 1):
        raise InvalidNetworkError(f"{where} is {row!r}, but must end in organisation, concept and 1 (agrees) or 0")
    actor, concept = str(row[-3]), str(row[-2])
    for text, mode, known in ((actor, "organisation", modes[0]), (concept, "concept", modes[1])):
        if text not in known:
            raise InvalidNetworkError(f"{where} names the {mode} {text!r}, which is not among the nodes")
    return modes[0][actor], modes[1][concept], 1.0 if row[-1] else -1.0


def _counted(said: Sequence[Statement], shape: tuple[int, int], *, side: int) -> csr_array:
    """How often each organisation took this side of each cause."""
    entries = np.array([(row, column, abs(value)) for row, column, value in said if value * side > 0]).reshape(-1, 3)
    ends = (entries[:, 0].astype(np.int64), entries[:, 1].astype(np.int64))
    counts = csr_array(coo_array((entries[:, 2], ends), shape=shape))
    counts.sum_duplicates()
    return counts
