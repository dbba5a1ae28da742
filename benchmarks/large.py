"""The Large data set: 100 000 organisations and what ties them, generated with a seed, as a Network.

Communities of very different size and degrees with a heavy tail; causes that communities favour; coalitions of 3 to
300 members, most of them from one community. Vectorised: seconds at full size.

The scale shrinks all but the twelve hundred causes: `network(0.01)` has 1 000 organisations.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from alliancemap.model import (
    Audience,
    CauseType,
    Confidence,
    GroupType,
    OrganisationKind,
    PlaceKind,
    Scope,
    StanceSide,
    TieState,
    TieType,
)
from alliancemap.network.network import Network

ORGANISATIONS, TIES, COALITIONS, CAUSES, COMMUNITIES = 100_000, 700_000, 8_000, 1_200, 400
REGIONS, TOWNS, CONSTITUENCIES, SOURCES = 12, 600, 60, 2_000
STANCES_EACH = 3.7
DATE = datetime.date(2026, 1, 1)

Array = NDArray[Any]
Values = dict[str, Sequence[Any]]


def network(scale: float = 1.0, seed: int = 1) -> Network:
    """Generate the data set, as editors see it; equal arguments give equal Networks.

    Parameters
    ----------
    scale : float
        1 for Large: 100 000 organisations, about 700 000 ties, 370 000 stances, 8 000 coalitions.
    seed : int
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    n = round(ORGANISATIONS * scale)
    community = _communities(rng, n)
    pull = np.minimum(rng.pareto(1.6, n) + 0.6, n**0.5)
    organisations = named("org", n)
    values: dict[str, Values] = {
        "sources": {"id": named("source", SOURCES), "title": [f"Source {i}" for i in range(SOURCES)]},
        "places": _places(),
        "constituencies": {
            "id": named("group", CONSTITUENCIES),
            "name": [f"Group {i}" for i in range(CONSTITUENCIES)],
            "group_type": _picked(rng, GroupType, CONSTITUENCIES),
        },
        "causes": _causes(rng),
        "organisations": _organisations(rng, organisations, community) | _scopes(np.random.default_rng([seed, 1]), n),
        "stances": _stances(rng, organisations, community),
        "ties": _ties(rng, organisations, community, pull, round(TIES * scale)),
        **_coalitions(rng, organisations, community, pull, round(COALITIONS * scale)),
    }
    return Network.build(values, date=DATE)


def communities(scale: float = 1.0, seed: int = 1) -> Array:
    """Give the community that each organisation of `network` was put into, in order of id."""
    return _communities(np.random.default_rng(seed), round(ORGANISATIONS * scale))


def _communities(rng: Generator, n: int) -> Array:
    share = rng.pareto(1.2, COMMUNITIES) + 1
    share = np.minimum(share / share.sum(), 0.1)
    chosen: Array = rng.choice(COMMUNITIES, n, p=share / share.sum())
    return chosen


def named(word: str, count: int) -> list[str]:
    """Number ids."""
    return [f"{word}-{number:06}" for number in range(count)]


def _at(names: Sequence[str], rows: Array) -> list[str]:
    taken: list[str] = np.array(names, object)[rows].tolist()
    return taken


def _picked(rng: Generator, choices: Any, count: int, weights: Sequence[float] | None = None) -> list[str]:
    names = [str(choice) for choice in choices]
    share = None if weights is None else np.array(weights) / sum(weights)
    return _at(names, rng.choice(len(names), count, p=share))


def _visibility(rng: Generator, count: int) -> list[str]:
    return _picked(rng, Audience, count, (0.94, 0.04, 0.02))


def _cited(rng: Generator, count: int) -> list[list[str]]:
    sources = named("source", SOURCES)
    first, second = rng.integers(0, SOURCES, (2, count)).tolist()
    both = (rng.random(count) < 0.2).tolist()
    return [
        [sources[a], sources[b]] if two and a != b else [sources[a]]
        for a, b, two in zip(first, second, both, strict=True)
    ]


def _years(rng: Generator, count: int, known: float) -> list[str]:
    years = np.where(rng.random(count) < known, rng.integers(1950, 2026, count), 0).tolist()
    return [str(year) if year else "" for year in years]


