"""Who worked with an organisation and no longer does."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.dates import PartialDate
from alliancemap.network.past import PastLink, past_links
from alliancemap.network.rows import Row
from alliancemap.services.question import Question
from alliancemap.services.sentences import listed, sentence
from alliancemap.words import PAST_TIES


@dataclass(frozen=True)
class PastPartner:
    """One that worked with the organisation and no longer does; never among its potential allies.

    `until` None: an end is recorded, but not when.
    """

    organisation: Row
    until: PartialDate | None
    ties: tuple[Row, ...]
    memberships: tuple[Row, ...]
    tables: tuple[Row, ...]
    reason: str


def find_past_partners(question: Question, organisation: Row) -> tuple[PastPartner, ...]:
    """Find those who worked with an organisation and no longer do, the latest first; then by id.

    Those that do not wish to be suggested are left out.

    Raises
    ------
    UsageError
        If the organisation was dissolved before the date.
    """
    links = past_links(question.network, question.ties, question.period, question.place(organisation))
    found = [_past(question, link) for link in links if question.landscape.suggestible[link.other]]
    return tuple(sorted(found, key=lambda one: one.until.last_day.toordinal() if one.until else 0, reverse=True))


def _past(question: Question, link: PastLink) -> PastPartner:
    shown = link.evidence
    when = f"worked together until {link.until}" if link.until else "worked together until a day that is not recorded"
    bodies = [row.value("name") for row in shown.tables]
    bodies += [row.one("coalition_id").value("name") for row in shown.memberships]  # type: ignore[union-attr]  # set
    kinds = dict.fromkeys(PAST_TIES[row.value("type")] for row in shown.ties)
    clauses = [listed(list(kinds)), f"both in {listed(bodies)}" if bodies else ""]
    return PastPartner(
        question.row(link.other),
        link.until,
        shown.ties,
        shown.memberships,
        shown.tables,
        sentence([f"{when} ({', '.join(filter(None, clauses))})"]),
    )
