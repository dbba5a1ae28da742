"""A landscape that is written down in a file: organisations with what they stand for, ties, conflicts, groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.analysis.graphs.graph import binary
from alliancemap.analysis.inputs.groups import Groups
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.near import did_you_mean
from alliancemap.exchange.network_files.values import finite
from alliancemap.measures.given import Given

Record = Mapping[str, Any]
Tie = tuple[str, str, float]
LISTS = ("causes", "opposed", "challenges", "places", "constituencies", "generations")
FLAGS = ("power", "do_not_suggest")


def landscape_of(given: Given) -> Landscape:
    """Build the landscape of a file with `organisations` and `ties`; a tie of negative weight is a conflict.

    Of two plain files, a one-mode and a two-mode one of the same organisations, the second says who stands for what.

    Raises
    ------
    InvalidNetworkError
        If the file has no organisations, or one of them, or a tie, is not what it should be.
    """
    return given.once("landscape", lambda: _of_records(*_records(given)))


def rows_of(landscape: Landscape, names: Iterable[Any]) -> NDArray[np.int64]:
    """Find organisations by id.

    Raises
    ------
    UsageError
        If one is not there.
    """
    return np.array([_found(landscape.ids, str(name), "organisation") for name in names], np.int64)


def causes_of(landscape: Landscape, weights: Mapping[str, float]) -> dict[int, float]:
    """Find goals by cause.

    Raises
    ------
    UsageError
        If one is not there.
    """
    wrong = next((weight for weight in weights.values() if not finite(weight)), None)
    if wrong is not None or None in weights.values():
        raise UsageError(f"a cause has the weight {wrong!r}, but a weight is a number above 0")
    return {_found(landscape.cause_ids, cause, "cause"): float(weight) for cause, weight in weights.items()}


def groups_of(given: Given, landscape: Landscape) -> Groups:
    """Give the groups that are asked for.

    Those of the parameter `groups` (an object from organisation to group), else the file's own, else the kinds.

    Raises
    ------
    UsageError
        If they name an organisation that is not there.
    """
    asked, own = given.params.get("groups"), given.file().extra.get("groups")
    if isinstance(asked, Mapping):
        labels = tuple(dict.fromkeys(map(str, asked.values())))
        return _grouped(landscape, {label: [id for id in asked if str(asked[id]) == label] for label in labels})
    if own and not isinstance(asked, str):
        if not isinstance(own, Mapping) or not all(isinstance(names, list) for names in own.values()):
            raise InvalidNetworkError(f"{given.file().name}: groups must be an object from group to a list of ids")
        return _grouped(landscape, own)
    return Groups.of_codes(landscape.kind, landscape.kinds)


def _grouped(landscape: Landscape, members: Mapping[str, Sequence[str]]) -> Groups:
    rows = [rows_of(landscape, names) for names in members.values()]
    columns = np.repeat(np.arange(len(rows)), [len(found) for found in rows])
    owner = np.concatenate([np.empty(0, np.int64), *rows])
    matrix = csr_array(coo_array((np.ones(len(owner)), (owner, columns)), shape=(landscape.size, len(rows))))
    matrix.sort_indices()
    return Groups(tuple(members), matrix)


def _found(names: tuple[str, ...], name: str, what: str) -> int:
    if name not in names:
        raise UsageError(f"there is no {what} {name!r}{did_you_mean(name, names)}")
    return names.index(name)


def _records(given: Given) -> tuple[Sequence[Record], Sequence[Tie]]:
    file = given.file()
    if "organisations" in file.extra:
        records = [one if isinstance(one, dict) else {"id": one} for one in file.extra["organisations"]]
        for record in records:
            _check(file.name, record)
        if (unsigned := np.flatnonzero(file.weight == 0)).size:
            where = file.where[int(unsigned[0])]
            raise InvalidNetworkError(
                f"{file.name}, {where}: has the weight 0; write one above 0, below 0 for a conflict"
            )
        ends = zip(file.source.tolist(), file.target.tolist(), file.weight.tolist(), strict=True)
        return records, [(file.nodes[a], file.nodes[b], weight) for a, b, weight in ends]
    if len(given.files) < 2:
        raise InvalidNetworkError(
            f"{file.name} has no organisations with what they stand for: give a file with `organisations` and `ties`, "
            "or a one-mode and a two-mode file"
        )
    graph, stances = given.graph(directed=False), given.file(1)
    if stances.first_mode is None:
        raise InvalidNetworkError(f"{stances.name} is a one-mode network; the second file says who stands for what")
    backed: dict[str, list[str]] = {id: [] for id in graph.ids}
    for a, b in zip(stances.source, stances.target, strict=True):
        backed.setdefault(stances.nodes[a], []).append(stances.nodes[b])
    unknown = next((id for id in backed if id not in set(graph.ids)), None)
    if unknown is not None:
        raise InvalidNetworkError(f"{stances.name} has {unknown!r}, which {file.name} has not")
    records = [
        {"id": id, "kind": kind, "causes": backed[id]} for id, kind in zip(graph.ids, given.groups(), strict=True)
    ]
    source, target = graph.ties.nonzero()
    ties = [(graph.ids[a], graph.ids[b], 1.0) for a, b in zip(source, target, strict=True) if a < b]
    return records, ties


def _check(name: str, record: Record) -> None:
    """Refuse what would be taken for another: a text for a list of letters, the word no for true."""
    for field in LISTS:
        values = record.get(field)
        if not (values is None or (isinstance(values, list) and all(isinstance(value, str | int) for value in values))):
            raise InvalidNetworkError(f"{name}: {record['id']!r} has {field} {values!r}, but must have a list of texts")
    for field in FLAGS:
        if not isinstance(record.get(field) or False, bool):
            raise InvalidNetworkError(f"{name}: {record['id']!r} has {field} {record[field]!r}; write true or false")


def _of_records(organisations: Sequence[Record], ties: Sequence[Tie]) -> Landscape:
    rows = sorted(organisations, key=lambda one: str(one["id"]))
    ids = tuple(str(one["id"]) for one in rows)
    if len(set(ids)) < len(ids):
        raise InvalidNetworkError("an organisation stands in the file twice; ids must differ")
    kinds = tuple(sorted({str(one["kind"]) for one in rows if one.get("kind")}))
    sets = {name: [list(map(str, one.get(name) or ())) for one in rows] for name in LISTS}
    causes = _values(*sets["causes"], *sets["opposed"], *sets["challenges"])
    places, people = _values(*sets["places"]), _values(*sets["constituencies"], *sets["generations"])
    good, bad = ([tie for tie in ties if (tie[2] > 0) is positive] for positive in (True, False))
    alliance = _matrix(ids, good)
    supported, fought = _sets(sets["causes"], causes), _sets(sets["challenges"], causes)
    return Landscape(
        ids=ids,
        kind=np.array([kinds.index(str(one["kind"])) if one.get("kind") else -1 for one in rows], np.int16),
        kinds=kinds,
        causes=supported,
        opposed=_sets(sets["opposed"], causes),
        broader=np.full(len(causes), -1, np.int32),
        challenges=fought,
        backing=binary(csr_array(supported + fought)),
        places=_sets(sets["places"], places),
        constituencies=_sets(sets["constituencies"], people),
        generations=_sets(sets["generations"], people),
        power=np.array([bool(one.get("power")) for one in rows], bool),
        suggestible=np.array([not one.get("do_not_suggest") for one in rows], bool),
        ties=alliance,
        conflicts=binary(_matrix(ids, bad)),
        tied_ever=binary(alliance),
        related=csr_array((len(ids), len(ids))),
        cause_ids=causes,
        place_ids=places,
        constituency_ids=people,
    )


def _matrix(ids: tuple[str, ...], ties: list[Tie]) -> csr_array:
    """Symmetric, loops dropped, parallel ties summed."""
    at = {id: row for row, id in enumerate(ids)}
    ends = np.array([[at[one], at[other]] for one, other, _ in ties], np.int64).reshape(-1, 2)
    weight = np.array([abs(weight) for _, _, weight in ties], np.float64)
    proper = ends[:, 0] != ends[:, 1]
    one_way = coo_array((weight[proper], (ends[proper, 0], ends[proper, 1])), shape=(len(ids), len(ids)))
    both = csr_array(one_way + one_way.T)
    both.sum_duplicates()
    both.sort_indices()
    return both


def _values(*lists: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({value for values in lists for value in values}))


def _sets(lists: list[list[str]], values: tuple[str, ...]) -> csr_array:
    at = {value: column for column, value in enumerate(values)}
    rows = np.repeat(np.arange(len(lists)), [len(set(names)) for names in lists])
    columns = np.array([at[name] for names in lists for name in sorted(set(names))], np.int64)
    matrix = csr_array(coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(lists), len(values))))
    matrix.sort_indices()
    return matrix