def _places() -> Values:
    regions, towns = named("region", REGIONS), named("town", TOWNS)
    return {
        "id": ["country", *regions, *towns],
        "name": ["Country", *(f"Region {i}" for i in range(REGIONS)), *(f"Town {i}" for i in range(TOWNS))],
        "kind": [str(PlaceKind.COUNTRY), *[str(PlaceKind.REGION)] * REGIONS, *[str(PlaceKind.TOWN)] * TOWNS],
        "parent_id": [None, *["country"] * REGIONS, *(regions[i % REGIONS] for i in range(TOWNS))],
    }


def _causes(rng: Generator) -> Values:
    broader = rng.integers(0, 60, CAUSES)
    ids = named("cause", CAUSES)
    return {
        "id": ids,
        "name": [f"Cause {i}" for i in range(CAUSES)],
        "type": _picked(rng, CauseType, CAUSES, (0.7, 0.3)),
        "broader_id": [None if i < 60 else ids[broader[i]] for i in range(CAUSES)],
    }


def _organisations(rng: Generator, ids: list[str], community: Array) -> Values:
    n = len(ids)
    kinds = [str(kind) for kind in OrganisationKind]
    kind = np.where(rng.random(n) < 0.6, community % len(kinds), rng.integers(0, len(kinds), n))
    town = np.where(rng.random(n) < 0.7, community % TOWNS, rng.integers(0, TOWNS, n))
    groups = named("group", CONSTITUENCIES)
    group = np.where(rng.random(n) < 0.5, community % CONSTITUENCIES, rng.integers(0, CONSTITUENCIES, n)).tolist()
    return {
        "id": ids,
        "name": [f"Organisation {i}" for i in range(n)],
        "kind": _at(kinds, kind),
        "description": [f"What organisation {i} does, in a sentence." for i in range(n)],
        "founded": rng.integers(1850, 2025, n).tolist(),
        "place_id": _at(named("town", TOWNS), town),
        "constituencies": [[groups[g]] for g in group],
        "confidence": _picked(rng, Confidence, n),
        "sources": _cited(rng, n),
        "visibility": _visibility(rng, n),
    }


def _scopes(rng: Generator, n: int) -> Values:
    return {"scope": _picked(rng, Scope, n, (0.6, 0.2, 0.15, 0.05))}


