"""What must hold within a record, whatever its cells say one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliancemap.dates import PartialDate
from alliancemap.model import Coalition, Membership, Organisation, Place, Record, Tie

Broken = Iterator[tuple[str, str]]


def broken_rules(record: Record) -> Broken:
    """Give the column and the message of each rule that a record breaks.

    A period must not end before it begins (each date taken as widely as it may be meant), a position needs both its
    numbers, a tie must not lead back to its organisation, and a strength is above 0.
    """
    match record:
        case Tie():
            yield from _period("until", record.since, record.until)
            if record.source_id and record.source_id == record.target_id:
                yield "target_id", "ties an organisation to itself; name the other one or delete the row"
            if record.strength is not None and record.strength <= 0:
                yield (
                    "strength",
                    "must be above 0; leave it blank for 1, and use the state ended for a tie that is over",
                )
        case Membership():
            yield from _period("until", record.since, record.until)
        case Coalition():
            yield from _period("end", record.start, record.end)
        case Organisation():
            began = None if record.founded is None else PartialDate(record.founded)
            yield from _period("dissolved", began, record.dissolved)
            yield from _position(record)
        case Place():
            yield from _position(record)


def circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Give each circle of a relation in which everyone has one parent at most, from its lowest id on.

    Cost O(n).
    """
    found: list[list[str]] = []
    done: set[str] = set()
    for start in sorted(parents):
        way: dict[str, int] = {}
        id: str | None = start
        while id is not None and id not in done and id not in way:
            way[id] = len(way)
            id = parents.get(id)
        done.update(way)
        if id in way:
            circle = list(way)[way[id] :]
            lowest = circle.index(min(circle))
            found.append(circle[lowest:] + circle[:lowest])
    return found


def _period(column: str, begin: PartialDate | None, end: PartialDate | None) -> Broken:
    if begin is None or end is None or begin.first_day <= end.last_day:
        return
    yield column, f"ends before it begins, in {begin}; correct one of the two dates"


def _position(record: Organisation | Place) -> Broken:
    if (record.latitude is None) != (record.longitude is None):
        missing = "latitude" if record.latitude is None else "longitude"
        yield missing, "is blank, but the other half of the position is not; give both or neither"
