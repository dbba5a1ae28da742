from __future__ import annotations

from alliancemap.exchange.check import CheckReport, NoteKind, check_data
from unit.exchange.conftest import STORED, Write


def notes(report: CheckReport) -> list[tuple[NoteKind, str, tuple[str, ...]]]:
    return [(note.kind, note.table, note.ids) for note in report.notes]


def test_problems_instead_of_counts(write: Write) -> None:
    report = check_data([write({"ties.csv": "source_id,target_id,type\na,b,partner\n"})])
    assert (report.counts, report.notes) == ({}, ())
    assert [(problem.row, problem.column) for problem in report.problems] == [(2, "source_id"), (2, "target_id")]


def test_small_store(write: Write) -> None:
    report = check_data([write(dict(STORED))])
    assert list(report.counts.values()) == [2, 2, 1, 3, 3, 1, 2, 2, 2]
    assert notes(report) == [
        (NoteKind.WITHOUT_CAUSES, "organisations", ("alder",)),
        (NoteKind.WITHOUT_SOURCES, "organisations", ("alder",)),
        (NoteKind.WITHOUT_SOURCES, "coalitions", ("heat",)),
        (NoteKind.WITHOUT_SOURCES, "memberships", ("heat--tern--2014", "heat--wren")),
    ]


def test_what_a_person_should_look_at(write: Write) -> None:
    organisations = """id,name,kind,aliases,website
a,The Warm Homes Trust,ngo,WHT|Heat,https://www.warm.example/
b,"Warm-Homes, Trust of",ngo,wht,http://warm.example
c,Heat,ngo,,javascript:alert(1)
d,Other,ngo,,http://[broken
"""
    members = "coalition_id,organisation_id,since\nheat,a,2014\nheat,a,2016\nheat,b,\n"
    coalitions = "id,name,kind\nheat,Heat,campaign\n"
    folder = write({"organisations.csv": organisations, "coalition_members.csv": members, "coalitions.csv": coalitions})
    report = check_data([folder])
    assert notes(report)[:4] == [
        (NoteKind.SHARED_NAME, "organisations", ("a", "c")),
        (NoteKind.SHARED_NAME, "organisations", ("a", "b")),
        (NoteKind.LIKELY_DUPLICATE, "organisations", ("a", "b")),
        (NoteKind.LIKELY_DUPLICATE, "organisations", ("a", "b")),
    ]
    assert notes(report)[4:6] == [
        (NoteKind.WITHOUT_CAUSES, "organisations", ("a", "b", "c", "d")),
        (NoteKind.WITHOUT_TIES, "organisations", ("c", "d")),
    ]
    assert notes(report)[-2:] == [
        (NoteKind.JOINED_TWICE, "memberships", ("heat--a--2014", "heat--a--2016")),
        (NoteKind.NO_WEB_ADDRESS, "organisations", ("c", "d")),
    ]
    assert "'wht' belongs to several organisations" in report.notes[1].message
    assert check_data([folder]) == report
