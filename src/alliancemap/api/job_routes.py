"""Jobs over HTTP: their progress as server-sent events, and their results."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from alliancemap.api.codes import STATUSES, code_of, told
from alliancemap.api.job_looks import JobLooks
from alliancemap.api.job_seats import Seated, Seats, client_of
from alliancemap.api.other_sites import READABLE, preflight
from alliancemap.api.requests import HttpRefusal, is_named
from alliancemap.errors import AllianceMapError, JobNotFoundError
from alliancemap.jobs.board import JobBoard, JobView
from alliancemap.jobs.kinds import KINDS
from alliancemap.model import Audience
from alliancemap.network.network import Network

LOOK_SECONDS = 0.5
"""How often a job is looked at while somebody listens."""
QUIET_LOOKS = 30
"""After how many looks without news a sign of life is sent."""
LONGEST_SECONDS = 300.0
"""How long one may listen; browsers come again by themselves."""
MOST_LISTENERS, LISTENERS_OF_CLIENT, LISTENERS_OF_JOB = 200, 20, 100
"""How many may listen at once, from one address (which an office may share), and to one job."""
MOST_READERS, READERS_OF_CLIENT = 8, 2
"""How many results are sent at once, each of which is in memory, packed."""
METHODS = "GET, HEAD, OPTIONS"
STANDING = {**READABLE, "vary": "Authorization"}
PREFLIGHT = preflight(METHODS, "Last-Event-ID")
SUFFIXES = {"application/json": "json", "application/zip": "zip"}
EVENTS = "text/event-stream"
Endpoint = Callable[[Request], Awaitable[ASGIApp]]


class JobRoutes:
    """Answers `/jobs/ID/events` and `/jobs/ID/result` for whoever may see the job."""

    def __init__(self, network_for: Callable[[Request], Network], board: JobBoard) -> None:
        self._network_for, self._looks = network_for, JobLooks(board)
        self._listeners = Seats(MOST_LISTENERS, LISTENERS_OF_CLIENT, LISTENERS_OF_JOB)
        self._readers = Seats(MOST_READERS, READERS_OF_CLIENT, MOST_READERS)

    def routes(self) -> list[BaseRoute]:
        """Make the routes."""
        return [
            Route(f"/jobs/{{id}}/{name}", _answered(endpoint), methods=METHODS.split(", "))
            for name, endpoint in (("events", self._events), ("result", self._result))
        ]

    async def _events(self, request: Request) -> ASGIApp:
        audience = self._network_for(request).audience
        job = await self._looks.find(request.path_params["id"], audience)
        if job.has_ended and request.headers.get("last-event-id") == _mark(job):
            return Response(status_code=204, headers=STANDING)  # tells the browser not to come again
        headers = {**STANDING, "cache-control": "no-store", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(headers=headers, media_type=EVENTS)
        leave = self._listeners.take(client_of(request), job.id)
        return Seated(StreamingResponse(self._told(job, audience), headers=headers, media_type=EVENTS), leave)

    async def _told(self, job: JobView, audience: Audience) -> AsyncIterator[bytes]:
        """Tell every change until the job has ended, cannot be looked at, or it has been long enough."""
        yield b"retry: 2000\n\n" + _event(job)
        until, quiet = time.monotonic() + LONGEST_SECONDS, 0
        while not job.has_ended and time.monotonic() < until:
            await asyncio.sleep(LOOK_SECONDS)
            before = job
            try:
                job = await self._looks.find(job.id, audience, 0.8 * LOOK_SECONDS)
            except (AllianceMapError, HttpRefusal):
                return
            quiet = 0 if _mark(job) != _mark(before) else quiet + 1
            if not quiet:
                yield _event(job)
            elif quiet % QUIET_LOOKS == 0:
                yield b": still there\n\n"

    async def _result(self, request: Request) -> ASGIApp:
        audience = self._network_for(request).audience
        job = await self._looks.find(request.path_params["id"], audience)
        if job.result is None:
            raise JobNotFoundError(f"job {job.id!r} has no result: it is {job.state}")
        if is_named(request.headers.get("if-none-match", ""), f'"{job.result}"'):
            return Response(status_code=304, headers=_headers(audience, job.result))
        media = KINDS[job.kind].media
        headers = {"content-disposition": f'attachment; filename="{job.kind}-{job.id[:8]}.{SUFFIXES[media]}"'}
        if request.method == "HEAD":
            response = Response(headers={**_headers(audience, job.result), **headers}, media_type=media)
            del response.headers["content-length"]  # it is not known before the result is read
            return response
        leave = self._readers.take(client_of(request), job.id)
        try:
            result, hashed = await self._looks.result(job.id, audience)
        except BaseException:
            leave()
            raise
        headers |= _headers(audience, hashed)
        headers["content-length"] = str(result.size)
        return Seated(StreamingResponse(result.chunks(), headers=headers, media_type=media), leave)


def _headers(audience: Audience, hashed: str) -> dict[str, str]:
    shared = "public, max-age=60" if audience is Audience.PUBLIC else "private, no-cache"
    return {**STANDING, "cache-control": shared, "etag": f'"{hashed}"'}


def _answered(endpoint: Endpoint) -> Endpoint:
    """Let our errors become answers with a code; OPTIONS is answered alike whatever there is, and to everybody."""

    async def answer(request: Request) -> ASGIApp:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**STANDING, **PREFLIGHT})
        try:
            return await endpoint(request)
        except AllianceMapError as error:
            code = code_of(error)
            return _failure(STATUSES.get(code, 500), code, told(error))
        except HttpRefusal as refusal:
            return _failure(refusal.status, refusal.code, str(refusal), refusal.headers)

    return answer


def _failure(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    body = {"errors": [{"message": message, "extensions": {"code": code}}]}
    return JSONResponse(body, status, {**STANDING, "cache-control": "no-store", **(headers or {})})


def _event(job: JobView) -> bytes:
    return f"id: {_mark(job)}\nevent: job\ndata: ".encode() + orjson.dumps(job.described()) + b"\n\n"


def _mark(job: JobView) -> str:
    """What tells two looks apart: all that is shown."""
    return hashlib.blake2b(orjson.dumps(job.described()), digest_size=12).hexdigest()
