"""How a tie without an id is known: by its source, type, target and since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alliancemap.dates import PartialDate
from alliancemap.errors import Problem
from alliancemap.exchange.bulk import field_values
from alliancemap.exchange.sheets import Sheet
from alliancemap.network.network import Network

Key = tuple[str, str, str, int]


def standing_keys(network: Network) -> dict[Key, str]:
    """By what each tie of the store is known: its id."""
    source, kind, target = (field_values(network, "ties", name) for name in ("source_id", "type", "target_id"))
    keys = zip(source, kind, target, network["ties"]["since"].tolist(), strict=True)
    return dict(zip(keys, network["ties"].ids.tolist(), strict=True))


def keys_of(values: Mapping[str, Sequence[Any]]) -> list[Key]:
    """By what ties are known, from their columns."""
    packed: dict[PartialDate | None, int] = {None: 0}
    packed.update((since, since.packed) for since in set(values["since"]) if since is not None)
    since = [packed[date] for date in values["since"]]
    return list(zip(values["source_id"], values["type"], values["target_id"], since, strict=True))


def kept_ids(sheet: Sheet, drafted: Sequence[str], keys: Sequence[Key], known: Mapping[Key, str]) -> list[str]:
    """Give each tie the id in the file, else that of the tie known by the same things, else one made of these."""
    given = sheet.values.get("id", [""] * len(drafted))
    return [id or known.get(key) or draft for id, key, draft in zip(given, keys, drafted, strict=True)]


def mistaken(
    sheet: Sheet, ids: Sequence[str], keys: Sequence[Key], known: Mapping[Key, str], network: Network
) -> Iterator[Problem]:
    """Report ties that could not be told apart: two ids for the same four things, or an id that means another tie."""
    given = sheet.values.get("id", [""] * len(ids))
    renewed = set(ids)
    owners = {key: id for key, id in known.items() if id not in renewed}
    others = set(network["ties"].ids.tolist()).difference(known[key] for key in keys if key in known)
    for place, (id, key) in enumerate(zip(ids, keys, strict=True)):
        if not given[place] and id in others:
            message = "would be the id of this tie, but another one has it; give this one an id of its own"
            yield Problem(sheet.file, sheet.rows[place], "id", id, message)
        if (owner := owners.setdefault(key, id)) != id:
            message = f"has the source, type, target and since of the tie {owner!r}; use that id or delete the row"
            yield sheet.problem(place, "id", id, message)
