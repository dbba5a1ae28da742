"""Jobs without a queue: what may be asked, what is answered, and that equal questions give equal bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import replace
from enum import StrEnum
from inspect import signature
from typing import Any

import numpy as np
import pytest

import records
from alliancemap.errors import UsageError
from alliancemap.jobs.answers import UnwrittenError
from alliancemap.jobs.kinds import BLOCKS, KINDS, ZIP, request
from alliancemap.jobs.parameters import parsed
from alliancemap.jobs.plain import plain
from alliancemap.jobs.running import answered, asked_of
from alliancemap.model import Audience, OrganisationKind
from alliancemap.network.network import Network
from alliancemap.reports import folder
from alliancemap.services.all_allies import find_all_allies
from alliancemap.services.bridging_gap import BridgingGap
from alliancemap.services.centrality import Measure
from alliancemap.services.centrality.report import ReportOptions
from alliancemap.services.coalitions import CoalitionWish
from alliancemap.services.gaps import GapOptions
from alliancemap.services.plan import PlanWish
from alliancemap.store.changes import Stamp
from alliancemap.store.job_content import CHUNK, JobResult, packed
from alliancemap.store.job_records import Job, JobState
from alliancemap.store.job_requests import JobKind, JobRequest
from job_results import result_of
from records import cause, coalition, organisation, stance, tie

ASKED: dict[JobKind, dict[str, Any]] = {
    JobKind.GAPS: {"draws": 19, "pairs": 2, "min_expected": 0},
    JobKind.COALITIONS: {"goals": ["rivers", "reefs"], "size": 2, "quota": 2, "votes": {"alder": 1, "fern": 2}},
    JobKind.PLAN: {"size": 2},
    JobKind.ALL_ALLIES: {"first": 2},
    JobKind.CENTRALITY_REPORT: {"measures": ["degree"], "draws": 3},
    JobKind.LAYOUT: {},
    JobKind.EVALUATION: {"share": 0.3},
}
STAMP = Stamp(1, dict.fromkeys(Audience, 1), dict.fromkeys(Audience, records.DATE), "here")
NAMES = ("alder", "birch", "cedar", "dill", "elm", "fern")


def network(*hidden: str) -> Network:
    """Six organisations in a ring, of two kinds, each for one of two causes; others that the public does not see."""
    kinds = (OrganisationKind.NGO, OrganisationKind.TRADE_UNION)
    secret: dict[str, Any] = {"visibility": Audience.EDITOR}
    return records.network(
        organisations=[
            *(organisation(name, kind=kinds[place % 2]) for place, name in enumerate(NAMES)),
            *(organisation(name, **secret) for name in hidden),
        ],
        causes=[cause("rivers"), cause("reefs")],
        stances=[
            *(stance(name, ("rivers", "reefs")[place // 3]) for place, name in enumerate(NAMES)),
            *(stance(name, "rivers") for name in hidden),
            *(stance(name, "reefs", **secret) for name in NAMES[:3] if hidden),
        ],
        ties=[
            *(tie(name, NAMES[(place + 1) % 6]) for place, name in enumerate(NAMES)),
            *(tie(name, "alder") for name in hidden),
            *(tie("birch", "dill", id=f"known-to-{name}", **secret) for name in hidden),
        ],
        coalitions=[coalition(f"table-of-{name}", **secret) for name in hidden],
        memberships=[
            records.joined(f"table-of-{name}", member) for name in hidden for member in ("cedar", "fern", name)
        ],
    ).restricted_to(Audience.PUBLIC, 1, records.DATE)


def job(asked: JobRequest) -> Job:
    """A job as a worker has it."""
    return Job(
        id=asked.id(STAMP),
        request=asked,
        revision=1,
        sequence=1,
        date=records.DATE,
        state=JobState.RUNNING,
        attempt=1,
        fence=1,
        lease=0.0,
        worker="one",
        progress=0.0,
        words="",
        reasons=(),
        result=None,
        submitted=0.0,
        taken=0.0,
        ended=None,
        cited=False,
        successor=None,
        seconds=None,
        now=0.0,
    )


def result(asked: JobRequest, of: Network) -> bytes:
    return result_of(of, job(asked)).content


@pytest.mark.parametrize("kind", JobKind)
def test_same_question_gives_the_same_bytes_whatever_is_hidden(kind: JobKind) -> None:
    asked = request(kind, Audience.PUBLIC, ASKED[kind], 3)
    first = result(asked, network())
    assert result(asked, network("aspen", "zinnia")) == first
    if KINDS[kind].media == ZIP:
        entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
        assert "centrality/report.json" in [entry.filename for entry in entries]
        assert {entry.create_system for entry in entries} == {3}
        return
    said = json.loads(first)
    answer = said.pop("answer")
    parameters = json.loads(asked.parameters)
    assert said == {"kind": kind.name, "parameters": parameters, "seed": 3, "audience": "PUBLIC", "revision": 1}
    assert answer


def test_parts_one_after_the_other_are_the_whole() -> None:
    """Six organisations in 32 parts, most of them empty."""
    asked = request(JobKind.ALL_ALLIES, Audience.PUBLIC, {"first": 2})
    answer = json.loads(result(asked, network()))["answer"]
    assert [allies["organisation"] for allies in answer] == sorted(NAMES)
    assert all(len(allies["natural"]) <= 2 for allies in answer)
    parts = [
        json.loads(b"[%b]" % zlib.decompress(answered(asked_of(network(), job(asked)), job(asked), part)))
        for part in range(BLOCKS)
    ]
    assert [allies for part in parts for allies in part] == answer


def test_every_parameter_of_a_finding_is_one_of_its_job_or_refused_with_a_reason() -> None:
    """Besides what makes the frame, the grouping and the seed."""
    makes: dict[JobKind, list[Any]] = {
        JobKind.GAPS: [GapOptions, BridgingGap.pairs],
        JobKind.COALITIONS: [CoalitionWish],
        JobKind.PLAN: [PlanWish],
        JobKind.ALL_ALLIES: [find_all_allies],
        JobKind.CENTRALITY_REPORT: [ReportOptions],
    }
    apart = {"self", "question", "grouping", "seed", "part", "parts"}
    for kind, made in makes.items():
        wanted = {name for one in made for name in signature(one).parameters} - apart
        assert wanted <= KINDS[kind].offered.keys() | KINDS[kind].refused.keys(), kind
        for name, why in KINDS[kind].refused.items():
            with pytest.raises(UsageError, match=f"no parameter '{name}': {why[:20]}"):
                request(kind, Audience.PUBLIC, {**ASKED[kind], name: 1})


def test_job_says_what_the_service_says() -> None:
    """How a coalition does in a vote, and who could build a bridge: as they are asked for."""
    found = json.loads(result(request(JobKind.COALITIONS, Audience.PUBLIC, ASKED[JobKind.COALITIONS]), network()))
    votings = [alternative["voting"] for alternative in found["answer"]["alternatives"]]
    assert {voting["quota"] for voting in votings} == {2.0}
    assert [voting["winning"] for voting in votings] == [voting["votes"] >= 2 for voting in votings]
    groups = [{"id": "one", "members": ["alder", "dill"]}, {"id": "two", "members": ["cedar", "fern"]}]
    wish = {**ASKED[JobKind.GAPS], "by": "groups", "groups": groups}
    gaps = json.loads(result(request(JobKind.GAPS, Audience.PUBLIC, wish), network()))["answer"]["gaps"]
    assert [gap["rank"] for gap in gaps] == [1]
    pairs = {(pair["a"]["id"], pair["b"]["id"]): pair["sharedCauses"][0]["id"] for pair in gaps[0]["pairs"]}
    assert pairs == {("alder", "cedar"): "rivers", ("dill", "fern"): "reefs"}


def test_ways_to_ask_the_same_are_one_job() -> None:
    def id(given: dict[str, Any], seed: int = 1, kind: JobKind = JobKind.COALITIONS) -> str:
        return request(kind, Audience.PUBLIC, given, seed).id(STAMP)

    plainly = id({"goals": ["b", "a"], "size": 3})
    assert plainly == id({"size": 3, "goals": {"a": 1, "b": 1.0}, "alternatives": 3, "ties": "TABLES", "include": []})
    lists = [{"id": "one", "members": ["alder", "birch"]}, {"id": "two", "members": ["cedar"]}]
    turned = [lists[1], {"id": "one", "members": ["birch", "alder"]}]
    first, second = (id({"by": "groups", "groups": given}, kind=JobKind.GAPS) for given in (lists, turned))
    assert first == second
    every = [str(measure) for measure in reversed(list(Measure))]
    measured: list[dict[str, Any]] = [{}, {"measures": []}, {"measures": every}, {"measures": [*every, "DEGREE"]}]
    assert len({id(given, kind=JobKind.CENTRALITY_REPORT) for given in measured}) == 1
    others = [id({"goals": ["a"], "size": 3}), id({"goals": ["a", "b"], "size": 3}, seed=2)]
    assert len({plainly, *others}) == 3
    asked = request(JobKind.LAYOUT, Audience.PUBLIC, {})
    later = replace(STAMP, revisions=dict.fromkeys(Audience, 2))
    ids = [asked.id(stamp) for stamp in (STAMP, later, replace(STAMP, origin="there"))]
    ids += [replace(asked, audience=Audience.MEMBER).id(STAMP), replace(asked, software="next").id(STAMP)]
    assert asked.id(replace(STAMP, sequence=9)) == ids[0], "what this audience did not see changes nothing"
    assert len(set(ids)) == 5


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [
        (JobKind.GAPS, {"draw": 9}, "did you mean 'draws'"),
        (JobKind.GAPS, {"draws": 10_000}, "from 0 to 9,999"),
        (JobKind.GAPS, {"draws": True}, "draws is True"),
        (JobKind.GAPS, {"by": "colour"}, "give one of kind"),
        (JobKind.GAPS, {"by": "groups", "groups": [{"id": "a"}]}, "objects with id and members"),
        (JobKind.GAPS, {"as_of": "spring"}, "write year-month-day"),
        (JobKind.COALITIONS, {"size": 3}, "needs the parameter 'goals'"),
        (JobKind.COALITIONS, {"goals": {"a": float("nan")}, "size": 3}, "goals a is nan"),
        (JobKind.COALITIONS, {"goals": ["a"], "size": 3, "include": "b"}, "give a list"),
        (JobKind.COALITIONS, {"goals": ["a"], "size": 3, "include": [3]}, "give ids as text"),
        (JobKind.COALITIONS, {"goals": [], "size": 3}, "goals are 0; give from 1 to 50"),
        (JobKind.COALITIONS, {"goals": [str(number) for number in range(51)], "size": 3}, "goals are 51"),
        (JobKind.COALITIONS, {"goals": {"a": 0}, "size": 3}, "goals a is 0"),
        (JobKind.COALITIONS, {"goals": ["a"], "size": 3, "votes": ["b"]}, "give 2,000 organisations at most"),
        (JobKind.COALITIONS, {"goals": ["a"], "size": 3, "votes": {"b": -1}}, "votes of b is -1"),
        (JobKind.COALITIONS, {"goals": ["a"], "size": 3, "quota": -1}, "quota is -1"),
        (JobKind.PLAN, {"size": 51}, "from 1 to 50"),
        (JobKind.PLAN, {"size": 2, "per_organisation": 51}, "from 1 to 50"),
        (JobKind.PLAN, {"size": 2, "introducible": "yes"}, "give true or false"),
        (JobKind.CENTRALITY_REPORT, {"measures": ["degre"]}, "give one of"),
        (JobKind.EVALUATION, {"share": 1}, "from 0.01 to 0.9"),
    ],
)
def test_wrong_parameters_are_refused_when_asked(kind: JobKind, given: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        request(kind, Audience.PUBLIC, given)


def test_wrong_seed_and_text_are_refused() -> None:
    with pytest.raises(UsageError, match="seed is -1"):
        request(JobKind.LAYOUT, Audience.PUBLIC, {}, -1)
    for text in ("{", "[1]"):
        with pytest.raises(UsageError, match="JSON"):
            parsed(text)
    assert parsed('{"a": 1}') == {"a": 1}


def test_every_kind_can_be_asked() -> None:
    assert set(KINDS) == set(JobKind) == set(ASKED)


class Colour(StrEnum):
    RED = "r"


def test_plain_values() -> None:
    """Twelve digits, so that the last bit of a machine changes nothing; not defined is null."""
    assert plain([1 / 3, float("nan"), float("inf"), -0.0]) == [0.333333333333, None, None, 0.0]
    assert str(plain(-0.0)) == "0.0"
    assert plain({"a": np.array([1, 2]), "b": (np.float64(0.5), np.bool_(True))}) == {"a": [1, 2], "b": [0.5, True]}
    assert plain(Colour.RED) == "RED"
    assert plain(records.DATE) == records.DATE.isoformat()


def test_content_is_named_by_its_hash() -> None:
    asked = request(JobKind.LAYOUT, Audience.PUBLIC, {})
    made = result_of(network(), job(asked))
    assert made.id == hashlib.sha256(made.content).hexdigest()


def test_result_is_its_content_however_it_is_packed_and_cut() -> None:
    content = bytes(range(256)) * 20_000
    streams = packed(content[:7]) + packed(b"") + packed(content[7:])
    whole, pieces = (
        JobResult.of(content, "text/plain"),
        tuple(streams[at : at + 100] for at in range(0, len(streams), 100)),
    )
    cut = JobResult(pieces, "text/plain")
    assert (cut, hash(cut), cut.content, cut.size) == (whole, hash(whole), content, len(content))
    assert max(map(len, cut.chunks())) <= CHUNK
    assert cut != JobResult.of(content, "text/html") != JobResult.of(content[1:], "text/html")
    for broken in (pieces[:-1], (*pieces, b"more")):
        with pytest.raises(zlib.error):
            JobResult(broken, "text/plain").content  # noqa: B018 - to read it is to unpack it


def test_report_that_cannot_be_written_is_no_fault_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "summary", full)
    asked = request(JobKind.CENTRALITY_REPORT, Audience.PUBLIC, ASKED[JobKind.CENTRALITY_REPORT])
    with pytest.raises(UnwrittenError, match="No space left"):
        result_of(network(), job(asked))
