"""Sites to test, made once."""

from __future__ import annotations

import pytest

from seed import seed_for_public
from web.site import Site
from web.worlds import bakery_world


@pytest.fixture(scope="session")
def seed_site() -> Site:
    return Site.of(seed_for_public())


@pytest.fixture(scope="session")
def bakery_site() -> Site:
    return Site.of(bakery_world())
