"""Small random worlds, with everything in them that the measures have rules for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from networks import Body, World

few = settings(max_examples=20, deadline=None)
"""How often a property is tried: the loops that it is held against are slow."""

CAUSES = ("care", "climate", "food", "homes", "wages")
THEMES = {"care": "society", "homes": "society", "climate": "nature", "society": "everything"}
CHALLENGES = ("austerity", "fossil power", "landlords")
PLACES = ("port", "town", "valley")
PEOPLE = ("migrants", "tenants", "workers")
GENERATIONS = ("older", "young")
WEIGHTS = (0.25, 0.5, 1.0, 1.0, 2.0, 3.0, -1.0)


def some(values: tuple[str, ...], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(sorted)


@st.composite
def worlds(draw: st.DrawFn, least: int = 4, most: int = 9) -> World:
    count = draw(st.integers(least, most))
    names = [f"o{number}" for number in range(count)]
    bodies = [draw(_bodies(name)) for name in names]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    ties = draw(st.lists(st.tuples(ends, st.sampled_from(WEIGHTS)), max_size=3 * count))
    past, related = draw(st.lists(ends, max_size=2)), draw(st.lists(ends, max_size=2))
    clean = {frozenset((u, v)): (u, v, weight) for (u, v), weight in ties}
    return World(bodies, list(clean.values()), THEMES, past, related)


@st.composite
def _bodies(draw: st.DrawFn, name: str) -> Body:
    causes = draw(some(CAUSES))
    opposed = draw(some(("climate", "society", "wages"), 1))
    backed = draw(st.dictionaries(st.sampled_from(CAUSES), st.sampled_from((0.25, 0.5)), max_size=2))
    return Body(
        id=name,
        kind=draw(st.sampled_from(("union", "co-op", "campaign", None))),
        causes=causes,
        opposed=[cause for cause in opposed if cause not in causes],
        challenges=draw(some(CHALLENGES, 2)),
        backing={cause: weight for cause, weight in backed.items() if cause in causes},
        places=draw(some(PLACES, 2)),
        constituencies=draw(some(PEOPLE, 2)),
        generations=draw(some(GENERATIONS, 2)),
        power=draw(st.integers(0, 5)) == 0,
        suggestible=draw(st.integers(0, 5)) > 0,
    )


def renamed(world: World) -> World:
    """The same world with its organisations in reverse order of id."""
    names = sorted(body.id for body in world.bodies)
    new = dict(zip(names, (f"r{len(names) - number:02}" for number in range(len(names))), strict=True))
    return World(
        [replace(body, id=new[body.id]) for body in world.bodies],
        [(new[u], new[v], weight) for u, v, weight in world.ties],
        world.broader,
        [(new[u], new[v]) for u, v in world.past],
        [(new[u], new[v]) for u, v in world.related],
    )
