"""The service while its database stops and comes back."""

from __future__ import annotations

import signal

import httpx

from process.conftest import PATIENCE, running, wait_until
from store.servers import Server


def test_a_stopped_database_is_told_and_its_return_too(crashable: Server) -> None:
    """An embedded database is started again by the service itself; a Neo4j server is refused until it is back."""
    address = crashable.address
    known = {"user": address.user or "", "password": address.password or ""}
    with running(str(address), "serve", **known) as (process, service):

        def ask() -> httpx.Response:
            return httpx.post(f"{service}/graphql", json={"query": "{ organisations { totalCount } }"}, timeout=30)

        assert ask().json() == {"data": {"organisations": {"totalCount": 0}}}
        crashable.kill()
        if not address.path:
            wait_until(lambda: ask().status_code == 503)
            assert ask().json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
            page = httpx.get(f"{service}/organisations", timeout=30)
            assert page.status_code == 503
            assert "<main" in page.text
            assert httpx.get(f"{service}/readyz").status_code == 503
            crashable.restart()
        wait_until(lambda: ask().status_code == 200 and httpx.get(f"{service}/readyz").status_code == 200)
        assert ask().json() == {"data": {"organisations": {"totalCount": 0}}}
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
