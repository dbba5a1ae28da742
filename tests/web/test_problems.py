"""What cannot be answered is told on a page, with what to do, and with nothing that is nobody's business."""

from __future__ import annotations

import json
import logging
import re

import pytest
from starlette.requests import Request

from alliancemap.errors import StoreUnavailableError
from alliancemap.jobs.kinds import request
from alliancemap.model import Audience
from alliancemap.network.network import Network
from alliancemap.services.maps import MOST_DRAWN
from alliancemap.store.job_requests import JobKind
from alliancemap.web import limits
from records import DATE, network, organisation
from seed import seed_for_public
from web.site import Reading, Site, application
from web.worlds import bakery_world

WRONG = {
    "/organisations?kind=robots": "Kind cannot be 'robots'; choose one of",
    "/organisations?page=0": "Page is '0'; give a whole number",
    "/organisations?page=9999999999": "Page is '9999999999'",
    "/organisations?page=²": "Page is '²'",
    "/organisations?q=" + 300 * "x": "300 characters",
    "/organisations?q=%21": "Nothing to search for",
    "/organisations/guild/allies": "was dissolved in 1900",
    "/organisations/bakers/allies?list=best": "List cannot be 'best'",
    "/gaps?by=colour": "By cannot be 'colour'",
    "/gaps?by=groups": "give 2 to",
    "/gaps?by=place&level=planet": "Level cannot be 'planet'",
    "/plan?size=0": "Size is '0'; give a whole number from 1 to 10",
    "/plan?by=groups": "give 2 to",
    "/plan?by=place&level=planet": "Level cannot be 'planet'",
    "/plan?pairs=friends": "Pairs cannot be 'friends'",
    "/map?ties=secret": "Ties cannot be 'secret'",
}
MISSING = [
    "/organisations/nobody",
    "/organisations/nobody/allies",
    "/organisations/nobody/map",
    "/organisations/%00",
    "/organisations?cause=nothing",
    "/organisations?place=nowhere",
    "/organisations?constituency=none",
    "/causes/nothing",
    "/coalitions/nothing",
    "/sources/nothing",
    "/nowhere",
    "/organisations/",
    "/static/../pyproject.toml",
]


@pytest.mark.parametrize(("path", "words"), WRONG.items(), ids=range(len(WRONG)))
def test_a_wrong_question_names_value_and_remedy(bakery_site: Site, path: str, words: str) -> None:
    response = bakery_site.get(path)
    assert response.status_code == 400
    assert words.casefold() in told(response.text).casefold()


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there(bakery_site: Site, path: str) -> None:
    response = bakery_site.get(path)
    assert response.status_code in {404, 307}
    if response.status_code == 404:
        assert "alliancemap find" not in response.text
        assert told(response.text)


def test_pages_are_only_read(bakery_site: Site) -> None:
    response = bakery_site.get("/gaps", "POST")
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert "cannot be done" in told(response.text)


def test_a_database_that_is_away_and_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    away = True

    def network_for(_: Request) -> Network:
        if away:
            raise StoreUnavailableError("bolt://inner-host:7687 does not answer")
        return bakery_world()

    site = Site(application(network_for))
    with caplog.at_level(logging.CRITICAL):
        response = site.get("/")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert "inner-host" not in response.text
    assert "Try again" in told(response.text)
    away = False
    assert site.get("/").status_code == 200


def test_a_map_too_large_for_one_file_is_refused_before_it_is_drawn() -> None:
    world = network(organisations=[organisation(f"o{number}") for number in range(MOST_DRAWN + 1)])
    response = Site.of(world).get("/map")
    assert response.status_code == 400
    assert "20,001 organisations and one file draws 20,000 at most; draw the surroundings" in told(response.text)


def test_our_own_fault_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    def network_for(_: Request) -> Network:
        raise ZeroDivisionError("the secret of the house")

    response = Site(application(network_for)).get("/")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "the secret of the house" in caplog.text


@pytest.mark.parametrize(
    ("path", "kind", "among"),
    [
        ("/gaps?by=place&level=city", "gaps", {"level": "city"}),
        ("/plan?by=kind&size=2&pairs=introducible", "plan", {"introducible": True}),
        ("/coalition?cause=climate-action&weight=0.5&size=9&exclude=Oxfam+GB", "coalitions", {"size": 9}),
        ("/coalition?cause=climate-action&quota=1.5&votes=Oxfam+GB+%3D+2", "coalitions", {"votes": {"oxfam": 2.0}}),
    ],
)
def test_what_takes_long_is_a_job_and_the_page_says_how(
    monkeypatch: pytest.MonkeyPatch, path: str, kind: str, among: dict[str, object]
) -> None:
    """The command it names asks for a job that may be asked for."""
    monkeypatch.setattr(limits, "LONGEST", -1.0)
    response = Site.of(seed_for_public().at(99, DATE)).get(path)
    assert response.status_code == 400
    asked = re.search(rf"alliancemap submit {kind} --params '([^']+)'", told(response.text))
    assert asked
    asked_for = json.loads(asked[1])
    assert asked_for.items() >= among.items()
    request(JobKind(kind), Audience.PUBLIC, asked_for)


def told(html: str) -> str:
    """What a problem page says; it has the landmarks of every page and is kept by nobody."""
    reading = Reading.of(html)
    assert [len(reading.all(tag)) for tag in ("main", "h1", "nav")] == [1, 1, 1]
    return reading.text
