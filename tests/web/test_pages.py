"""Every page: well-formed for people and machines, within its policy, and cached by what it shows."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from web.site import Reading, Site

PAGES = [
    "/",
    "/organisations",
    "/organisations?q=climate&kind=ngo&place=united-kingdom&cause=climate-action",
    "/organisations?q=nothing-of-that-name",
    "/organisations/unison",
    "/organisations/unison/allies",
    "/organisations/unison/allies?list=bridging&page=2",
    "/causes",
    "/causes/climate-action",
    "/coalitions",
    "/coalitions/climate-coalition",
    "/coalition",
    "/coalition?cause=climate-action&weight=1&cause=fuel-poverty&weight=0.5&size=6",
    "/coalition?cause=climate-action&size=4&include=unison&quota=4&votes=unison%3D3%0AOxfam%20GB%3D2",
    "/gaps",
    "/gaps?by=place&level=city&ties=recorded",
    "/gaps?by=generation",
    "/introductions?from=UNISON",
    "/introductions?from=unison&to=Transition%20Network&ties=tables",
    "/plan",
    "/plan?by=place&level=region&ties=tables&pairs=introducible&size=2",
    "/sources/src-tcc",
    "/about",
]
MAPS = ["/map", "/organisations/unison/map"]
LABELLED = {"input", "select", "textarea"}


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def reading(seed_site: Site, path: str) -> Reading:
    return seed_site.page(path)


def test_has_landmarks_language_and_title(reading: Reading) -> None:
    assert reading.all("html")[0].attributes["lang"] == "en"
    for tag in ("header", "nav", "main", "footer", "title", "h1"):
        assert reading.all(tag), tag
    assert [len(reading.all(tag)) for tag in ("main", "h1", "title")] == [1, 1, 1]
    assert reading.all("a")[0].attributes == {"class": "skip", "href": "#main"}


def test_headings_go_down_one_step_at_a_time(reading: Reading) -> None:
    assert reading.headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(reading.headings))


def test_ids_are_unique_and_every_field_has_its_label(reading: Reading) -> None:
    ids = [element.attributes["id"] for element in reading.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    labelled = reading.values("for")
    for element in reading.all(*LABELLED):
        assert element.attributes.get("type") == "hidden" or element.attributes["id"] in labelled


def test_tables_have_captions_and_scroll_by_keyboard(reading: Reading) -> None:
    assert len(reading.all("table")) == len(reading.all("caption"))
    regions = [element for element in reading.elements if element.attributes.get("class") == "scroll"]
    assert len(regions) == len(reading.all("table"))
    assert all(region.attributes["tabindex"] == "0" and region.attributes["aria-label"] for region in regions)


def test_asks_nobody_else_for_anything(reading: Reading) -> None:
    assert not reading.all("script", "iframe", "object", "embed", "style")
    assert not [element for element in reading.elements if "style" in element.attributes]
    assert all(address.startswith("/") for address in reading.values("src") | reading.values("action"))
    for element in reading.elements:
        href = element.attributes.get("href", "/")
        if not href.startswith(("/", "#")):
            assert element.tag == "a"
            assert href.startswith(("http://", "https://"))
            assert "noopener" in element.attributes["rel"].split()


def test_every_explanation_is_there(reading: Reading, seed_site: Site) -> None:
    explained = seed_site.page("/about").values("id")
    asked = {href.removeprefix("/about#") for href in reading.values("href") if href.startswith("/about#")}
    assert asked <= explained


def test_says_what_it_rests_on(reading: Reading) -> None:
    assert "Data as of 2026-11-21, revision 1, as the public may see them" in reading.text
    assert "Not recorded is not absent" in reading.text


@pytest.mark.parametrize("path", ["/organisations/unison", "/organisations/unison/allies", "/gaps", "/plan", PAGES[12]])
def test_a_finding_names_date_tie_set_and_what_is_not_recorded(seed_site: Site, path: str) -> None:
    text = seed_site.page(path).text
    assert "As of 2026-11-21, counting all that had begun by then" in text
    assert "tie set tables" in text
    assert re.search("no tie (is )?recorded", text, re.IGNORECASE)
    assert not re.search(r"\bno ties? (with|between|exists)", text, re.IGNORECASE)


@pytest.mark.parametrize("path", [*PAGES, *MAPS])
def test_headers(seed_site: Site, path: str) -> None:
    response = seed_site.get(path)
    headers = response.headers
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "public, no-cache"
    assert headers["etag"].startswith('"1-')
    assert "set-cookie" not in headers
    head = seed_site.get(path, "HEAD")
    assert (head.status_code, head.headers) == (200, headers)


@pytest.mark.parametrize("path", ["/", "/organisations/unison", "/map"])
def test_is_not_sent_twice(seed_site: Site, path: str) -> None:
    etag = seed_site.get(path).headers["etag"]
    again = seed_site.get(path, If_None_Match=f'"other", W/{etag}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert seed_site.get(path, If_None_Match='"other"').status_code == 200


def test_stylesheet_is_named_by_its_content(seed_site: Site) -> None:
    (address,) = [href for href in seed_site.page("/").values("href") if "style.css" in href]
    response = seed_site.get(address)
    assert response.headers["content-type"].startswith("text/css")
    assert "immutable" in response.headers["cache-control"]
    assert "@import" not in response.text
    assert "url(" not in response.text
