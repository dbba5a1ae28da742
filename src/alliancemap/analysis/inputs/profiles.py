"""From records to inputs: the landscape of a Network, period and tie set."""

from __future__ import annotations

import datetime

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.model import POWER_KINDS, OrganisationKind, TieSet
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.tie_sets import alliance_graph

KEPT = 3
"""How many landscapes a Network keeps: of each tie set, and of a date that was asked for."""


def landscape(network: Network, ties: TieSet = TieSet.TABLES, as_of: datetime.date | None = None) -> Landscape:
    """Work out what the composites are computed on; made once for a Network, tie set and date.

    Organisations dissolved before the date are left out. Causes are those of type cause that an organisation supports
    (theme headings not counted), challenges those of type challenge that it opposes. Places follow the scope: of local
    and regional organisations the place and all it lies within but the country; of national ones their nation.
    """
    return network.remember("landscape", (ties, as_of), lambda: _landscape(network, ties, as_of), keep=KEPT)


def _landscape(network: Network, ties: TieSet, as_of: datetime.date | None) -> Landscape:
    period = Period.of(network, as_of)
    graph = alliance_graph(network, ties, period)
    ever = graph if period.ever else alliance_graph(network, ties, period.begun)
    rows, organisations = graph.rows, network["organisations"]
    supports, opposes = (_stances(network, side, weighted=False)[rows] for side in ("supports", "opposes"))
    backs, fights = (_stances(network, side, weighted=True)[rows] for side in ("supports", "opposes"))
    challenge = network["causes"].choice("type", "challenge")
    heading = theme_headings(network)
    generation = network["constituencies"].choice("group_type", "generation")
    groups = organisations.lists("constituencies").matrix(len(generation))[rows]
    return Landscape(
        ids=tuple(organisations.ids[rows]),
        kind=organisations["kind"][rows].astype(np.int16),
        kinds=tuple(OrganisationKind),
        causes=_binary(_columns(supports, ~challenge & ~heading)),
        opposed=_binary(_columns(opposes, ~challenge)),
        broader=network["causes"]["broader_id"],
        challenges=_binary(_columns(opposes, challenge)),
        backing=csr_array(_columns(backs, ~challenge) + _columns(fights, challenge)),
        places=_places(network)[rows],
        constituencies=_columns(groups, ~generation),
        generations=_columns(groups, generation),
        power=institutions_of_power(network)[rows],
        suggestible=organisations["do_not_suggest"][rows] != 1,
        ties=graph.ties,
        conflicts=graph.conflicts,
        tied_ever=_binary(ever.ties),
        related=graph.related,
        cause_ids=tuple(network["causes"].ids),
        place_ids=tuple(network["places"].ids),
        constituency_ids=tuple(network["constituencies"].ids),
    )


def theme_headings(network: Network) -> NDArray[np.bool_]:
    """Mask of the causes without a broader one that are themselves the broader of another."""
    broader = network["causes"]["broader_id"]
    parents = np.zeros(len(broader), bool)
    parents[broader[broader >= 0]] = True
    mask: NDArray[np.bool_] = parents & (broader < 0)
    return mask


def institutions_of_power(network: Network) -> NDArray[np.bool_]:
    """Mask of the organisations that count as institutions of power: by their record, else by their kind."""
    organisations = network["organisations"]
    by_kind = np.isin(organisations["kind"], [tuple(OrganisationKind).index(kind) for kind in POWER_KINDS])
    return np.where(organisations["power"] < 0, by_kind, organisations["power"] == 1)


def _stances(network: Network, side: str, *, weighted: bool) -> csr_array:
    """The stances on one side, organisations × causes: their weights (1 where not recorded), or 1 each."""
    stances = network["stances"]
    mask = stances.choice("stance", side)
    weight = stances["weight"][mask]
    ends = (stances["organisation_id"][mask], stances["cause_id"][mask])
    shape = (len(network["organisations"]), len(network["causes"]))
    return csr_array((np.where(np.isnan(weight) | (not weighted), 1.0, weight), ends), shape=shape)


def _places(network: Network) -> csr_array:
    """The places that organisations count as being in, organisations × places."""
    places, organisations = network["places"], network["organisations"]
    parent, scope, place = places["parent_id"], organisations["scope"], organisations["place_id"]
    near = organisations.choice("scope", "local") | organisations.choice("scope", "regional")
    national = organisations.choice("scope", "national") & np.append(places.choice("kind", "nation"), False)[place]
    owners, found = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    at = np.where(near | national, place, -1)
    while (at >= 0).any():
        owners.append(np.flatnonzero(at >= 0))
        found.append(at[at >= 0])
        at = np.where(near, np.append(parent, np.int32(-1))[at], -1)
    entries = (np.concatenate(owners), np.concatenate(found))
    matrix = csr_array((np.ones(len(entries[0])), entries), shape=(len(scope), len(places)))
    return _columns(matrix, ~places.choice("kind", "country"))


def _columns(matrix: csr_array, mask: NDArray[np.bool_]) -> csr_array:
    """Keep the entries of these columns, in a matrix of the same shape."""
    kept = csr_array(matrix.multiply(mask[np.newaxis, :].astype(np.float64)))
    kept.eliminate_zeros()
    kept.sort_indices()
    return kept


def _binary(matrix: csr_array) -> csr_array:
    return csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
