"""Coalitions that win by weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from alliancemap.analysis.games.communication import communication_cost
from alliancemap.analysis.games.minimal import minimal_winning_coalitions as minimal
from alliancemap.analysis.games.power import banzhaf, least_weight, shapley_shubik, swings
from alliancemap.analysis.games.voting import VotingGame
from alliancemap.analysis.graphs.graph import lengths
from alliancemap.errors import UsageError
from alliancemap.exchange.near import did_you_mean
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import Kind, Parameter, integer, number, weight

MOST_MEMBERS = 40


@measure(
    gives="minimal winning coalitions, the least weight that wins, power of each member, and who is needed",
    source="Riker 1962; Gamson 1961; Banzhaf 1965; Shapley & Shubik 1954",
    takes=Takes.PARAMETERS,
    parameters=(
        Parameter("weights", Kind.OBJECT, "Weight of each member, by name.", required=True),
        number("quota", "The weight that wins.", required=True),
        Parameter("coalition", Kind.LIST, "Of whom to say who is critical; everybody unless told."),
        integer("most", "How many minimal winning coalitions to list.", 10_000, least=0),
    ),
)
def minimal_winning_coalitions(given: Given) -> Outcome:
    """A coalition wins if its weights reach the quota, and is minimal if no member can leave; a member is critical to
    one that wins if it would lose without. Banzhaf: share of all swings; Shapley-Shubik: share of the orders of joining
    in which the member is decisive; both exact, null if nobody wins. `survives_any_loss`: the coalition can lose any
    one member and still win.
    """  # noqa: D205 - several sentences
    weights: Mapping[str, Any] = given.params["weights"]
    names, most = list(weights), int(given.params["most"])
    if not 0 < len(names) <= MOST_MEMBERS:
        raise UsageError(f"weights has {len(names)} members, but takes 1 to {MOST_MEMBERS}")
    game = VotingGame.of_numbers(given.params["quota"], list(weights.values()))
    found, least = minimal(game, most + 1), least_weight(game)
    power = swings(game)
    value = {
        "minimal_winning": [_named(names, members) for members in found[:most]],
        "least_weight": None if least is None else float(least),
        "banzhaf": _by_name(names, banzhaf(power)),
        "shapley_shubik": _by_name(names, shapley_shubik(power)),
        **_standing(game, names, given.params["coalition"]),
    }
    return Outcome(value, notes={"more_minimal_winning": True} if len(found) > most else {})


def _standing(game: VotingGame, names: Sequence[str], coalition: Sequence[str] | None) -> Mapping[str, Any]:
    unknown = next((name for name in coalition or () if name not in names), None)
    if unknown is not None:
        raise UsageError(f"coalition names {unknown!r}, who has no weight")
    members = [place for place, name in enumerate(names) if coalition is None or name in coalition]
    critical = game.critical(members)
    wins = game.wins(members)
    return {"wins": wins, "critical": _named(names, critical), "survives_any_loss": wins and not critical}


def _named(names: Sequence[str], members: Sequence[int]) -> list[str]:
    return [names[member] for member in members]


def _by_name(names: Sequence[str], values: Sequence[float] | None) -> Mapping[str, float | None]:
    return dict(zip(names, values, strict=True)) if values else dict.fromkeys(names)


@measure(
    gives="the diameter, the length of the spanning tree and the mean of the distances between members",
    source="Lappas, Liu & Terzi 2009",
    parameters=(Parameter("members", Kind.LIST, "Nodes of the team.", required=True), weight()),
)
def team_communication_cost(given: Given) -> Outcome:
    """Largest distance between two members, length of the shortest tree of distances that joins them, and mean
    distance; paths may lead over others, directions are dropped, and with `weight` a tie is 1/strength long. Members
    who are not connected: null; mean of one member: null.
    """  # noqa: D205 - two sentences
    graph = given.graph(given.params["weight"], directed=False)
    place = {id: row for row, id in enumerate(graph.ids)}
    members = list(dict.fromkeys(str(member) for member in given.params["members"]))
    unknown = next((member for member in members if member not in place), None)
    if unknown is not None:
        raise UsageError(f"members names {unknown!r}, which is not in the network{did_you_mean(unknown, place)}")
    rows = np.array([place[member] for member in members], np.int64)
    cost = communication_cost(lengths(graph.ties), rows)
    return Outcome({"diameter": cost.diameter, "spanning_tree": cost.spanning_tree, "mean": cost.mean})
