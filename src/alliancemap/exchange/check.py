"""Checking files of the data format without a store: problems, counts, and what a person should look at."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from alliancemap.errors import ImportFormatError, Problem
from alliancemap.exchange.near import slug
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import TABLES, Membership, Organisation, Record, Stance, Tie
from alliancemap.network.network import Network


class NoteKind(StrEnum):
    """What a note is about."""

    SHARED_NAME = "shared_name"
    LIKELY_DUPLICATE = "likely_duplicate"
    WITHOUT_CAUSES = "without_causes"
    WITHOUT_TIES = "without_ties"
    WITHOUT_SOURCES = "without_sources"
    JOINED_TWICE = "joined_twice"
    NO_WEB_ADDRESS = "no_web_address"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the data format allows and a person should still look at: the records and what is odd."""

    kind: NoteKind
    table: str
    ids: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class CheckReport:
    """What files hold: how many records of each table, what is wrong, and what is odd.

    `counts` are those of a faultless import, and `notes` are given only then: with problems both are empty.
    """

    counts: dict[str, int]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


_ANY_DAY = datetime.date(1, 1, 1)  # of a Network without records, which no answer shows
Records = dict[str, list[Record]]
_FILLERS = frozenset({"the", "of", "and", "for", "uk", "gb", "ltd", "limited", "cic", "cio", "charity", "trust"})


def check_data(paths: Sequence[Path]) -> CheckReport:
    """Check files by themselves, as an import into an empty store would; the same files give the same report."""
    try:
        plan = plan_import(read_data(paths), Network.build({}, date=_ANY_DAY))
    except ImportFormatError as error:
        return CheckReport({}, error.problems, ())
    records: Records = {name: [] for name in TABLES}
    for change in plan.changes:
        records[change.table].append(cast(Record, change.after))
    counts = {count.table: count.added for count in plan.counts}
    return CheckReport(counts, (), tuple(_notes(records)))


def _notes(records: Records) -> Iterator[Note]:
    organisations = cast(list[Organisation], records["organisations"])
    yield from _shared_names(organisations)
    yield from _likely_duplicates(organisations)
    yield from _loose_ends(organisations, records)
    yield from _without_sources(records)
    yield from _joined_twice(cast(list[Membership], records["memberships"]))
    yield from _no_web_address(records)


def _shared_names(organisations: Iterable[Organisation]) -> Iterator[Note]:
    owners: dict[str, list[str]] = {}
    for organisation in organisations:
        for name in sorted({name.casefold() for name in (organisation.name, *organisation.aliases)}):
            owners.setdefault(name, []).append(organisation.id)
    for name, ids in sorted(owners.items()):
        if len(ids) > 1:
            message = f"the name or alias {name!r} belongs to several organisations"
            yield Note(NoteKind.SHARED_NAME, "organisations", tuple(sorted(ids)), message)


def _likely_duplicates(organisations: Iterable[Organisation]) -> Iterator[Note]:
    """Organisations whose names differ in little words, order or punctuation only, or that share a website."""
    by_words: dict[str, set[str]] = {}
    by_site: dict[str, set[str]] = {}
    for organisation in organisations:
        words = sorted(set(slug(organisation.name).split("-")) - _FILLERS)
        if words != [""]:
            by_words.setdefault(" ".join(words), set()).add(organisation.id)
        if organisation.website:
            by_site.setdefault(_site(organisation.website), set()).add(organisation.id)
    yield from _duplicates(by_words, "have all but the same name")
    yield from _duplicates(by_site, "have the same website")


def _duplicates(groups: dict[str, set[str]], what: str) -> Iterator[Note]:
    for key, ids in sorted(groups.items()):
        if key and len(ids) > 1:
            message = f"these organisations {what} ({key}); if they are one, keep one of them"
            yield Note(NoteKind.LIKELY_DUPLICATE, "organisations", tuple(sorted(ids)), message)


def _site(website: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", website.casefold()).rstrip("/")


def _loose_ends(organisations: Iterable[Organisation], records: Records) -> Iterator[Note]:
    with_causes = {stance.organisation_id for stance in cast(list[Stance], records["stances"])}
    tied = {end for tie in cast(list[Tie], records["ties"]) for end in (tie.source_id, tie.target_id)}
    tied.update(membership.organisation_id for membership in cast(list[Membership], records["memberships"]))
    ids = [organisation.id for organisation in organisations]
    for kind, connected, message in (
        (
            NoteKind.WITHOUT_CAUSES,
            with_causes,
            "these organisations stand for no cause: nobody can be matched with them",
        ),
        (NoteKind.WITHOUT_TIES, tied, "these organisations have neither a tie nor a membership"),
    ):
        if loose := tuple(sorted(set(ids) - connected)):
            yield Note(kind, "organisations", loose, message)


def _without_sources(records: Records) -> Iterator[Note]:
    for table, kind in TABLES.items():
        if "sources" in kind.columns:
            bare = tuple(sorted(record.id for record in records[table] if not getattr(record, "sources", ())))
            if bare:
                yield Note(NoteKind.WITHOUT_SOURCES, table, bare, f"these {table} cite no source")


def _joined_twice(memberships: Iterable[Membership]) -> Iterator[Note]:
    joined: dict[tuple[str, str], list[str]] = {}
    for membership in memberships:
        joined.setdefault((membership.coalition_id, membership.organisation_id), []).append(membership.id)
    for (coalition, organisation), ids in sorted(joined.items()):
        if len(ids) > 1:
            message = (
                f"{organisation!r} joined {coalition!r} more than once; keep these apart only if it left in between"
            )
            yield Note(NoteKind.JOINED_TWICE, "memberships", tuple(sorted(ids)), message)


def _no_web_address(records: Records) -> Iterator[Note]:
    for table, column in (("organisations", "website"), ("sources", "url")):
        odd = tuple(sorted(record.id for record in records[table] if not _is_web_address(getattr(record, column))))
        if odd:
            message = f"the {column} of these {table} does not begin with http:// or https://, so no page links to it"
            yield Note(NoteKind.NO_WEB_ADDRESS, table, odd, message)


def _is_web_address(text: str) -> bool:
    if not text:
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
