"""Jobs over GraphQL, as events and as files: what everybody may see of them, and nothing else."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from alliancemap.analysis.compute.deadline import Deadline
from alliancemap.api import job_routes
from alliancemap.api.codes import STORE_FAILED
from alliancemap.api.context import Context
from alliancemap.api.job_seats import client_of
from alliancemap.api.routes import routes
from alliancemap.app import build_application
from alliancemap.errors import TimeLimitError
from alliancemap.jobs.board import JobBoard, JobView
from alliancemap.jobs.kinds import request as asked
from alliancemap.jobs.service import beside
from alliancemap.model import Audience, RecordChange
from alliancemap.settings import Settings
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_records import JobState
from alliancemap.store.job_requests import JobKind
from alliancemap.store.place import StorePlace
from asgi import request
from process.conftest import wait_until
from records import organisation

RESULT = JobResult.of(b'{"answer":[]}\n', "application/json")
FIELDS = "id kind state parameters seed revision attempt progress words reasons result cited successor seconds"


@pytest.fixture
def app(small: tuple[GraphStore, str]) -> Starlette:
    return build_application(NetworkFeed(small[0]), Settings(stale_seconds=86_400))


@pytest.fixture
def empty(small: tuple[GraphStore, str]) -> None:
    """Leave no job of other tests waiting."""
    for job in small[0].jobs.all(Audience.EDITOR, 10_000):
        small[0].jobs.cancel(job.id, Audience.EDITOR)


def submitted(store: GraphStore, seed: int, audience: Audience = Audience.PUBLIC) -> str:
    return store.jobs.submit(asked(JobKind.EVALUATION, audience, {}, seed)).id


def finished(store: GraphStore) -> None:
    """Take what waits and give it a result."""
    job = store.jobs.take("a test")
    assert job is not None
    store.jobs.finish(job, RESULT)


def looked(app: Starlette, id: str) -> tuple[httpx.Response, Any]:
    response = request(app, "POST", "/graphql", json={"query": f'{{ job(id: "{id}") {{ {FIELDS} }} revision }}'})
    return response, response.json()


def events(response: httpx.Response) -> list[dict[str, Any]]:
    lines = [line for line in response.text.splitlines() if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def test_job_is_seen_as_it_moves_though_the_revision_stays(small: Any, app: Starlette, empty: None) -> None:
    store, _ = small
    id = submitted(store, 1)
    response, before = looked(app, id)
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    assert before["data"]["job"]["state"] == "QUEUED"
    finished(store)
    _, after = looked(app, id)
    assert (after["data"]["job"]["state"], after["data"]["job"]["result"]) == ("DONE", RESULT.id)
    assert after["data"]["revision"] == before["data"]["revision"]
    assert "a test" not in json.dumps(after)


def test_result_is_a_file_named_by_its_hash(small: Any, app: Starlette, empty: None) -> None:
    store, _ = small
    id = submitted(store, 2)
    early = request(app, "GET", f"/jobs/{id}/result")
    assert (early.status_code, early.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
    finished(store)
    response = request(app, "GET", f"/jobs/{id}/result")
    assert response.content == RESULT.content
    assert response.headers["content-type"] == "application/json"
    assert response.headers["etag"] == f'"{RESULT.id}"'


def test_events_tell_the_progress_and_end_with_the_job(small: Any, app: Starlette, empty: None) -> None:
    store, _ = small
    id = submitted(store, 3)
    job = store.jobs.take("a test")
    assert job is not None

    def work() -> None:
        store.jobs.advance(job, 0.25, "a quarter")
        threading.Event().wait(1.5)
        store.jobs.finish(job, RESULT)

    thread = threading.Timer(0.5, work)
    thread.start()
    response = request(app, "GET", f"/jobs/{id}/events")
    thread.join()
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response)
    assert [event["state"] for event in told] == ["RUNNING"] * (len(told) - 1) + ["DONE"]
    assert 0.25 in [event["progress"] for event in told]
    last = [line.removeprefix("id: ") for line in response.text.splitlines() if line.startswith("id: ")][-1]
    again = request(app, "GET", f"/jobs/{id}/events", headers={"last-event-id": last})
    assert (again.status_code, again.content) == (204, b"")


def test_result_is_not_sent_to_who_has_it(small: Any, app: Starlette, empty: None) -> None:
    store, _ = small
    id = submitted(store, 7)
    for method in ("GET", "HEAD"):
        early = request(app, method, f"/jobs/{id}/result", headers={"if-none-match": '"None"'})
        assert (early.status_code, early.headers["cache-control"]) == (404, "no-store")
    finished(store)
    path = f"/jobs/{id}/result"
    got, head = (request(app, method, path) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (200, b"")
    assert set(got.headers.items()) - set(head.headers.items()) == {("content-length", str(len(RESULT.content)))}
    assert got.headers["vary"] == "Authorization"
    again = request(app, "GET", path, headers={"if-none-match": f'"other", W/{got.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", got.headers["etag"])


class CountedBoard(JobBoard):
    """A board that counts how often it looks at the queue."""

    looks = 0

    def find(self, id: str, audience: Audience) -> JobView:
        self.looks += 1
        return super().find(id, audience)


def together(app: Starlette, asked: Iterable[tuple[str, str]]) -> list[httpx.Response]:
    """Ask for all of them at once, each from an address of its own."""

    async def get(host: str, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(host, 4_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://map.test") as client:
            return await client.get(path)

    async def send() -> list[httpx.Response]:
        return await asyncio.gather(*(get(*one) for one in asked))

    return asyncio.run(send())


def statuses(answers: Iterable[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


@pytest.mark.parametrize("name", ["events", "result"])
def test_pages_of_other_sites_may_ask(app: Starlette, name: str) -> None:
    headers = {"origin": "https://embedder.example", "access-control-request-method": "GET"}
    response = request(app, "OPTIONS", f"/jobs/none/{name}", headers=headers)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "Last-Event-ID" in response.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in response.headers
    assert request(app, "PUT", f"/jobs/none/{name}").status_code == 405


def test_many_who_listen_share_looks_and_seats(small: Any, empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes the jobs; who listens is sent away after three looks. One subscriber has many addresses of IPv6."""
    store, _ = small
    network = NetworkFeed(store).network(Audience.PUBLIC)
    for name, value in {"MOST_LISTENERS": 30, "LISTENERS_OF_CLIENT": 5, "LISTENERS_OF_JOB": 20}.items():
        monkeypatch.setattr(job_routes, name, value)
    monkeypatch.setattr(job_routes, "LONGEST_SECONDS", 1.2)
    board = CountedBoard(store.jobs)
    app = Starlette(routes=routes(lambda _request: network, board))
    first, second = (f"/jobs/{submitted(store, seed)}/events" for seed in (8, 10))
    greedy = together(app, [(f"2001:db8::{number:x}", first) for number in range(15)])
    assert statuses(greedy) == {200: 5, 429: 10}
    assert board.looks <= 10, "each for oneself, they would look 15 times, and those who listen 10 times more"
    at_one = together(app, [(f"10.0.0.{number}", first) for number in range(30)])
    assert statuses(at_one) == {200: 20, 503: 10}
    at_two = together(app, [(f"10.0.0.{number}", path) for number in range(20) for path in (first, second)])
    assert statuses(at_two) == {200: 30, 503: 10}
    answers = [*greedy, *at_one, *at_two]
    assert {(answer.status_code, answer.headers.get("retry-after")) for answer in answers} == {
        (200, None),
        (429, "10"),
        (503, "10"),
    }
    (error,) = next(answer for answer in answers if answer.status_code == 429).json()["errors"]
    assert error["extensions"]["code"] == "TOO_MANY_REQUESTS"
    assert "5 times" in error["message"]
    assert request(app, "GET", first).status_code == 200, "the seats are free again"
    assert request(app, "HEAD", first).content == b""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("testclient", "other", False),
    ],
)
def test_clients_are_told_apart_by_their_network(one: str, other: str, same: bool) -> None:
    first, second = (client_of(Request({"type": "http", "client": (host, 1)})) for host in (one, other))
    assert (first == second) is same


