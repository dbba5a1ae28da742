"""The handler: GraphQL over HTTP as an ASGI application, without cookies and without state of its own but caches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from alliancemap.api.answers import SMALL, Answer, Answers, Ask
from alliancemap.api.codes import INTERNAL, STATUSES, code_of, told
from alliancemap.api.limits import MAX_BODY
from alliancemap.api.other_sites import READABLE, preflight
from alliancemap.api.requests import (
    LEGACY,
    MODERN,
    HttpRefusal,
    check_content_type,
    is_named,
    media_type,
    read_body,
    read_query_string,
)
from alliancemap.api.schema import SCHEMA
from alliancemap.api.workers import LARGE_THREADS, SMALL_THREADS, Pool
from alliancemap.errors import AllianceMapError
from alliancemap.jobs.board import JobBoard
from alliancemap.model import Audience
from alliancemap.network.network import Network

LOG = logging.getLogger(__name__)
MAX_AGE = 60
"""Seconds for which a cache may give a public answer without asking."""
GZIP_FROM = 2_000
"""Bytes from which an answer is worth compressing."""
METHODS = "GET, HEAD, POST, OPTIONS"
STANDING = {**READABLE, "vary": "Accept, Accept-Encoding, Authorization"}
PREFLIGHT = preflight(METHODS, "Content-Type")
NetworkFor = Callable[[Request], Network]
Reply = tuple[int, Mapping[str, str], bytes]


class GraphQLHandler:
    """Answers GraphQL over HTTP; `network_for` chooses the Network that a request may see, `board` knows the jobs."""

    def __init__(self, network_for: NetworkFor, graphiql: str = "/graphiql", board: JobBoard | None = None) -> None:
        self._network_for, self._graphiql = network_for, graphiql
        self._answers = Answers(SCHEMA, board)
        self._small: Pool[Answer | None] = Pool("graphql-small", SMALL_THREADS)
        self._large: Pool[Answer | None] = Pool("graphql-large", LARGE_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            status, headers, body = await self._reply(request)
        except HttpRefusal as refusal:
            status, headers, body = _failure(refusal.status, refusal.code, str(refusal), refusal.headers)
        except AllianceMapError as error:
            code = code_of(error)
            status, headers, body = _failure(STATUSES.get(code, 500), code, told(error))
        except ClientDisconnect:
            return
        except Exception:
            LOG.exception("a GraphQL request failed")
            status, headers, body = _failure(500, INTERNAL, "something went wrong on our side; it has been logged")
        await _send(send, request.method, (status, headers, body))

    async def _reply(self, request: Request) -> Reply:
        if request.method == "OPTIONS":
            return 204, PREFLIGHT, b""
        if request.method not in ("GET", "HEAD", "POST"):
            raise HttpRefusal(405, "METHOD_NOT_ALLOWED", "use GET or POST", {"allow": METHODS})
        accept = request.headers.get("accept", "")
        safe = request.method != "POST"
        if safe and not request.scope["query_string"] and "text/html" in accept:
            return 303, {"location": self._graphiql}, b""
        media = media_type(accept)
        ask = read_query_string(request.scope["query_string"]) if safe else read_body(await _body(request))
        network = self._network_for(request)
        answer = self._answers.known(network, ask) or await self._worked_out(network, ask, safe)
        if answer.only_by_post:
            raise HttpRefusal(405, "METHOD_NOT_ALLOWED", "GET runs queries only; use POST", {"allow": "POST"})
        return _shaped(request, network.audience, media, answer)

    async def _worked_out(self, network: Network, ask: Ask, safe: bool) -> Answer:
        key = self._answers.key(network, ask), safe
        answer = await self._small.run(key, lambda: self._answers.answer(network, ask, safe=safe, most=SMALL))
        if answer is None:
            answer = await self._large.run(key, lambda: self._answers.answer(network, ask, safe=safe))
        assert answer is not None, "only a limit on the cost gives none"
        return answer


async def _body(request: Request) -> bytes:
    """Read the body, as far as it is allowed to go."""
    check_content_type(request.headers.get("content-type", ""))
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            message = f"the body is longer than {MAX_BODY:,} bytes; ask for less at once"
            raise HttpRefusal(413, "PAYLOAD_TOO_LARGE", message, {"connection": "close"})
        parts.append(part)
    return b"".join(parts)


def _shaped(request: Request, audience: Audience, media: str, answer: Answer) -> Reply:
    """Give an answer the status and headers that the media type and caches want."""
    headers = {"content-type": f"{media}; charset=utf-8"}
    if not answer.etag:
        status = 400 if media == MODERN and not answer.ran else 200
        return status, {**headers, "cache-control": "no-store"}, answer.body
    shared = f"public, max-age={MAX_AGE}" if audience is Audience.PUBLIC else "private, no-cache"
    headers |= {"etag": answer.etag, "cache-control": shared}
    if request.method != "POST" and is_named(request.headers.get("if-none-match", ""), answer.etag):
        del headers["content-type"]
        return 304, headers, b""
    if len(answer.body) >= GZIP_FROM and "gzip" in request.headers.get("accept-encoding", ""):
        return 200, {**headers, "content-encoding": "gzip"}, answer.gzipped
    return 200, headers, answer.body


def _failure(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Reply:
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    return status, {"content-type": f"{LEGACY}; charset=utf-8", "cache-control": "no-store", **(headers or {})}, body


async def _send(send: Send, method: str, reply: Reply) -> None:
    status, headers, body = reply
    length = {} if status in (204, 304) else {"content-length": str(len(body))}
    raw = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in {**STANDING, **headers, **length}.items()
    ]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
