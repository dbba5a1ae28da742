"""Seats for those whom it takes long to serve: so many in all, to one client, and at one job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from alliancemap.api.requests import HttpRefusal

RETRY = {"retry-after": "10"}
SUBSCRIBER = 64
"""How many leading bits of an IPv6 address are one subscriber's: the rest each may choose at will."""


class Seats:
    """So many may be served at once.

    Parameters
    ----------
    count : int
        In all.
    of_client : int
        To one client: else one could take all seats.
    of_job : int
        At one job: else one that everybody looks at would hide the others.
    """

    def __init__(self, count: int, of_client: int, of_job: int) -> None:
        self._count, self._of_client, self._of_job = count, of_client, of_job
        self._clients: Counter[str] = Counter()
        self._jobs: Counter[str] = Counter()

    def take(self, client: str, job: str) -> Callable[[], None]:
        """Take a seat, and get what gives it back.

        Raises
        ------
        HttpRefusal
            With status 429 if the client has as many as it may have, with 503 if none is free.
        """
        if self._clients[client] >= self._of_client:
            message = f"your address is served {self._of_client} times just now, the most there may be; end one first"
            raise HttpRefusal(429, "TOO_MANY_REQUESTS", message, RETRY)
        if self._jobs[job] >= self._of_job:
            raise HttpRefusal(503, "BUSY", "too many are served this job just now; ask again in a while", RETRY)
        if self._clients.total() >= self._count:
            raise HttpRefusal(503, "BUSY", "too many are served just now; ask again in a while", RETRY)
        self._clients[client] += 1
        self._jobs[job] += 1
        return partial(self._leave, client, job)

    def _leave(self, client: str, job: str) -> None:
        for counter, name in ((self._clients, client), (self._jobs, job)):
            counter[name] -= 1
            if not counter[name]:
                del counter[name]


class Seated:
    """A response during which a seat is taken; it was taken before, and is free again whatever happens."""

    def __init__(self, response: ASGIApp, leave: Callable[[], None]) -> None:
        self._response, self._leave = response, leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        try:
            await self._response(scope, receive, send)
        finally:
            self._leave()


def client_of(request: Request) -> str:
    """Tell clients apart by their address; of IPv6, all addresses of a subscriber are one client.

    Behind a proxy it is the proxy's, unless the server is told to trust what that says.
    """
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address.packed, SUBSCRIBER), strict=False))
