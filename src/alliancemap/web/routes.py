"""The addresses of the pages, and how they are answered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from alliancemap.model import Audience
from alliancemap.network.network import Network
from alliancemap.web.about import about_page
from alliancemap.web.asked import Asked
from alliancemap.web.candidates import CandidatesPage, candidates_page
from alliancemap.web.causes import cause_page, causes_page
from alliancemap.web.coalition import coalition_page, coalitions_page
from alliancemap.web.gaps import gaps_page
from alliancemap.web.home import home_page
from alliancemap.web.introductions import IntroductionsPage, introductions_page
from alliancemap.web.organisation import allies_page, organisation_map_file, organisation_page
from alliancemap.web.organisations import organisations_page
from alliancemap.web.page import Page
from alliancemap.web.plan import plan_page
from alliancemap.web.problems import ProblemPage, problem_page, status_page
from alliancemap.web.rendering import digest, icon, render, stylesheet
from alliancemap.web.source import source_page
from alliancemap.web.whole_map import whole_map_file

NetworkFor = Callable[[Request], Network]
Answer = Callable[[Network, Asked], Page | bytes]

PAGES: Mapping[str, Answer] = {
    "/": home_page,
    "/organisations": organisations_page,
    "/organisations/{id}": organisation_page,
    "/organisations/{id}/allies": allies_page,
    "/organisations/{id}/map": organisation_map_file,
    "/causes": causes_page,
    "/causes/{id}": cause_page,
    "/coalitions": coalitions_page,
    "/coalitions/{id}": coalition_page,
    "/coalition": candidates_page,
    "/gaps": gaps_page,
    "/introductions": introductions_page,
    "/plan": plan_page,
    "/sources/{id}": source_page,
    "/map": whole_map_file,
    "/about": about_page,
}

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
_MAP_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
)
"""A map names its two scripts by their digests itself, so that no other runs; both policies hold at once."""

_HTML = "text/html; charset=utf-8"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

CACHED_PAGES = 512
CACHED_BYTES = 64_000_000
LONGEST_ADDRESS = 4_000


def routes(network_for: NetworkFor) -> list[BaseRoute]:
    """Give the routes of all pages.

    Every page is made from the Network that `network_for` gives, in a worker thread, and kept while that Network is the
    newest: a page that was made once costs nothing until the data change.

    Parameters
    ----------
    network_for : callable
        Gives the Network that the sender of a request may see.

    Returns
    -------
    list of Route
        To be mounted at the root; they answer GET and HEAD.
    """
    shelf = _Shelf()

    def route(path: str, answer: Answer) -> Route:
        def endpoint(request: Request) -> Response:
            try:
                return shelf.get(network_for(request), request, answer).response(request)
            except Exception as error:  # noqa: BLE001 - the edge: the table decides, the log keeps the rest
                return problem_response(problem_page(error))

        return Route(path, endpoint, methods=["GET"])

    return [*(route(path, answer) for path, answer in PAGES.items()), *_files()]


def status_handler(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's form
    """Answer an address or method that no route has; for an application's table of exception handlers."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    page = status_page(status) if status < 500 else problem_page(error)
    response = problem_response(page)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def problem_response(page: ProblemPage) -> Response:
    """Send a page that tells of a problem; nobody keeps it."""
    headers = {**_headers(_POLICY), "Cache-Control": "no-store"}
    if page.status == 503:
        headers["Retry-After"] = "5"
    return Response(render(page), page.status, headers, _HTML)


@dataclass(frozen=True)
class _Kept:
    """An answer as it is kept; a response is made of it anew each time, for others may add headers on its way out."""

    number: int
    status: int
    body: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, network: Network, made: Page | bytes) -> _Kept:
        body = made if isinstance(made, bytes) else render(made)
        status = 400 if isinstance(made, CandidatesPage | IntroductionsPage) and made.error else 200
        headers = {
            **_headers(_MAP_POLICY if isinstance(made, bytes) else _POLICY),
            "ETag": f'"{network.revision}-{digest(body)}"',
            "Cache-Control": f"{'public' if network.audience is Audience.PUBLIC else 'private'}, no-cache",
            "Vary": "Authorization",
        }
        return cls(network.number, status, body, headers)

    def response(self, request: Request) -> Response:
        """Send it, or say that nothing has changed to who has it already."""
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
        if self.status == 200 and {self.headers["ETag"], "*"} & known:
            return Response(status_code=304, headers=self.headers)
        return Response(self.body, self.status, self.headers, _HTML)


class _Shelf:
    """Answers made for the newest Networks, the oldest thrown away first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0

    def get(self, network: Network, request: Request, answer: Answer) -> _Kept:
        address = f"{request.url.path}?{request.url.query}"
        with self._lock:
            kept = self._kept.get(address)
        if kept is not None and kept.number == network.number:
            return kept
        made = _Kept.of(network, answer(network, Asked(request.path_params, request.query_params)))
        if len(address) <= LONGEST_ADDRESS:
            self._keep(address, made)
        return made

    def _keep(self, address: str, made: _Kept) -> None:
        with self._lock:
            if (before := self._kept.pop(address, None)) is not None:
                self._bytes -= len(before.body)
            self._kept[address] = made
            self._bytes += len(made.body)
            while len(self._kept) > CACHED_PAGES or self._bytes > CACHED_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.body)


def _headers(policy: str) -> dict[str, str]:
    return {"Content-Security-Policy": f"{policy}frame-ancestors 'self'", **_HEADERS}


def _files() -> list[Route]:
    """The stylesheet, whose address names its content, and the mark."""

    def send(content: Callable[[], bytes], media_type: str) -> Callable[[Request], Response]:
        headers = {"Cache-Control": "public, max-age=31536000, immutable", **_HEADERS}
        return lambda _: Response(content(), headers=headers, media_type=media_type)

    return [
        Route("/static/style.css", send(stylesheet, "text/css")),
        Route("/static/icon.svg", send(icon, "image/svg+xml")),
    ]
