"""Small named networks with known answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape

ORACLES = Path(__file__).parent / "oracles"

Tie = tuple[str, str, float]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Body:
    """An organisation as a test writes it down; what it backs is what it stands for, with weight 1 unless given."""

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

    @property
    def backs(self) -> dict[str, float]:
        return dict.fromkeys((*self.causes, *self.challenges), 1.0) | dict(self.backing)


@dataclass(frozen=True)
class World:
    """A landscape in words. A tie of negative weight is a conflict; loops drop out, repeated ties add up."""

    bodies: Sequence[Body]
    ties: Sequence[Tie] = ()
    broader: Mapping[str, str] = field(default_factory=dict)
    past: Sequence[Pair] = ()
    related: Sequence[Pair] = ()

    def landscape(self) -> Landscape:
        rows = sorted(self.bodies, key=lambda body: body.id)
        ids = tuple(body.id for body in rows)
        kinds = _values([body.kind] if body.kind else [] for body in rows)
        stances = [[*body.opposed, *body.backs] for body in rows]
        causes = _values([*stances, *self.broader.items()])
        places = _values(body.places for body in rows)
        people = _values([*body.constituencies, *body.generations] for body in rows)
        good = [tie for tie in self.ties if tie[2] > 0]
        return Landscape(
            ids=ids,
            kind=np.array([kinds.index(body.kind) if body.kind else -1 for body in rows], dtype=np.int16),
            kinds=kinds,
            causes=_sets([body.causes for body in rows], causes),
            opposed=_sets([body.opposed for body in rows], causes),
            broader=np.array([_place(causes, self.broader.get(cause)) for cause in causes], dtype=np.int32),
            challenges=_sets([body.challenges for body in rows], causes),
            backing=_backing(rows, causes),
            places=_sets([body.places for body in rows], places),
            constituencies=_sets([body.constituencies for body in rows], people),
            generations=_sets([body.generations for body in rows], people),
            power=np.array([body.power for body in rows], dtype=np.bool_),
            suggestible=np.array([body.suggestible for body in rows], dtype=np.bool_),
            ties=_pairs(ids, good),
            conflicts=_once(ids, [(u, v) for u, v, weight in self.ties if weight < 0]),
            tied_ever=_once(ids, [*((u, v) for u, v, _ in good), *self.past]),
            related=_once(ids, self.related),
            cause_ids=causes,
            place_ids=places,
            constituency_ids=people,
        )


def oracle(name: str, folder: Path = ORACLES) -> dict[str, Any]:
    """A file of numbers to agree with."""
    content: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return content


def greenvale() -> World:
    """Fourteen invented organisations; the composite measures on it are known from an independent script."""
    graph = oracle("composite_greenvale")["graph"]
    bodies = [Body(**{name: value for name, value in one.items() if name != "name"}) for one in graph["organisations"]]
    return World(bodies, [(u, v, float(weight)) for u, v, weight in graph["ties"]])


def _values(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for values in lists for value in values}))


def _place(values: tuple[str, ...], value: str | None) -> int:
    return -1 if value is None else values.index(value)


def _sets(lists: Sequence[Sequence[str]], values: tuple[str, ...]) -> csr_array:
    dense = np.zeros((len(lists), len(values)))
    for index, names in enumerate(lists):
        dense[index, [values.index(name) for name in names]] = 1
    return csr_array(dense)


def _backing(rows: Sequence[Body], causes: tuple[str, ...]) -> csr_array:
    dense = np.zeros((len(rows), len(causes)))
    for index, body in enumerate(rows):
        for name, weight in body.backs.items():
            dense[index, causes.index(name)] = weight
    return csr_array(dense)


def _pairs(ids: tuple[str, ...], ties: Iterable[Tie]) -> csr_array:
    dense = np.zeros((len(ids), len(ids)))
    for u, v, weight in ties:
        if u != v:
            dense[ids.index(u), ids.index(v)] += weight
            dense[ids.index(v), ids.index(u)] += weight
    return csr_array(dense)


def _once(ids: tuple[str, ...], pairs: Iterable[Pair]) -> csr_array:
    return csr_array(np.sign(_pairs(ids, [(u, v, 1.0) for u, v in pairs]).toarray()))
