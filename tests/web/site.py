"""A client for the pages, and a reader that takes a page apart as a browser or a screen reader would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import httpx
from starlette.applications import Starlette

from alliancemap.api.routes import routes as graphql_routes
from alliancemap.network.network import Network
from alliancemap.web.routes import NetworkFor, routes, status_handler

ADDRESS = "http://map.test"


def application(network_for: NetworkFor) -> Starlette:
    """The pages, with GraphQL beside them as their links expect."""
    handlers = {404: status_handler, 405: status_handler, 500: status_handler}
    return Starlette(routes=[*graphql_routes(network_for), *routes(network_for)], exception_handlers=handlers)


@dataclass(frozen=True)
class Site:
    """The pages of an application, asked for as a browser would."""

    app: Starlette

    @classmethod
    def of(cls, network: Network) -> Site:
        return cls(application(lambda _: network))

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
                return await client.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})

        return asyncio.run(ask())

    def page(self, path: str) -> Reading:
        """Read a page that must be there."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return Reading.of(response.text)


@dataclass(frozen=True)
class Element:
    """A tag with its attributes."""

    tag: str
    attributes: dict[str, str]


@dataclass
class Reading(HTMLParser):
    """The elements of a page, its headings by level, and its text."""

    elements: list[Element] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> Reading:
        reading = cls()
        reading.feed(html)
        reading.close()
        return reading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        self._part(tag)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def _part(self, tag: str) -> None:
        """Words of different blocks are not one word."""
        if tag not in {"a", "b", "span", "strong", "time"}:
            self.words.append(" ")

    @property
    def text(self) -> str:
        """All words, single-spaced."""
        return " ".join("".join(self.words).split())

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags."""
        return [element for element in self.elements if element.tag in tags]

    def values(self, attribute: str) -> set[str]:
        """Every value of an attribute."""
        return {element.attributes[attribute] for element in self.elements if attribute in element.attributes}

    def links_within(self, path: str) -> set[str]:
        """Addresses of the site that the page links to, without what follows a hash."""
        found = {urldefrag(urljoin(ADDRESS + path, href))[0] for href in self.values("href")}
        return {address.removeprefix(ADDRESS) for address in found if address.startswith(ADDRESS)}
