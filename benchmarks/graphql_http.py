"""GraphQL over HTTP, one process: requests a second from the cache, as 304, and worked out anew beside plain graphene.

Run `python benchmarks/graphql_http.py`. Every server is a process of its own under uvicorn, the client another; the
data are 1 000 organisations of 8 fields, each with 5 causes of 2 fields. Prints one JSON object a row; `server_cpu_ms`
is the processor time of the server for one request, which a busy machine changes less than the rest.
"""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import graphene
import psutil
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from alliancemap.api import answers
from alliancemap.api.routes import routes
from alliancemap.model import Audience, Cause, Organisation, OrganisationKind, Record, Scope, Stance, StanceSide
from alliancemap.network.network import Network

FIELDS = "slug name kind description website founded scope"
OURS = f"{{ organisations(first: 1000) {{ nodes {{ id {FIELDS} causes(first: 5) {{ nodes {{ id name }} }} }} }} }}"
PLAIN = f"{{ organisations {{ id {FIELDS} causes {{ id name }} }} }}"
SMALL = "{ organisations(first: 5) { nodes { name } } }"
SECONDS = 5.0


def data() -> tuple[list[Organisation], list[Cause], list[Stance]]:
    """Make the organisations, causes and stances."""
    causes = [Cause(f"cause-{i:02}", f"Cause number {i}") for i in range(40)]
    organisations = [
        Organisation(
            f"organisation-{i:04}",
            f"Organisation number {i}",
            tuple(OrganisationKind)[i % 16],
            description=f"Does number {i} of a thousand things that need doing.",
            website=f"https://example.org/{i}",
            founded=1900 + i % 120,
            scope=tuple(Scope)[i % 4],
        )
        for i in range(1_000)
    ]
    stances = [
        Stance(organisation.id, causes[(row + k) % 40].id, StanceSide.SUPPORTS)
        for row, organisation in enumerate(organisations)
        for k in range(5)
    ]
    return organisations, causes, stances


def our_app() -> Starlette:
    """Make the application as it is."""
    organisations, causes, stances = data()
    records: dict[str, Sequence[Record]] = {"organisations": organisations, "causes": causes, "stances": stances}
    day = datetime.date(2026, 11, 21)
    network = Network.of_records(records, date=day).restricted_to(Audience.PUBLIC, 1, day)
    return Starlette(routes=routes(lambda _request: network))


def plain_app() -> Starlette:
    """Make what a tutorial makes of the same data: graphene objects, executed and written by json for each request."""
    organisations, causes, stances = data()
    named = {cause.id: cause for cause in causes}
    of = {organisation.id: [] for organisation in organisations}  # type: dict[str, list[Cause]]
    for stance in stances:
        of[stance.organisation_id].append(named[stance.cause_id])

    class CauseType(graphene.ObjectType):
        id = graphene.ID(required=True)
        name = graphene.String(required=True)

    class OrganisationType(graphene.ObjectType):
        id = graphene.ID(required=True)
        slug = graphene.String(required=True)
        name = graphene.String(required=True)
        kind = graphene.String(required=True)
        description = graphene.String()
        website = graphene.String()
        founded = graphene.Int()
        scope = graphene.String()
        causes = graphene.List(graphene.NonNull(CauseType), required=True)

        @staticmethod
        def resolve_slug(root: Organisation, _info: Any) -> str:
            return root.id

        @staticmethod
        def resolve_causes(root: Organisation, _info: Any) -> list[Cause]:
            return of[root.id]

    class Query(graphene.ObjectType):
        organisations = graphene.List(graphene.NonNull(OrganisationType), required=True)

        @staticmethod
        def resolve_organisations(_root: None, _info: Any) -> list[Organisation]:
            return organisations

    schema = graphene.Schema(query=Query)

    async def endpoint(request: Request) -> Response:
        result = await schema.execute_async((await request.json())["query"])
        return Response(json.dumps(result.formatted), media_type="application/json")

    return Starlette(routes=[Route("/graphql", endpoint, methods=["POST"])])


