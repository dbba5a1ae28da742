"""What the records say about two organisations that a map joins, in sentences."""

from __future__ import annotations

from alliancemap.network.evidence import Evidence
from alliancemap.network.rows import Row
from alliancemap.words import CONFIDENCES, tie_words, time_words


def sentences(evidence: Evidence) -> tuple[str, ...]:
    """One sentence for each record: ties, joining what the other embodies, and tables at which both sat."""
    return (
        *map(_tie, evidence.ties),
        *map(_membership, evidence.memberships),
        *(f"Both belonged to {table.value('name')}" for table in evidence.tables),
    )


def _tie(tie: Row) -> str:
    words = f"{_name(tie, 'source_id')} {tie_words(tie.value('type'), outward=True)} {_name(tie, 'target_id')}"
    return words + _notes(tie)


def _membership(membership: Row) -> str:
    coalition = membership.one("coalition_id")
    assert coalition is not None
    name, host = coalition.value("name"), _name(coalition, "organisation_id")
    joined = f"{_name(membership, 'organisation_id')} joined {name}"
    return joined + ("" if name == host else f", which {host} embodies") + _notes(membership)


def _name(row: Row, reference: str) -> str:
    other = row.one(reference)
    assert other is not None
    return str(other.value("name"))


def _notes(row: Row) -> str:
    time = time_words(row.value("since"), row.value("until"), row.value("as_of"))
    return f" ({', '.join(filter(None, (time, CONFIDENCES[row.value('confidence')])))})"
