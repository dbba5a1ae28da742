"""In a real browser: pages open quietly, maps draw, forms work without scripts, and nobody else is asked."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from alliancemap.maps.drawing import map_of_network
from alliancemap.model import TieSet
from records import network, organisation, tie
from seed import seed_for_public
from web.site import application
from web.worlds import HOSTILE

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = ViewportSize(width=390, height=844)
PATHS = [
    "/",
    "/organisations?q=climate",
    "/organisations/unison",
    "/organisations/unison/allies",
    "/causes",
    "/causes/climate-action",
    "/coalitions",
    "/coalition?cause=climate-action&cause=fuel-poverty&size=6",
    "/gaps",
    "/introductions?from=unison&to=transition-network",
    "/plan",
    "/sources/src-tcc",
    "/about",
    "/nowhere",
]
CAPTIONS_CUT = """() => {
    document.querySelectorAll("details").forEach(details => { details.open = true; });
    return [...document.querySelectorAll("table")].flatMap(table => {
        const frame = table.parentElement, words = document.createRange();
        words.selectNodeContents(table.caption);
        const cut = left => {
            frame.scrollLeft = left;
            const edge = frame.getBoundingClientRect().left, { left: from, right: to } = words.getBoundingClientRect();
            return from < edge || to > edge + frame.clientWidth + 1;
        };
        return cut(0) || cut(frame.scrollWidth) ? [table.caption.textContent] : [];
    });
}"""
"""The captions of tables that do not fit their frame, wherever in it one has scrolled to."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on the path; CI skips nothing: install it")
        pytest.skip("no Chromium on the path: pages are not opened in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the pages of the seed map are served."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    app = application(lambda _: seed_for_public())
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [held]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{held.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    held.close()


@dataclass
class Visit:
    """A page that is open, and what went on while it opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Visit:
        visit = cls(page)
        page.on("console", lambda message: visit.complaints.append(message.text))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
        page.on("request", lambda request: visit.requests.append(request.url))
        return visit


@pytest.mark.parametrize("path", PATHS)
def test_pages_open_quietly_and_fit_a_phone(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport=PHONE)
    visit = Visit.of(page)
    page.goto(address + path)
    expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert visit.complaints == (expected if path == "/nowhere" else [])
    assert all(url.startswith(address) for url in visit.requests)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(CAPTIONS_CUT) == []
    page.close()


def test_the_first_tab_skips_to_the_content(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_forms_work_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_label("Find an organisation by name").fill("unison")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="UNISON", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "UNISON"
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Build a coalition").click()
    page.get_by_label("Goal 1").select_option(label="Climate action")
    page.get_by_label("How many organisations").fill("3")
    page.get_by_label("Organisation 1, by name").first.fill("UNISON")
    page.get_by_role("button", name="Find coalitions").click()
    assert in_sight(page, "3 alternatives")
    assert page.get_by_role("heading", name="Alternative 1").is_visible()
    assert page.get_by_label("Members of alternative 1").get_by_role("link", name="UNISON").is_visible()
    page.close()


@pytest.mark.parametrize(
    ("path", "button", "heading"),
    [
        ("/gaps", "Look for gaps", "By kind of organisation"),
        ("/plan", "Make a plan", "By kind of organisation"),
        ("/introductions?from=unison&to=oxfam", "Look for introductions", "UNISON to Oxfam GB"),
    ],
)
def test_who_asks_on_a_phone_sees_the_answer(
    browser: Browser, address: str, path: str, button: str, heading: str
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(address + path)
    page.get_by_role("button", name=button).click()
    assert in_sight(page, heading)
    page.close()


@pytest.mark.parametrize("path", ["/map", "/organisations/unison/map"])
def test_maps_draw_and_answer(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    visit = Visit.of(page)
    page.goto(address + path)
    page.wait_for_selector("#drawing[data-drawn]")
    assert colours(page) > 20
    page.get_by_label("Find an organisation").fill("unison")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("status").inner_text().startswith("UNISON: trade union, tied to")
    page.get_by_label("Find an organisation").fill("no such name")
    page.keyboard.press("Enter")
    assert "No organisation on this map" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Nearer").click()
    page.get_by_role("button", name="Whole map").click()
    page.set_viewport_size(PHONE)
    assert page.evaluate(CAPTIONS_CUT) == []
    assert visit.complaints == []
    assert all(url.startswith((address, "data:")) for url in visit.requests)
    page.close()


def test_a_map_file_opens_from_disk_and_hostile_names_do_nothing(browser: Browser, tmp_path: Path) -> None:
    bad = network(
        organisations=[organisation("x", name=HOSTILE), organisation("y", name="<img src=x onerror=alert(3)> href")],
        ties=[tie("x", "y")],
    )
    file = tmp_path / "map.html"
    file.write_bytes(map_of_network(bad, TieSet.TABLES))
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce")
    visit = Visit.of(page)
    page.goto(file.as_uri())
    page.wait_for_selector("#drawing[data-drawn]")
    page.get_by_label("Find an organisation").fill("img")
    page.get_by_role("button", name="Show").click()
    page.evaluate("document.getElementById('drawing').scrollIntoView({ block: 'center' })")
    box = page.locator("#drawing canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_selector("div.vis-tooltip", state="visible")
    assert "onerror=alert" in page.locator("div.vis-tooltip").inner_text()
    assert page.locator("img").count() == 0
    assert (visit.complaints, visit.requests) == ([], [file.as_uri()])
    page.close()


def test_what_a_map_draws_is_in_its_tables_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "/organisations/unison/map")
    assert page.get_by_role("table").count() == 2
    assert page.get_by_role("row", name="UNISON Trades Union Congress recorded tie").count() == 1
    assert not page.get_by_role("button", name="Show").is_visible()
    page.close()


def in_sight(page: Page, heading: str) -> bool:
    """Whether a heading stands in the upper half of the window once a form was sent."""
    page.wait_for_url("**?**#answer")
    box = page.get_by_role("heading", name=heading, exact=True).bounding_box()
    return box is not None and 0 <= box["y"] < PHONE["height"] / 2


def colours(page: Page) -> int:
    """How many colours stand in the drawing."""
    return int(
        page.evaluate(
            """() => {
                const canvas = document.querySelector("#drawing canvas");
                const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                return new Set(new Uint32Array(pixels.buffer)).size;
            }"""
        )
    )
