"""Small named networks with known answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.landscape import Landscape

ORACLES = Path(__file__).parent / "oracles"


@dataclass(frozen=True)
class Body:
    """An organisation as a test writes it down."""

    id: str
    kind: str | None = "ngo"
    causes: Sequence[str] = ()
    opposed: Sequence[str] = ()
    challenges: Sequence[str] = ()
    backing: Mapping[str, float] = field(default_factory=dict)
    places: Sequence[str] = ()
    constituencies: Sequence[str] = ()
    generations: Sequence[str] = ()
    power: bool = False
    suggestible: bool = True


def landscape(
    bodies: Iterable[Body],
    ties: Iterable[tuple[str, str, float]] = (),
    broader: Mapping[str, str] | None = None,
    past: Iterable[tuple[str, str]] = (),
    related: Iterable[tuple[str, str]] = (),
) -> Landscape:
    """A landscape from lists; a tie of negative weight is a conflict, loops drop out, repeated ties add up."""
    broader, ties = broader or {}, list(ties)
    rows = sorted(bodies, key=lambda body: body.id)
    ids = tuple(body.id for body in rows)
    kinds = _values([body.kind] if body.kind else [] for body in rows)
    cause_ids = _values(
        [*(name for b in rows for name in (*b.causes, *b.opposed, *b.challenges, *b.backing)), *pair]
        for pair in [*broader.items(), ()]
    )
    place_ids = _values(body.places for body in rows)
    constituency_ids = _values([*body.constituencies, *body.generations] for body in rows)
    good = [tie for tie in ties if tie[2] > 0]
    return Landscape(
        ids=ids,
        kind=np.array([kinds.index(body.kind) if body.kind else -1 for body in rows], dtype=np.int16),
        kinds=kinds,
        causes=_sets([body.causes for body in rows], cause_ids),
        opposed=_sets([body.opposed for body in rows], cause_ids),
        broader=np.array([cause_ids.index(broader[c]) if c in broader else -1 for c in cause_ids], dtype=np.int32),
        challenges=_sets([body.challenges for body in rows], cause_ids),
        backing=_backing(rows, cause_ids),
        places=_sets([body.places for body in rows], place_ids),
        constituencies=_sets([body.constituencies for body in rows], constituency_ids),
        generations=_sets([body.generations for body in rows], constituency_ids),
        power=np.array([body.power for body in rows], dtype=np.bool_),
        suggestible=np.array([body.suggestible for body in rows], dtype=np.bool_),
        ties=_pairs(ids, good),
        conflicts=binary(_pairs(ids, [(u, v, 1.0) for u, v, w in ties if w < 0])),
        tied_ever=binary(_pairs(ids, [*good, *((u, v, 1.0) for u, v in past)])),
        related=binary(_pairs(ids, [(u, v, 1.0) for u, v in related])),
        cause_ids=cause_ids,
        place_ids=place_ids,
        constituency_ids=constituency_ids,
    )


def oracle(name: str) -> dict[str, Any]:
    """A file of numbers to agree with."""
    content: dict[str, Any] = json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))
    return content


def greenvale() -> Landscape:
    """Fourteen invented organisations; the numbers of the composite measures on it are known."""
    graph = oracle("composite_greenvale")["graph"]
    return landscape(bodies_of(graph["organisations"]), [tuple(tie) for tie in graph["ties"]])


def bodies_of(organisations: Iterable[Mapping[str, Any]]) -> list[Body]:
    """Organisations of an oracle file."""
    return [Body(**{name: value for name, value in one.items() if name != "name"}) for one in organisations]


def binary(matrix: csr_array) -> csr_array:
    """The same entries, each 1."""
    return csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)


def _values(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for values in lists for value in values}))


def _sets(lists: Sequence[Sequence[str]], values: tuple[str, ...]) -> csr_array:
    dense = np.zeros((len(lists), len(values)))
    for index, names in enumerate(lists):
        dense[index, [values.index(name) for name in names]] = 1
    return csr_array(dense)


def _backing(rows: Sequence[Body], cause_ids: tuple[str, ...]) -> csr_array:
    dense = np.zeros((len(rows), len(cause_ids)))
    for index, body in enumerate(rows):
        for name in (*body.causes, *body.challenges):
            dense[index, cause_ids.index(name)] = 1
        for name, weight in body.backing.items():
            dense[index, cause_ids.index(name)] = weight
    return csr_array(dense)


def _pairs(ids: tuple[str, ...], ties: Iterable[tuple[str, str, float]]) -> csr_array:
    dense: NDArray[np.float64] = np.zeros((len(ids), len(ids)))
    for u, v, weight in ties:
        if u != v:
            dense[ids.index(u), ids.index(v)] += weight
            dense[ids.index(v), ids.index(u)] += weight
    return csr_array(dense)
