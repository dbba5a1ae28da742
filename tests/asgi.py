"""Requests to an application in this process."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.applications import Starlette


def request(app: Starlette, method: str, path: str, **options: Any) -> httpx.Response:
    """Send one request; an error that escapes the application is its answer 500."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://map.test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(send())