def serve(which: str, port: int) -> None:
    """Serve one of the applications."""
    if which == "anew":
        answers.KEPT_BYTES = 0
    app = plain_app() if which == "plain" else our_app()
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    port: int
    process: psutil.Process

    def measure(self, row: str, requests: Sequence[bytes], expected: bytes = b"HTTP/1.1 200", shown: int = -1) -> float:
        """Send each request on its own connection, print a row, and give the processor time a request in seconds."""
        for request in dict.fromkeys(requests):
            asyncio.run(warm(self.port, request))
        before = self.process.cpu_times()
        times = asyncio.run(load(self.port, requests, expected))
        spent = sum(self.process.cpu_times()[:2]) - sum(before[:2])
        each = spent / sum(map(len, times))
        report(row, times if shown < 0 else times[shown : shown + 1], each)
        return each


@contextlib.contextmanager
def server(which: str) -> Iterator[Server]:
    """Run a server, ready when this begins."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen([sys.executable, __file__, "--serve", which, "--port", str(port)])
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
                break
            time.sleep(0.05)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def post(query: str) -> bytes:
    """Write a POST request."""
    body = json.dumps({"query": query}).encode()
    head = f"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[bytes, bytes]:
    """Send a request and read head and body of the answer."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:] if b": " in line)
    return head, await reader.readexactly(int(fields.get(b"content-length", b"0")))


async def repeat(port: int, request: bytes, expected: bytes, times: list[float]) -> None:
    """Send one request again and again on one connection, and note how long each answer takes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    end = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < end:
        head, _ = await exchange(reader, writer, request)
        assert head.startswith(expected), head
        times.append(time.perf_counter() - began)
    writer.close()


async def load(port: int, requests: Sequence[bytes], expected: bytes) -> list[list[float]]:
    """Send each request on a connection of its own at the same time, and give the times of each."""
    times: list[list[float]] = [[] for _ in requests]
    await asyncio.gather(*(repeat(port, r, expected, t) for r, t in zip(requests, times, strict=True)))
    return times


async def warm(port: int, request: bytes) -> bytes:
    """Ask once; give the head of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    head, _ = await exchange(reader, writer, request)
    writer.close()
    return head


def report(row: str, times: Sequence[Sequence[float]], each: float) -> None:
    """Print a row."""
    every = sorted(taken for part in times for taken in part)
    at = {share: every[min(len(every) - 1, len(every) * share // 100)] for share in (50, 99)}
    values = {"requests_per_second": len(every) / SECONDS, "server_cpu_ms": 1e3 * each}
    values |= {f"p{share}_ms": 1e3 * taken for share, taken in at.items()}
    print(json.dumps({"row": row, **{name: round(value, 3) for name, value in values.items()}}), flush=True)


def main() -> None:
    """Measure every row."""
    with server("ours") as ours:
        ours.measure("cached, 16 connections", [post(OURS)] * 16)
        ours.measure("cached small answer, 16 connections", [post(SMALL)] * 16)
        url = f"GET /graphql?query={quote(OURS)} HTTP/1.1\r\nhost: x\r\n"
        head = asyncio.run(warm(ours.port, f"{url}\r\n".encode()))
        etag = next(line for line in head.decode().split("\r\n") if line.startswith("etag: "))[6:]
        ours.measure("304, 16 connections", [f"{url}if-none-match: {etag}\r\n\r\n".encode()] * 16, b"HTTP/1.1 304")
    with server("anew") as anew:
        each = anew.measure("worked out anew, 1 connection", [post(OURS)])
        mixed = [post(SMALL), post(OURS), post(OURS.replace("1000", "999"))]
        anew.measure("small ones anew while two connections ask large ones", mixed, shown=0)
    with server("plain") as plain:
        ratio = plain.measure("plain graphene, 1 connection", [post(PLAIN)]) / each
    print(json.dumps({"row": "plain graphene / worked out anew, processor time", "ratio": round(ratio, 2)}))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--serve", choices=("ours", "anew", "plain"))
    arguments.add_argument("--port", type=int, default=0)
    given = arguments.parse_args()
    if given.serve:
        serve(given.serve, given.port)
    else:
        main()