def test_every_change_has_a_mark_of_its_own(
    small: Any, app: Starlette, empty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of the same letters too, and that a job is cited; but not the time."""
    monkeypatch.setattr(job_routes, "LONGEST_SECONDS", 0.0)
    store, _ = small
    id = submitted(store, 9)
    held = store.jobs.take("a test")
    assert held is not None

    def mark() -> str:
        return request(app, "GET", f"/jobs/{id}/events").text.split("id: ")[1].split("\n")[0]

    marks = [mark()]
    steps: list[Callable[[], object]] = [
        lambda: store.jobs.advance(held, 0.5, "ab"),
        lambda: store.jobs.advance(held, 0.5, "ba"),
        lambda: store.jobs.cite(id, Audience.PUBLIC),
    ]
    for step in steps:
        step()
        marks.append(mark())
        assert mark() == marks[-1]
    assert len(set(marks)) == 4


def test_few_jobs_can_be_asked_for_at_once(small: Any, app: Starlette) -> None:
    query = "{" + " ".join(f'a{number}: job(id: "{number}") {{ id }}' for number in range(20)) + "}"
    (error,) = request(app, "POST", "/graphql", json={"query": query}).json()["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED"


def test_job_is_not_looked_at_when_time_is_over(small: Any) -> None:
    store, _ = small
    board = CountedBoard(store.jobs)
    late = Context(NetworkFeed(store).network(Audience.PUBLIC), Deadline(-1.0), board)
    with pytest.raises(TimeLimitError):
        late.job("0" * 32)
    assert board.looks == 0


def test_job_of_another_audience_is_as_good_as_not_there(small: Any, app: Starlette, empty: None) -> None:
    store, _ = small
    id = submitted(store, 4, Audience.MEMBER)
    finished(store)
    for path in ("events", "result"):
        hidden, missing = (request(app, "GET", f"/jobs/{some}/{path}") for some in (id, "0" * 32))
        assert (hidden.status_code, hidden.text.replace(id, "")) == (404, missing.text.replace("0" * 32, ""))
    (_, hidden), (_, missing) = looked(app, id), looked(app, "0" * 32)
    assert json.dumps(hidden).replace(id, "") == json.dumps(missing).replace("0" * 32, "")
    assert hidden["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_nobody_hears_where_the_store_is(small: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A store that was closed under the service; its errors name its folder."""
    network = NetworkFeed(small[0]).network(Audience.PUBLIC)
    closed = GraphStore.open(small[1])
    closed.close()
    app = Starlette(routes=routes(lambda _request: network, JobBoard(closed.jobs)))
    answers = [looked(app, "0" * 32)[0], *(request(app, "GET", f"/jobs/x/{path}") for path in ("events", "result"))]
    for answer in answers:
        assert STORE_FAILED in answer.text
        assert small[1].removeprefix("embedded:") not in answer.text
    assert caplog.text.count("a request failed: ") == 3
    assert small[1].removeprefix("embedded:") in caplog.text


def test_worker_beside_a_service_works_and_gives_back_what_it_cannot_finish(small: Any, empty: None) -> None:
    store, address = small
    first = submitted(store, 5)
    long = asked(JobKind.CENTRALITY_REPORT, Audience.PUBLIC, {"draws": 9_998, "measures": ["degree"]})
    with beside(store.jobs, StorePlace(address), 1, None):
        wait_until(lambda: store.jobs.find(first, Audience.PUBLIC).state is JobState.DONE)
        id = store.jobs.submit(long).id
        wait_until(lambda: bool(store.jobs.find(id, Audience.PUBLIC).words))
    back = store.jobs.find(id, Audience.PUBLIC)
    assert (back.state, back.attempt, back.reasons) == (JobState.QUEUED, 0, ())
    store.jobs.cancel(id, Audience.PUBLIC)


def test_question_is_answered_on_later_data_where_that_came_first(small: Any, empty: None) -> None:
    store, address = small
    id = submitted(store, 6)
    birch = organisation("birch-that-came-later")
    change = RecordChange("organisations", birch.id, None, birch)
    NetworkFeed(store).write(lambda _: ChangeSet((change,), ChangeKind.EDIT, "a test", "the data moves on"))
    with beside(store.jobs, StorePlace(address), 1, None):
        wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).state is JobState.CANCELLED)
        former = store.jobs.find(id, Audience.PUBLIC)
        assert former.successor is not None
        wait_until(lambda: store.jobs.find(str(former.successor), Audience.PUBLIC).state is JobState.DONE)
    later = store.jobs.find(former.successor, Audience.PUBLIC)
    assert later.revision == former.revision + 1
    assert json.loads(store.jobs.result(later.id, Audience.PUBLIC).content)["revision"] == later.revision