def _stances(rng: Generator, ids: list[str], community: Array) -> Values:
    popularity = 1 / (np.arange(CAUSES) + 5.0) ** 0.8
    popularity /= popularity.sum()
    favourites = rng.choice(CAUSES, (COMMUNITIES, 8), p=popularity)
    organisation = np.repeat(np.arange(len(ids)), 1 + rng.poisson(STANCES_EACH - 0.8, len(ids)))
    m = len(organisation)
    favoured = favourites[community[organisation], (8 * rng.random(m) ** 1.5).astype(int)]
    cause = np.where(rng.random(m) < 0.7, favoured, rng.choice(CAUSES, m, p=popularity))
    keys = np.unique(organisation * CAUSES + cause)
    left, right = _at(ids, keys // CAUSES), _at(named("cause", CAUSES), keys % CAUSES)
    return {
        "id": [f"{a}--{b}" for a, b in zip(left, right, strict=True)],
        "organisation_id": left,
        "cause_id": right,
        "stance": _picked(rng, StanceSide, len(keys), (0.95, 0.05)),
        "weight": rng.choice([0.25, 0.5, 0.75, 1.0], len(keys)).tolist(),
        "sources": _cited(rng, len(keys)),
        "confidence": _picked(rng, Confidence, len(keys)),
        "visibility": _visibility(rng, len(keys)),
    }


def _ties(rng: Generator, ids: list[str], community: Array, pull: Array, count: int) -> Values:
    """Ties within communities and across, drawn by pull; a fifth close triangles."""
    n = len(ids)
    source, target = _pairs(rng, community, pull, round(count * 0.8 * 1.12))
    order = np.argsort(np.concatenate([source, target]), kind="stable")
    near = np.concatenate([target, source])[order]
    degree = np.bincount(np.concatenate([source, target]), minlength=n)
    starts = np.concatenate([[0], np.cumsum(degree)])

    def neighbour(rows: Array) -> Array:
        found: Array = near[starts[rows] + (rng.random(len(rows)) * degree[rows]).astype(int)]
        return found

    first = near[rng.integers(0, len(near), round(count * 0.23))]
    third = neighbour(neighbour(first))
    source, target = _distinct(np.concatenate([source, first]), np.concatenate([target, third]), n)
    turned = rng.random(len(source)) < 0.5
    left = _at(ids, np.where(turned, target, source))
    right = _at(ids, np.where(turned, source, target))
    kind = _picked(rng, TieType, len(left), (20, 10, 20, 25, 10, 8, 3, 1, 3))
    since = _years(rng, len(left), 0.6)
    return {
        "id": ["--".join(filter(None, parts)) for parts in zip(left, kind, right, since, strict=True)],
        "source_id": left,
        "target_id": right,
        "type": kind,
        "since": since,
        "until": [str(int(s) + 5) if s and s < "2000" and i % 3 == 0 else "" for i, s in enumerate(since)],
        "state": _picked(rng, TieState, len(left), (50, 40, 5, 1, 4)),
        "sources": _cited(rng, len(left)),
        "confidence": _picked(rng, Confidence, len(left)),
        "visibility": _visibility(rng, len(left)),
    }


def _pairs(rng: Generator, community: Array, pull: Array, count: int) -> tuple[Array, Array]:
    n = len(community)
    order = np.argsort(community, kind="stable")
    bounds = np.searchsorted(community[order], np.arange(COMMUNITIES + 1))
    mass = np.concatenate([[0], np.cumsum(pull[order])])

    def drawn(low: Array, high: Array) -> Array:
        point = mass[low] + rng.random(count) * (mass[high] - mass[low])
        rows: Array = order[np.clip(np.searchsorted(mass, point, "right") - 1, 0, n - 1)]
        return rows

    everywhere = np.zeros(count, int), np.full(count, n)
    source = drawn(*everywhere)
    inside = rng.random(count) > 0.3
    here = community[source]
    target = drawn(np.where(inside, bounds[here], 0), np.where(inside, bounds[here + 1], n))
    return _distinct(source, target, n)


def _distinct(a: Array, b: Array, n: int) -> tuple[Array, Array]:
    keys = np.unique((np.minimum(a, b) * n + np.maximum(a, b))[a != b])
    return keys // n, keys % n


def _coalitions(rng: Generator, ids: list[str], community: Array, pull: Array, count: int) -> dict[str, Values]:
    names = named("coalition", count)
    size = np.clip((3 * (1 - rng.random(count)) ** -0.9).astype(int), 3, 300)
    coalition = np.repeat(np.arange(count), size)
    home = rng.integers(0, len(ids), count)[coalition]
    order = np.argsort(community, kind="stable")
    bounds = np.searchsorted(community[order], np.arange(COMMUNITIES + 1))
    low, high = bounds[community[home]], bounds[community[home] + 1]
    near = order[low + (rng.random(len(home)) * (high - low)).astype(int)]
    anybody = rng.choice(len(ids), len(home), p=pull / pull.sum())
    keys = np.unique(coalition * len(ids) + np.where(rng.random(len(home)) < 0.7, near, anybody))
    left, right = _at(names, keys // len(ids)), _at(ids, keys % len(ids))
    since = _years(rng, len(keys), 0.5)
    return {
        "coalitions": {
            "id": names,
            "name": [f"Coalition {i}" for i in range(count)],
            "kind": _at(["coalition", "campaign", "joint_letter", "mobilisation"], rng.integers(0, 4, count)),
            "cause_id": _at(named("cause", CAUSES), rng.integers(0, CAUSES, count)),
            "sources": _cited(rng, count),
            "visibility": _visibility(rng, count),
        },
        "memberships": {
            "id": ["--".join(filter(None, parts)) for parts in zip(left, right, since, strict=True)],
            "coalition_id": left,
            "organisation_id": right,
            "since": since,
            "sources": _cited(rng, len(keys)),
            "visibility": _visibility(rng, len(keys)),
        },
    }
