"""Every link leads somewhere."""

from __future__ import annotations

import random

from web.site import Reading, Site


def crawl(site: Site, start: str = "/") -> dict[str, str]:
    """Every page that can be reached, by address."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = site.get(path)
        assert response.status_code == 200, path
        found[path] = response.text
        if response.headers["content-type"].startswith("text/html"):
            waiting += sorted(Reading.of(response.text).links_within(path) - found.keys())
    return found


def test_every_page_of_a_small_world_is_reached_and_answers(bakery_site: Site) -> None:
    found = crawl(bakery_site)
    organisations = {f"/organisations/{id}" for id in ("bakers", "carters", "growers", "guild", "millers")}
    assert organisations <= found.keys()
    assert {f"{path}/map" for path in organisations} <= found.keys()
    assert {
        "/causes/bread",
        "/causes/rent",
        "/coalitions/loaf",
        "/sources/chronicle",
        "/about",
        "/map",
        "/plan?by=kind&level=region&ties=tables",
    } <= found.keys()


def test_links_of_the_seed_map_answer(seed_site: Site) -> None:
    """All links of the first page, and 40 of those behind them."""
    first = sorted(seed_site.page("/").links_within("/"))
    behind = {link for path in first if "style.css" not in path for link in links(seed_site, path)}
    sample = random.Random(3).sample(sorted(behind - set(first)), 40)
    assert [path for path in sample if seed_site.get(path).status_code != 200] == []


def links(site: Site, path: str) -> set[str]:
    response = site.get(path)
    assert response.status_code == 200, path
    return Reading.of(response.text).links_within(path) if "html" in response.headers["content-type"] else set()
