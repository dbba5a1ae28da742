"""Whatever stands in the records, pages and maps show it as text."""

from __future__ import annotations

from alliancemap.model import Source
from records import network, organisation
from web.site import Reading, Site
from web.test_crawl import crawl
from web.worlds import HOSTILE, bakery_world, hostile_world


def test_hostile_texts_stay_texts_everywhere() -> None:
    plain = crawl(Site.of(bakery_world()))
    hostile = crawl(Site.of(hostile_world()))
    assert plain.keys() <= hostile.keys()
    seen = 0
    for path, html in hostile.items():
        if path.startswith("/static/"):
            continue
        assert "onerror=alert(1)>" not in html, path
        reading = Reading.of(html)
        seen += HOSTILE in reading.text
        assert not {name for element in reading.elements for name in element.attributes if name.startswith("on")}, path
        assert {element.attributes.get("src") for element in reading.all("img")} <= {"/static/icon.svg"}, path
    assert seen > 10


def test_maps_keep_hostile_names_out_of_their_programs() -> None:
    plain, hostile = (Reading.of(Site.of(world).get("/map").text) for world in (bakery_world(), hostile_world()))
    assert len(plain.all("script")) == len(hostile.all("script")) == 5
    assert [element.tag for element in plain.elements] == [element.tag for element in hostile.elements]


def test_addresses_that_are_no_web_addresses_are_not_linked() -> None:
    world = network(
        sources=[Source("s", "S", url="javascript:alert(1)")],
        organisations=[organisation("o", website="javascript:alert(1)", sources=("s",))],
    )
    site = Site.of(world)
    for path in ("/organisations/o", "/sources/s"):
        assert not [href for href in site.page(path).values("href") if "javascript" in href]


def test_a_query_is_shown_as_text(seed_site: Site) -> None:
    response = seed_site.get("/organisations?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in response.text
    assert "&lt;script&gt;" in response.text
