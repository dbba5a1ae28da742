"""The application: settings become a store, a Network and the pages and GraphQL that stand on it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from alliancemap.api.routes import routes as graphql_routes
from alliancemap.errors import StoreError, StoreUnavailableError
from alliancemap.jobs.board import JobBoard
from alliancemap.model import Audience
from alliancemap.network.network import Network
from alliancemap.settings import Settings
from alliancemap.store.feed import NetworkFeed
from alliancemap.web.routes import routes as page_routes
from alliancemap.web.routes import status_handler

log = logging.getLogger(__name__)


class LiveNetwork:
    """The public Network of a running service: kept up to date, and refused when it has been out of touch too long."""

    def __init__(self, feed: NetworkFeed, settings: Settings) -> None:
        self._feed = feed
        self._settings = settings

    def __call__(self, _request: Request) -> Network:
        """Give the Network that the one who asks may see.

        Raises
        ------
        StoreUnavailableError
            If the database has been away for longer than the settings allow.
        """
        if self.stale:
            raise StoreUnavailableError(
                "the graph database is away, and what is known here may be out of date; try again shortly"
            )
        return self._feed.network(Audience.PUBLIC)

    @property
    def stale(self) -> bool:
        """Whether answers might miss changes that were made too long ago."""
        allowed = self._settings.stale_seconds + self._settings.refresh_seconds
        return not self._feed.catching_up and time.monotonic() - self._feed.contact > allowed

    async def follow(self) -> None:
        """Look for changes until cancelled; the database may come and go."""
        away = False
        while True:
            try:
                await asyncio.to_thread(self._feed.refresh)
            except StoreError as error:
                if not away:
                    log.warning("%s", error)
                away = True
            except Exception:  # whatever it was, the next look may go well
                if not away:
                    log.exception("what the graph database holds cannot be read")
                away = True
            else:
                if away:
                    log.warning("the graph database is back")
                away = False
            await asyncio.sleep(self._settings.refresh_seconds)


def build_application(feed: NetworkFeed, settings: Settings) -> Starlette:
    """Put together pages, GraphQL and the two addresses that say whether the service is well."""
    live = LiveNetwork(feed, settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(live.follow())
        yield
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        return PlainTextResponse("stale\n", 503) if live.stale else PlainTextResponse("ready\n")

    routes = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        *graphql_routes(live, JobBoard(feed.store.jobs)),
        *page_routes(live),
    ]
    problems = dict.fromkeys((404, 405, 500), status_handler)
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=problems)
