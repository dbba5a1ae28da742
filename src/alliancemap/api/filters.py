"""Filters: what narrows a list, as input types and as masks over the rows of a table."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene
import numpy as np

from alliancemap.analysis.inputs.profiles import institutions_of_power
from alliancemap.api import enums
from alliancemap.api.ids import find
from alliancemap.api.indexes import subtree, ties_of
from alliancemap.api.listings import Mask, chosen
from alliancemap.api.orders import folded_name
from alliancemap.model import StanceSide
from alliancemap.network.columns import NO_INTEGER
from alliancemap.network.network import Network
from alliancemap.network.period import Period, present
from alliancemap.services.search import folded

NAMED = graphene.String(description="Part of its name; case, accents and punctuation do not count.")


class OrganisationFilter(graphene.InputObjectType):
    """What organisations must be; all that is given must hold."""

    kind = graphene.List(graphene.NonNull(enums.OrganisationKind), description="Of one of these kinds.")
    scope = graphene.List(graphene.NonNull(enums.Scope), description="Whose work reaches this far.")
    place_within = graphene.ID(description="In this place or one that lies in it; id or slug.")
    cause = graphene.ID(description="With a stance on this cause or one under it; id or slug.")
    stance = enums.StanceSide(description="Which stance `cause` asks for; without it SUPPORTS.")
    constituency = graphene.ID(description="That stand for these people; id or slug.")
    coalition = graphene.ID(description="That joined this coalition; id or slug.")
    has_ties = graphene.Boolean(description="With, or without, any tie on record.")
    power = graphene.Boolean(description="That are, or are not, institutions of power.")
    dissolved = graphene.Boolean(description="That have, or have not, ceased by the date of the data.")
    founded_from = graphene.Int(description="Founded in this year or later.")
    founded_to = graphene.Int(description="Founded in this year or earlier.")
    named = NAMED


class CauseFilter(graphene.InputObjectType):
    """What causes must be; all that is given must hold."""

    type = enums.CauseType(description="Cause or challenge.")
    broader = graphene.ID(description="Under this cause, at any depth; id or slug.")
    named = NAMED


class CoalitionFilter(graphene.InputObjectType):
    """What coalitions must be; all that is given must hold."""

    kind = graphene.List(graphene.NonNull(enums.CoalitionKind), description="Of one of these kinds.")
    cause = graphene.ID(description="About this cause or one under it; id or slug.")
    member = graphene.ID(description="That this organisation joined; id or slug.")
    named = NAMED


class PlaceFilter(graphene.InputObjectType):
    """What places must be; all that is given must hold."""

    kind = graphene.List(graphene.NonNull(enums.PlaceKind), description="Of one of these levels.")
    within = graphene.ID(description="In this place, at any depth; id or slug.")
    named = NAMED


class ConstituencyFilter(graphene.InputObjectType):
    """What constituencies must be; all that is given must hold."""

    group_type = graphene.List(graphene.NonNull(enums.GroupType), description="Made one by one of these.")
    named = NAMED


def organisation_mask(network: Network, given: Mapping[str, Any] | None) -> Mask | None:
    """Mask of the organisations that a filter keeps; None without a filter."""
    if not given:
        return None
    table = network["organisations"]
    side = given.get("stance") or StanceSide.SUPPORTS
    tests = {
        "kind": lambda kinds: chosen(network, "organisations", "kind", kinds),
        "scope": lambda scopes: chosen(network, "organisations", "scope", scopes),
        "place_within": lambda id: _under(network, "organisations", "place_id", "places", id),
        "cause": lambda id: _taking(network, id, side),
        "constituency": lambda id: _listing(network, "constituencies", id),
        "coalition": lambda id: _joined(network, "coalition_id", id),
        "has_ties": lambda wanted: (np.diff(ties_of(network).offsets) > 0) == wanted,
        "power": lambda wanted: institutions_of_power(network) == wanted,
        "dissolved": lambda wanted: present(network, Period.of(network)) != wanted,
        "founded_from": lambda year: table["founded"] >= max(year, NO_INTEGER + 1),
        "founded_to": lambda year: (table["founded"] <= year) & (table["founded"] != NO_INTEGER),
        "named": lambda text: _named(network, "organisations", text),
    }
    return _all(len(table), tests, given)


def cause_mask(network: Network, given: Mapping[str, Any] | None) -> Mask | None:
    """Mask of the causes that a filter keeps; None without a filter."""
    tests = {
        "type": lambda type: network["causes"].choice("type", type),
        "broader": lambda id: _below(network, "causes", "broader_id", id),
        "named": lambda text: _named(network, "causes", text),
    }
    return _all(len(network["causes"]), tests, given) if given else None


def coalition_mask(network: Network, given: Mapping[str, Any] | None) -> Mask | None:
    """Mask of the coalitions that a filter keeps; None without a filter."""
    tests = {
        "kind": lambda kinds: chosen(network, "coalitions", "kind", kinds),
        "cause": lambda id: _under(network, "coalitions", "cause_id", "causes", id),
        "member": lambda id: _joined(network, "organisation_id", id),
        "named": lambda text: _named(network, "coalitions", text),
    }
    return _all(len(network["coalitions"]), tests, given) if given else None


def place_mask(network: Network, given: Mapping[str, Any] | None) -> Mask | None:
    """Mask of the places that a filter keeps; None without a filter."""
    tests = {
        "kind": lambda kinds: chosen(network, "places", "kind", kinds),
        "within": lambda id: _below(network, "places", "parent_id", id),
        "named": lambda text: _named(network, "places", text),
    }
    return _all(len(network["places"]), tests, given) if given else None


def constituency_mask(network: Network, given: Mapping[str, Any] | None) -> Mask | None:
    """Mask of the constituencies that a filter keeps; None without a filter."""
    tests = {
        "group_type": lambda types: chosen(network, "constituencies", "group_type", types),
        "named": lambda text: _named(network, "constituencies", text),
    }
    return _all(len(network["constituencies"]), tests, given) if given else None


def _all(size: int, tests: Mapping[str, Any], given: Mapping[str, Any]) -> Mask:
    mask = np.ones(size, np.bool_)
    for name, test in tests.items():
        if given.get(name) is not None:
            mask &= test(given[name])
    return mask


PARENTS = {"places": "parent_id", "causes": "broader_id"}


def _under(network: Network, table: str, name: str, of: str, id: str) -> Mask:
    """Records whose reference leads to a record or one under it."""
    inside = subtree(network, of, PARENTS[of], find(network, of, id).index)
    mask: Mask = np.append(inside, False)[network[table][name]]
    return mask


def _below(network: Network, table: str, parent: str, id: str) -> Mask:
    """Records under one, without itself."""
    root = find(network, table, id).index
    inside = subtree(network, table, parent, root)
    inside[root] = False
    return inside


def _taking(network: Network, cause: str, side: StanceSide) -> Mask:
    inside = subtree(network, "causes", "broader_id", find(network, "causes", cause).index)
    stances = network["stances"]
    mask = np.zeros(len(network["organisations"]), np.bool_)
    mask[stances["organisation_id"][inside[stances["cause_id"]] & stances.choice("stance", side)]] = True
    return mask


def _listing(network: Network, table: str, id: str) -> Mask:
    lists = network["organisations"].lists(table)
    mask = np.zeros(len(lists), np.bool_)
    mask[lists.owners[lists.rows == find(network, table, id).index]] = True
    return mask


def _joined(network: Network, end: str, id: str) -> Mask:
    """Coalitions that an organisation joined, or organisations that joined a coalition: the other end's mask."""
    tables = {"organisation_id": "organisations", "coalition_id": "coalitions"}
    (other,) = set(tables) - {end}
    memberships = network["memberships"]
    mask = np.zeros(len(network[tables[other]]), np.bool_)
    mask[memberships[other][memberships[end] == find(network, tables[end], id).index]] = True
    return mask


def _named(network: Network, table: str, text: str) -> Mask:
    wanted = folded(text)
    return np.array([wanted in folded_name(name) for name in network[table]["name"]], np.bool_)
