"""Generated maps on which the truth about gaps is known: ties follow causes and sociability, never groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape

CAUSES, GROUPS = 24, 6
SMALLEST, LARGEST = 5, 40
"""Members of a coalition, a quarter of all organisations at most."""

DRAWN_BY_CAUSE = 8.0
"""How much likelier a coalition's cause makes it that a supporter joins."""

Ties = NDArray[np.bool_]


@dataclass(frozen=True)
class Recipe:
    """How a map is made.

    Attributes
    ----------
    organisations : int
    bunched : bool
        Whether ties come in coalitions of 5 to 40, every two members tied, or one by one.
    unequal : bool
        Whether some groups are up to nine times as sociable as others.
    degree : float
        Mean number of ties an organisation.
    """

    organisations: int
    bunched: bool
    unequal: bool
    degree: float = 10.0


@dataclass(frozen=True, eq=False)
class Map:
    """A landscape and its groups, numbered 0 to 5."""

    landscape: Landscape
    groups: Groups


def generated(recipe: Recipe, seed: int) -> Map:
    """Make a map without any gap: given causes and sociability, who is tied does not hang on groups.

    Organisations fall in six groups; each group prefers some causes, so that groups share causes unequally, and in an
    unequal map its own sociability, 1/3 to 3. Organisations differ in sociability by a log-normal factor besides.
    """
    rng = np.random.default_rng(seed)
    group = rng.integers(0, GROUPS, recipe.organisations)
    causes = _causes(rng, group)
    level = np.geomspace(1 / 3, 3, GROUPS)[rng.permutation(GROUPS)] if recipe.unequal else np.ones(GROUPS)
    sociable = level[group] * rng.lognormal(0, 0.5, recipe.organisations)
    ties = (_coalitions if recipe.bunched else _one_by_one)(rng, causes, sociable, recipe.degree)
    return Map(_landscape(causes, ties), Groups.of_codes(group, tuple(f"group {n}" for n in range(GROUPS))))


def with_gap(whole: Map, share: float, seed: int) -> Map:
    """Cut a share of the ties between groups 0 and 1, drawn at random: the gap is known."""
    rng = np.random.default_rng(seed)
    ties = whole.landscape.ties.toarray() > 0
    rows = [whole.groups.rows_of(group) for group in (0, 1)]
    a, b = np.nonzero(ties[np.ix_(*rows)])
    cut = rng.permutation(len(a))[: round(share * len(a))]
    ties[rows[0][a[cut]], rows[1][b[cut]]] = False
    ties[rows[1][b[cut]], rows[0][a[cut]]] = False
    return replace(whole, landscape=_landscape(whole.landscape.causes.toarray() > 0, ties))


def _causes(rng: Generator, group: NDArray[np.int64]) -> Ties:
    liking = rng.lognormal(0, 1, (GROUPS, CAUSES))
    chance = np.clip(3 * liking / liking.sum(axis=1, keepdims=True), 0, 0.9)
    causes: Ties = rng.random((len(group), CAUSES)) < chance[group]
    causes[np.flatnonzero(~causes.any(axis=1)), 0] = True
    return causes


def _one_by_one(rng: Generator, causes: Ties, sociable: NDArray[np.float64], degree: float) -> Ties:
    """Every pair by itself, the likelier the more causes it shares."""
    shared = np.minimum(causes.astype(float) @ causes.T, 3)
    wish = np.outer(sociable, sociable) * (1 + 2 * shared)
    np.fill_diagonal(wish, 0)
    chance = np.clip(wish * degree * len(sociable) / wish.sum(), 0, 0.9)
    upper = np.triu(rng.random(chance.shape) < chance, 1)
    return np.asarray(upper | upper.T, np.bool_)


def _coalitions(rng: Generator, causes: Ties, sociable: NDArray[np.float64], degree: float) -> Ties:
    """Coalitions for a cause until organisations have as many ties on average as one by one."""
    ties = np.zeros((len(sociable),) * 2, np.bool_)
    while ties.sum() < degree * len(sociable):
        size = min(round(float(np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST))))), len(sociable) // 4)
        pull = sociable * np.where(causes[:, rng.integers(CAUSES)], DRAWN_BY_CAUSE, 1.0)
        members = rng.choice(len(sociable), size, replace=False, p=pull / pull.sum())
        ties[np.ix_(members, members)] = True
    np.fill_diagonal(ties, val=False)
    return ties


def _landscape(causes: Ties, ties: Ties) -> Landscape:
    n = len(ties)
    supported, tied = csr_array(causes.astype(np.float64)), csr_array(ties.astype(np.float64))
    none, empty = csr_array((n, causes.shape[1])), csr_array((n, n))
    nobody = csr_array((n, 0))
    return Landscape(
        ids=tuple(f"organisation-{number:05}" for number in range(n)),
        kind=np.full(n, -1, np.int16),
        kinds=(),
        causes=supported,
        opposed=none,
        broader=np.full(causes.shape[1], -1, np.int32),
        challenges=none,
        backing=supported,
        places=nobody,
        constituencies=nobody,
        generations=nobody,
        power=np.zeros(n, np.bool_),
        suggestible=np.ones(n, np.bool_),
        ties=tied,
        conflicts=empty,
        tied_ever=tied,
        related=empty,
        cause_ids=tuple(f"cause-{number:02}" for number in range(causes.shape[1])),
        place_ids=(),
        constituency_ids=(),
    )
