"""Introductions: who could introduce one organisation to another, and the records that each step rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from alliancemap.errors import UsageError
from alliancemap.model import TieSet
from alliancemap.network.evidence import Evidence as Records
from alliancemap.network.evidence import evidence
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from alliancemap.services.introductions import Introduction, Step, find_introductions
from alliancemap.services.question import Question
from alliancemap.web.asked import Asked
from alliancemap.web.facts import Evidence
from alliancemap.web.naming import all_names, name_of, organisation_id
from alliancemap.web.page import Basis, Link, Option, Page, link, links
from alliancemap.web.problems import in_words
from alliancemap.words import TIE_SETS, tie_words, time_words

MOST_WAYS = 5


@dataclass(frozen=True)
class RecordLine:
    """A record that links two organisations; a table is led to, and has its evidence there."""

    words: str
    place: Link | None
    evidence: Evidence | None


@dataclass(frozen=True)
class StepCard:
    """One step of a way, how far it is trusted, and what it rests on."""

    a: Link
    b: Link
    trust: float
    records: tuple[RecordLine, ...]


@dataclass(frozen=True)
class WayCard:
    """A way to be introduced, step by step."""

    path: tuple[Link, ...]
    strength: float
    reason: str
    steps: tuple[StepCard, ...]


@dataclass(frozen=True)
class IntroductionsPage(Page):
    """The form; and the answer where two are named, or what is wrong with the question."""

    template: ClassVar[str] = "introductions.html"
    section: ClassVar[str] = "organisations"

    source: str
    target: str
    names: tuple[str, ...]
    tie_sets: tuple[Option, ...]
    error: str
    ends: tuple[Link, ...] = ()
    known: tuple[RecordLine, ...] = ()
    ways: tuple[WayCard, ...] = ()


def introductions_page(network: Network, asked: Asked) -> IntroductionsPage:
    """Show the form, and the answer to what it asks; a question that cannot be answered is shown with the reason."""
    question = Question(network, asked.choice("ties", TieSet, TieSet.TABLES))
    page = IntroductionsPage(
        "Introductions",
        Basis.of_question(question),
        name_of(network, asked.text("from")),
        name_of(network, asked.text("to")),
        all_names(network),
        tuple(Option(ties, words, ties is question.ties) for ties, words in TIE_SETS.items()),
        "",
    )
    if not (page.source and page.target):
        return page
    try:
        return _answered(page, question, asked.text("from"), asked.text("to"))
    except UsageError as error:
        return replace(page, error=in_words(error))


def _answered(page: IntroductionsPage, question: Question, *named: str) -> IntroductionsPage:
    ids = [organisation_id(question.network, name) for name in named]
    a, b = (find_row(question.network, "organisations", id) for id in ids)
    ways = find_introductions(question, a.id, b.id, MOST_WAYS)
    known = evidence(question.network, question.ties, question.period, a.index, b.index)
    return replace(
        page,
        ends=links((a, b)),
        known=tuple(_records(known)),
        ways=tuple(map(_way, ways)),
    )


def _way(way: Introduction) -> WayCard:
    return WayCard(links(way.path), way.strength, way.reason, tuple(map(_step, way.steps)))


def _step(step: Step) -> StepCard:
    return StepCard(link(step.a), link(step.b), step.trust, tuple(_records(step.evidence)))


def _records(found: Records) -> Iterator[RecordLine]:
    for tie in found.ties:
        words = f"{_name(tie, 'source_id')} {tie_words(tie.value('type'), outward=True)} {_name(tie, 'target_id')}"
        yield RecordLine(_dated(words, tie), None, Evidence.of(tie))
    for joined in found.memberships:
        words = f"{_name(joined, 'organisation_id')} joined {_name(joined, 'coalition_id')}"
        yield RecordLine(_dated(words, joined), None, Evidence.of(joined))
    for table in found.tables:
        yield RecordLine("both in", link(table), None)


def _name(row: Row, end: str) -> str:
    other = row.one(end)
    assert other is not None, "a required end is never lost"
    return str(other.value("name"))


def _dated(words: str, row: Row) -> str:
    time = time_words(row.value("since"), row.value("until"), row.value("as_of"))
    return f"{words}, {time}" if time else words
