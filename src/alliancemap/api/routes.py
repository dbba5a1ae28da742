"""What the API adds to an application: `/graphql`, its explorer, and the schema as text."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from alliancemap.api.handler import GraphQLHandler, NetworkFor
from alliancemap.api.job_routes import JobRoutes
from alliancemap.api.other_sites import READABLE, preflight
from alliancemap.api.requests import is_named
from alliancemap.api.schema import schema_text
from alliancemap.jobs.board import JobBoard

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The explorer may load and ask nothing outside this site; its editor sets styles on elements."""

SCHEMA_METHODS = "GET, HEAD, OPTIONS"


def routes(network_for: NetworkFor, board: JobBoard | None = None) -> list[BaseRoute]:
    """Make the routes.

    Parameters
    ----------
    network_for : callable
        Gives the Network that a request may see; it may raise our errors, which become answers with a code.
    board : JobBoard, optional
        The jobs to show; none are without it.
    """
    return [
        Route("/graphql", GraphQLHandler(network_for, board=board)),
        Route("/graphiql", _explorer),
        Mount("/graphiql/static", StaticFiles(directory=STATIC)),
        Route("/schema.graphql", _schema, methods=SCHEMA_METHODS.split(", ")),
        *(JobRoutes(network_for, board).routes() if board else ()),
    ]


def _explorer(_request: Request) -> Response:
    headers = {"content-security-policy": POLICY, "referrer-policy": "no-referrer", "x-content-type-options": "nosniff"}
    return FileResponse(STATIC / "graphiql.html", headers=headers)


def _schema(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**READABLE, **preflight(SCHEMA_METHODS)})
    text, etag = _printed()
    headers = {**READABLE, "cache-control": "public, max-age=60", "etag": etag}
    if is_named(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return PlainTextResponse(text, headers=headers)


@cache
def _printed() -> tuple[str, str]:
    """The schema as text, and an entity tag of it: it stays as it is as long as the process runs."""
    text = schema_text()
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
