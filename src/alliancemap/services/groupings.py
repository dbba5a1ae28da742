"""Groupings: the ways to divide organisations into groups between which gaps are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.communities.detection import communities
from alliancemap.analysis.inputs.groups import Groups, groups_by_kind
from alliancemap.errors import UsageError
from alliancemap.model import OrganisationKind, PlaceKind
from alliancemap.network.rows import Row, find_row
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, listed  # noqa: A004 - the contract's word
from alliancemap.words import KINDS

MOST_GROUPS = 400
LEAST_COMMUNITY = 3
"""Smaller communities are no group to bridge from."""
NAMED = 2
RUNS = 10
"""Runs of community detection, of which the best is kept."""


class GroupBy(StrEnum):
    """By what organisations are divided."""

    KIND = "kind"
    PLACE = "place"
    CONSTITUENCY = "constituency"
    GENERATION = "generation"
    COMMUNITY = "community"
    GROUPS = "groups"


@dataclass(frozen=True)
class StoredGroup:
    """A list of organisations that the asker gives."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Grouping:
    """A way to divide organisations: `level` says which places, `groups` are the asker's own lists."""

    by: GroupBy
    level: PlaceKind = PlaceKind.REGION
    groups: tuple[StoredGroup, ...] = ()


@dataclass(frozen=True)
class Group:
    """One group: its members are those of the period, by id; `row` is the place or constituency it stands for."""

    id: str
    name: str
    members: tuple[Row, ...]
    row: Row | None = None

    @property
    def size(self) -> int:
        """How many organisations it has."""
        return len(self.members)


@dataclass(frozen=True, eq=False)
class Division:
    """The groups of a grouping, in the order of the columns of `matrix`, and who is in them."""

    groups: tuple[Group, ...]
    matrix: Groups


def divide(question: Question, grouping: Grouping, seed: int = 0) -> Division:
    """Divide the organisations of a question into groups; empty groups are left out.

    Kinds: one each. Places: those of one level, an organisation in the one it lies in or equals. Constituencies and
    generations: one each, an organisation in all it stands for. Communities: those of at least three members, found
    in the same ties with the seed, the largest first. Groups: as given.

    Raises
    ------
    UsageError
        If own groups are missing, too many, twice the same id, or name an organisation twice.
    OrganisationNotFoundError
        If they name one that is not there.
    """
    match grouping.by:
        case GroupBy.KIND:
            names = {kind: (KINDS[OrganisationKind(kind)][1], None) for kind in question.landscape.kinds}
            return _division(question, groups_by_kind(question.landscape), names)
        case GroupBy.PLACE:
            return _by_place(question, grouping.level)
        case GroupBy.CONSTITUENCY:
            return _by_constituency(question, question.landscape.constituencies)
        case GroupBy.GENERATION:
            return _by_constituency(question, question.landscape.generations)
        case GroupBy.COMMUNITY:
            return _by_community(question, seed)
        case GroupBy.GROUPS:
            return _as_given(question, grouping.groups)


def circular(grouping: Grouping) -> tuple[Warning, ...]:
    """Warn where the groups were found in the very ties that a gap between them is looked for in."""
    if grouping.by is not GroupBy.COMMUNITY:
        return ()
    message = "The communities were found in the same ties, so that every two of them look like a gap: their numbers "
    message += "describe, and are no evidence."
    return (Warning("CIRCULAR", message),)


def _by_place(question: Question, level: PlaceKind) -> Division:
    network, places = question.network, question.network["places"]
    of_level, parent = places.choice("kind", level), places["parent_id"]
    own = np.array([row.index for row in question.rows(range(question.landscape.size))], np.int64)
    at = network["organisations"]["place_id"][own]
    while (climbing := (at >= 0) & ~np.append(of_level, False)[at]).any():
        at = np.where(climbing, np.append(parent, np.int32(-1))[at], at)
    return _division(question, Groups.of_codes(at, tuple(places.ids)), _names(question, "places"))


def _by_constituency(question: Question, matrix: csr_array) -> Division:
    groups = Groups(question.landscape.constituency_ids, matrix)
    return _division(question, groups, _names(question, "constituencies"))


def _by_community(question: Question, seed: int) -> Division:
    land = question.landscape
    labels = communities(land.ties, seed=seed, restarts=RUNS, check_time=question.check_time).labels.astype(np.int64)
    large = np.bincount(labels, minlength=1) >= LEAST_COMMUNITY
    codes = np.where(large[labels], labels, -1)
    ids = tuple(f"community-{number}" for number in range(1, len(large) + 1))
    names = {id: (_around(question, np.flatnonzero(codes == code)), None) for code, id in enumerate(ids) if large[code]}
    return _division(question, Groups.of_codes(codes, ids), names)


def _around(question: Question, places: NDArray[np.int64]) -> str:
    """Name a community by those of its members with the most allies in it."""
    land = question.landscape
    inside = np.diff(csr_array(land.ties[places][:, places]).indptr)
    order = np.lexsort((places, -inside))
    named = places[order][land.suggestible[places[order]]][:NAMED]
    names = listed([row.value("name") for row in question.rows(named)])
    return f"community around {names}" if names else "community whose members are not to be named"


def _as_given(question: Question, groups: tuple[StoredGroup, ...]) -> Division:
    ids = [group.id for group in groups]
    if len(groups) < 2 or len(set(ids)) < len(ids) or len(groups) > MOST_GROUPS:
        raise UsageError(f"{len(groups)} groups are given; give 2 to {MOST_GROUPS}, each with an id of its own")
    owners, columns = [], []
    for column, group in enumerate(groups):
        places = _places(question, group)
        owners.append(places)
        columns.append(np.full(len(places), column))
    entries = (np.concatenate(owners), np.concatenate(columns))
    shape = (question.landscape.size, len(groups))
    matrix = csr_array((np.ones(len(entries[0])), entries), shape=shape)
    matrix.sort_indices()
    return _division(question, Groups(tuple(ids), matrix), {id: (id, None) for id in ids})


def _places(question: Question, group: StoredGroup) -> NDArray[np.int64]:
    places = [question.place(find_row(question.network, "organisations", id)) for id in group.members]
    if len(set(places)) < len(places):
        raise UsageError(f"group {group.id!r} names an organisation twice; name each once")
    return np.array(places, np.int64)


Names = Mapping[str, tuple[str, Row | None]]


def _names(question: Question, table: str) -> Names:
    rows = [Row(question.network, table, index) for index in range(len(question.network[table]))]
    return {row.id: (row.value("name"), row) for row in rows}


def _division(question: Question, groups: Groups, names: Names) -> Division:
    """Name the groups that have members and leave the others out."""
    filled = np.flatnonzero(np.bincount(groups.members.indices, minlength=len(groups.labels)))
    kept = Groups(tuple(groups.labels[column] for column in filled), csr_array(groups.members[:, filled]))
    shaped = tuple(
        Group(label, names[label][0], question.rows(kept.rows_of(column)), names[label][1])
        for column, label in enumerate(kept.labels)
    )
    return Division(shaped, kept)
