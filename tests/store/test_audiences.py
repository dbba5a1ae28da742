"""Who sees a change set, and what a deletion may not leave behind; no database needed."""

from __future__ import annotations

import random

import pytest

from alliancemap.errors import StoreConflictError
from alliancemap.model import Audience, RecordChange
from alliancemap.network.network import Network
from alliancemap.store import audiences
from alliancemap.store.audiences import check_pointers, follow
from records import DATE
from store.maps import at_random, pictured, small_map


def picture() -> Network:
    return Network.of_records({table: list(records.values()) for table, records in small_map().items()}, date=DATE)


@pytest.mark.parametrize("seed", range(3))
def test_audience_sees_a_change_just_where_its_picture_differs(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what follows from what it saw before is what restricting the whole gives, with few changes and with many."""
    rng = random.Random(seed)
    network, count = picture(), {True: 0, False: 0}
    for _ in range(80):
        drawn = (at_random(rng, network) for _ in range(rng.choice([1, 3])))
        changes = list({(change.table, change.id): change for change in drawn}.values())
        later = network.with_changes(changes)
        monkeypatch.setattr(audiences, "FEW", rng.choice([0, 1000]))
        for audience in Audience:
            old, new = (each.restricted_to(audience, 0, DATE) for each in (network, later))
            followed = follow(old, network, later, changes)
            assert pictured(followed) == pictured(new)
            differs = pictured(old) != pictured(new)
            assert (followed is not old) == differs
            count[differs] += 1
        network = later
    assert min(count.values()) > 30


@pytest.mark.parametrize(
    ("table", "id", "message"),
    [
        ("places", "wales", "'bala' of places points to it"),
        ("places", "bala", "'org-000' of organisations points to it"),
        ("constituencies", "nurses", "'org-000' of organisations points to it"),
        ("sources", "letter", "'org-000--climate' of stances points to it"),
        ("organisations", "org-000", "points to it"),
        ("causes", "heat", "'table' of coalitions points to it"),
    ],
)
def test_nothing_goes_that_others_point_to(table: str, id: str, message: str) -> None:
    network = picture()
    with pytest.raises(StoreConflictError, match=message):
        check_pointers(network, [RecordChange(table, id, network.get(table, id), None)])


def test_all_that_points_may_go_with_it() -> None:
    network = picture()
    check_pointers(
        network,
        [
            RecordChange(table, record.id, record, None)
            for table, found in pictured(network).items()
            for record in found
        ],
    )
