"""Jobs over HTTP: their progress as server-sent events, and their results."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from alliancemap.api.codes import STATUSES, code_of, told
from alliancemap.errors import AllianceMapError
from alliancemap.jobs.board import JobBoard, JobView
from alliancemap.model import Audience
from alliancemap.network.network import Network

LOOK_SECONDS = 0.5
"""How often a job is looked at while somebody listens."""
QUIET_LOOKS = 30
"""After how many looks without news a sign of life is sent."""
MOST_LISTENERS = 200
STANDING = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}
SUFFIXES = {"application/json": "json", "application/zip": "zip"}
Endpoint = Callable[[Request], Awaitable[Response]]


class JobRoutes:
    """Answers `/jobs/ID/events` and `/jobs/ID/result` for whoever may see the job."""

    def __init__(self, network_for: Callable[[Request], Network], board: JobBoard) -> None:
        self._network_for, self._board = network_for, board
        self._listeners = 0

    def routes(self) -> list[BaseRoute]:
        """Make the routes."""
        return [
            Route("/jobs/{id}/events", _answered(self._events)),
            Route("/jobs/{id}/result", _answered(self._result)),
        ]

    async def _events(self, request: Request) -> Response:
        audience = self._network_for(request).audience
        job = await asyncio.to_thread(self._board.find, request.path_params["id"], audience)
        if job.has_ended and request.headers.get("last-event-id") == _number(job):
            return Response(status_code=204, headers=STANDING)  # tells the browser not to come again
        if self._listeners >= MOST_LISTENERS:
            return JSONResponse(_error("too many listen just now; ask again in a while", "BUSY"), 503, STANDING)
        headers = {**STANDING, "cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._told(job, audience), headers=headers, media_type="text/event-stream")

    async def _told(self, job: JobView, audience: Audience) -> AsyncIterator[bytes]:
        """Tell every change until the job has ended or cannot be looked at; then the browser comes again by itself."""
        self._listeners += 1
        try:
            yield b"retry: 2000\n\n" + _event(job)
            quiet = 0
            while not job.has_ended:
                await asyncio.sleep(LOOK_SECONDS)
                before, job = job, await asyncio.to_thread(self._board.find, job.id, audience)
                quiet = 0 if _number(job) != _number(before) else quiet + 1
                if not quiet:
                    yield _event(job)
                elif quiet % QUIET_LOOKS == 0:
                    yield b": still there\n\n"
        except AllianceMapError:
            return
        finally:
            self._listeners -= 1

    async def _result(self, request: Request) -> Response:
        audience = self._network_for(request).audience
        job = await asyncio.to_thread(self._board.find, request.path_params["id"], audience)
        result = await asyncio.to_thread(self._board.result, job.id, audience)
        name = f"{job.kind}-{job.id[:8]}.{SUFFIXES.get(result.media, 'bin')}"
        shared = "public, max-age=60" if audience is Audience.PUBLIC else "private, no-cache"
        headers = {
            **STANDING,
            "cache-control": shared,
            "etag": f'"{job.result}"',
            "content-disposition": f'attachment; filename="{name}"',
        }
        return Response(result.content, headers=headers, media_type=result.media)


def _answered(endpoint: Endpoint) -> Endpoint:
    """Let our errors become answers with a code."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except AllianceMapError as error:
            code = code_of(error)
            headers = {**STANDING, "cache-control": "no-store"}
            return JSONResponse(_error(told(error), code), STATUSES.get(code, 500), headers)

    return answer


def _error(message: str, code: str) -> dict[str, object]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def _event(job: JobView) -> bytes:
    return f"id: {_number(job)}\nevent: job\ndata: ".encode() + orjson.dumps(job.described()) + b"\n\n"


def _number(job: JobView) -> str:
    """What tells two looks apart: all that moves but the time."""
    return f"{job.state}-{job.attempt}-{len(job.reasons)}-{job.progress:.4f}-{sum(job.words.encode())}"
