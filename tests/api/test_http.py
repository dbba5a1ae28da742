"""GraphQL over HTTP, point by point."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

import records
from alliancemap.api import workers
from alliancemap.api.limits import MAX_BODY
from alliancemap.errors import SettingsError, StoreUnavailableError
from alliancemap.network.network import Network
from api.asking import Client

JSON, MODERN = "application/json", "application/graphql-response+json"
LIST = "{ organisations(first: 100) { nodes { name description } } }"
STATIC = Path(__file__).parents[2] / "src" / "alliancemap" / "api" / "static"


def get(client: Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/graphql", params={"query": query}, headers=headers)


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    assert error["message"]
    return str(error["extensions"]["code"])


def test_post_and_get_give_the_same(client: Client) -> None:
    document = "query One($id: ID!) { organisation(id: $id) { slug } } query Two { revision }"
    variables = {"id": "unison"}
    posted = client.post(document, variables=variables, operationName="One", extensions={})
    got = client.get("/graphql", params={"query": document, "variables": json.dumps(variables), "operationName": "One"})
    assert posted.json() == got.json() == {"data": {"organisation": {"slug": "unison"}}}
    assert posted.status_code == got.status_code == 200


def test_head_has_the_headers_of_get_and_no_body(client: Client) -> None:
    head = client.request("HEAD", "/graphql", params={"query": "{ revision }"})
    got = get(client, "{ revision }")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*;q=0.5", JSON),
        (JSON, JSON),
        (MODERN, MODERN),
        (f"{JSON};q=0.2, {MODERN};q=0.9", MODERN),
        (f"{MODERN};q=0, {JSON}", JSON),
        (f"{MODERN}; charset=utf-8", MODERN),
        (f"{MODERN}; charset=latin-1, {JSON}", JSON),
        (f"{MODERN};q=x, {JSON};q=0.1", JSON),
        ("TEXT/HTML, APPLICATION/JSON", JSON),
    ],
)
def test_accept_chooses_the_media_type(client: Client, accept: str | None, expected: str) -> None:
    response = client.request(
        "POST", "/graphql", json={"query": "{ revision }"}, headers={} if accept is None else {"accept": accept}
    )
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", "image/png", f"{JSON};q=0", f"{JSON}; charset=utf-16", ";;;,,"])
def test_other_media_types_are_not_acceptable(client: Client, accept: str) -> None:
    response = client.request("POST", "/graphql", json={"query": "{ revision }"}, headers={"accept": accept})
    assert (response.status_code, code(response)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize("media", [JSON, MODERN])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { organisations(first: $n) { totalCount } }", "BAD_USER_INPUT"),
        ("query A { revision } query B { revision }", "BAD_USER_INPUT"),
        ("fragment F on Query { revision }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { revision }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_wrong_documents(client: Client, media: str, query: str, expected: str) -> None:
    response = client.request("POST", "/graphql", json={"query": query}, headers={"accept": media})
    assert response.status_code == (400 if media == MODERN else 200)
    assert "data" not in response.json()
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {expected}
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"{ revision }"',
        b"{}",
        b'{"query": null}',
        b'{"query": 1}',
        b'{"query": "{ revision }", "variables": []}',
        b'{"query": "{ revision }", "variables": "{}"}',
        b'{"query": "{ revision }", "operationName": 1}',
        b'{"query": "{ revision }", "extensions": 1}',
        b'[{"query": "{ revision }"}]',
        b'\xff{"query": "{ revision }"}',
        b"[" * 5_000,
    ],
)
def test_wrong_bodies(client: Client, body: bytes) -> None:
    response = client.request("POST", "/graphql", content=body, headers={"content-type": JSON})
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "query",
    ["", "query=", "variables={}", "query={revision}&variables={", "query={revision}&variables=[]", "query=%ff"],
)
def test_wrong_query_strings(client: Client, query: str) -> None:
    response = client.request("GET", f"/graphql?{query}", headers={"accept": MODERN})
    assert response.status_code == 400
    assert code(response) in ("BAD_REQUEST", "GRAPHQL_PARSE_FAILED")


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_what_other_sites_could_send_unasked_is_refused(client: Client, content_type: str | None) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    response = client.request("POST", "/graphql", content=b'{"query": "{ revision }"}', headers=headers)
    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("charset", ["latin-1", "utf-16"])
def test_bodies_are_utf_8(client: Client, charset: str) -> None:
    headers = {"content-type": f"{JSON}; charset={charset}"}
    assert client.request("POST", "/graphql", content=b'{"query": "{ revision }"}', headers=headers).status_code == 415


def test_long_bodies_are_refused(client: Client) -> None:
    response = client.post("{ revision }", variables={"x": "x" * MAX_BODY})
    assert (response.status_code, code(response)) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods(client: Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_other_sites_may_read(client: Client) -> None:
    headers = {"origin": "https://embedder.example", "access-control-request-method": "POST"}
    preflight = client.request("OPTIONS", "/graphql", headers=headers)
    assert preflight.status_code == 204
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    for response in (preflight, client.post("{ revision }"), client.post("{"), client.request("PUT", "/graphql")):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers
        assert "set-cookie" not in response.headers


def test_answers_are_kept_by_caches_until_the_revision_changes(seed: Network) -> None:
    current = [seed]
    client = Client(lambda _request: current[0])
    first = get(client, LIST)
    assert first.headers["cache-control"] == "public, max-age=60"
    etag = first.headers["etag"]
    for named in (etag, f'"other", {etag}', "*", etag.removeprefix("W/")):
        again = get(client, LIST, **{"if-none-match": named})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert get(client, LIST, **{"if-none-match": 'W/"other"'}).status_code == 200
    current[0] = records.network(organisations=[records.organisation("tern")]).at(8, records.DATE)
    assert get(client, LIST, **{"if-none-match": etag}).json() == {
        "data": {"organisations": {"nodes": [{"name": "Tern", "description": None}]}}
    }
    client.close()


def test_what_only_some_may_see_is_kept_from_shared_caches() -> None:
    client = Client(lambda _request: records.network(organisations=[records.organisation("tern")]))
    assert get(client, LIST).headers["cache-control"] == "private, no-cache"
    client.close()


def test_long_answers_are_compressed_for_who_asks(client: Client) -> None:
    plain = get(client, LIST, **{"accept-encoding": "identity"})
    packed = get(client, LIST, **{"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.content == plain.content, "the client unpacks it"
    assert "Accept-Encoding" in plain.headers["vary"]


def test_field_errors_keep_the_rest_of_the_answer(client: Client) -> None:
    response = client.request(
        "POST", "/graphql", json={"query": '{ revision organisation(id: "x") { name } }'}, headers={"accept": MODERN}
    )
    assert response.status_code == 200
    assert response.json()["data"] == {"revision": 7, "organisation": None}
    assert (code(response), response.json()["errors"][0]["path"]) == ("NOT_FOUND", ["organisation"])
    assert "etag" not in response.headers


def failing(error: Exception) -> Client:
    def network_for(_request: Request) -> Network:
        raise error

    return Client(network_for)


def test_stopped_database() -> None:
    client = failing(StoreUnavailableError("the graph database cannot be reached; start it"))
    response = client.post("{ revision }")
    assert (response.status_code, code(response)) == (503, "STORE_UNAVAILABLE")
    client.close()


def test_unforeseen_errors_go_to_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    client = failing(RuntimeError("password=hunter2"))
    with caplog.at_level(logging.ERROR):
        response = client.post("{ revision }")
    assert (response.status_code, code(response)) == (500, "INTERNAL")
    assert "hunter2" not in response.text
    assert "hunter2" in caplog.text
    client.close()


def test_unforeseen_errors_of_a_field_are_masked(seed: Network, caplog: pytest.LogCaptureFixture) -> None:
    broken = Network(seed.audience, 1, seed.date, {"causes": seed["causes"]})
    client = Client(lambda _request: broken)
    response = client.post('{ organisation(id: "unison") { name } }')
    assert response.json()["data"] == {"organisation": None}
    assert code(response) == "INTERNAL"
    assert "KeyError" not in response.text
    assert "KeyError" in caplog.text
    client.close()


def test_our_errors_without_a_status_of_their_own_are_500() -> None:
    client = failing(SettingsError("ALLIANCEMAP_X is wrong; mend it"))
    assert client.post("{ revision }").status_code == 400
    client.close()


def test_browsers_are_shown_the_explorer(client: Client) -> None:
    response = client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"]) == (303, "/graphiql")


def test_explorer_asks_nobody_else(client: Client) -> None:
    page = client.get("/graphiql")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "//" not in page.text.replace("<!doctype html>", "")
    for name in ("graphiql.min.js", "graphiql.min.css", "react.production.min.js", "explorer.js", "explorer.css"):
        assert name in page.text
        assert client.get(f"/graphiql/static/{name}").status_code == 200
    assert client.get("/graphiql/static/../schema.py").status_code == 404


def test_every_package_of_the_explorer_comes_with_its_licence() -> None:
    for name in ("LICENSE.graphiql.txt", "LICENSE.react.txt", "LICENSE.bundled.txt"):
        assert "Permission is hereby granted" in (STATIC / name).read_text(encoding="utf-8")


def test_schema_as_text(client: Client) -> None:
    response = client.get("/schema.graphql")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "type Query {" in response.text
    again = client.get("/schema.graphql", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_other_sites_may_read_the_schema(client: Client) -> None:
    headers = {"origin": "https://embedder.example", "access-control-request-method": "GET"}
    preflight = client.request("OPTIONS", "/schema.graphql", headers=headers)
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["access-control-allow-methods"] == preflight.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in preflight.headers["access-control-allow-headers"]
    for response in (preflight, client.get("/schema.graphql"), client.request("HEAD", "/schema.graphql")):
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.request("PUT", "/schema.graphql").status_code == 405


def test_the_same_question_asked_at_once_runs_once(seed: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WAITING", 1)
    network = seed.at(99, seed.date)
    client = Client(lambda _request: network)
    body = {"json": {"query": "{ bridgingGaps(by: { kind: true }, draws: 19) { totalCount } }"}}
    responses = client.together(
        *[("POST", "/graphql", body)] * 20, ("POST", "/graphql", {"json": {"query": "{ revision }"}})
    )
    assert len({response.content for response in responses[:-1]}) == 1
    assert responses[0].json()["data"]["bridgingGaps"]["totalCount"] > 0
    client.close()


def test_too_many_questions_at_once_are_refused(seed: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WAITING", 2)
    client = Client(lambda _request: seed)
    bodies: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/graphql", {"json": {"query": f'{{ organisations(first: {n}, search: "a") {{ totalCount }} }}'}})
        for n in range(100, 120)
    ]
    responses = client.together(*bodies)
    refused = [response for response in responses if response.status_code == 503]
    assert refused
    assert {code(response) for response in refused} == {"OVERLOADED"}
    assert {response.headers["retry-after"] for response in refused} == {"1"}
    assert client.together(bodies[-1])[0].status_code == 200, "it is free again"
    client.close()


def test_questions_that_take_too_long_are_given_up(seed: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliancemap.api.answers.TIME_LIMIT", -1)
    client = Client(lambda _request: seed)
    response = client.post("{ organisations { totalCount } }")
    assert (response.status_code, code(response)) == (200, "TIME_LIMIT_EXCEEDED")
    client.close()
    assert threading.active_count() < 50
