"""Ways to ask: in this process, and over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
from starlette.applications import Starlette

from alliancemap.api.routes import routes
from alliancemap.api.schema import execute
from alliancemap.network.network import Network

Ask = Callable[..., Any]


class Client:
    """Asks an application over HTTP, one request after the other or many at once."""

    def __init__(self, network_for: Callable[[Any], Network]) -> None:
        self._transport = httpx.ASGITransport(Starlette(routes=routes(network_for)))
        self._runner = asyncio.Runner()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.together((method, path, options))[0]

    def together(self, *requests: tuple[str, str, dict[str, Any]]) -> list[httpx.Response]:
        async def send() -> list[httpx.Response]:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://map.test") as client:
                return await asyncio.gather(*(client.request(method, path, **rest) for method, path, rest in requests))

        return self._runner.run(send())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, query: Any, **rest: Any) -> httpx.Response:
        return self.request("POST", "/graphql", json={"query": query, **rest})

    def close(self) -> None:
        self._runner.close()


def asker(network: Network) -> Ask:
    def ask(document: str, **variables: Any) -> Any:
        result = execute(network, document, variables)
        assert "errors" not in result, result["errors"]
        return result["data"]

    return ask


def refused(network: Network, document: str, **variables: Any) -> list[tuple[str, str]]:
    """Code and message of each error."""
    return [
        (error["extensions"]["code"], error["message"]) for error in execute(network, document, variables)["errors"]
    ]
