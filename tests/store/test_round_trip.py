"""Any records whatever come back from each database as they went, however the map stood before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliancemap.model import TABLES, Audience, Column, Form, Record
from alliancemap.network.network import Network
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from records import when
from store.maps import by_table, pictured, set_to

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="|"), min_size=1, max_size=8)
"""Any signs, those beyond the first plane included; a bar parts texts in the Network."""


def value(draw: st.DrawFn, column: Column, ids: dict[str, list[str]]) -> Any:
    """Draw what may stand in a column; references lead to ids."""
    always = column.required or column.default is not None
    return draw(
        strategy(column, ids.get(column.table, []))
        if always
        else st.none() | strategy(column, ids.get(column.table, []))
    )


def strategy(column: Column, targets: list[str]) -> st.SearchStrategy[Any]:
    """What a column may hold besides nothing."""
    low, high = int(column.low or 0), int(column.high or 1)
    match column.form:
        case Form.REFERENCE:
            return st.sampled_from(targets) if targets else st.none()
        case Form.REFERENCES:
            return st.lists(st.sampled_from(targets), max_size=3, unique=True).map(tuple) if targets else st.just(())
        case Form.TEXTS:
            return st.lists(TEXT, max_size=3).map(tuple)
        case Form.CHOICE:
            return st.sampled_from(list(column.choices or ()))
        case Form.DATE:
            return st.sampled_from([when("1890"), when("2014-03"), when("2020-02-29")])
        case Form.FLAG:
            return st.booleans()
        case Form.INTEGER:
            return st.integers(low, high)
        case Form.NUMBER:
            return st.floats(low, high)
        case _:
            return TEXT


@st.composite
def maps(draw: st.DrawFn) -> dict[str, dict[str, Record]]:
    """Draw a small map of any records whose references hold."""
    ids = {table: draw(st.lists(TEXT, max_size=4, unique=True)) for table in TABLES}
    ids["organisations"] = draw(st.lists(TEXT, min_size=1, max_size=4, unique=True))
    records: list[tuple[str, Record]] = []
    for table, kind in TABLES.items():
        if all(ids[end.table] for end in kind.ends):
            for id in ids[table]:
                values = {name: value(draw, column, ids) for name, column in kind.columns.items()}
                record = kind.make({**values, "id": id} if "id" in values else values)
                records.append((table, record))
    return by_table(records)


@pytest.fixture
def store(database: StoreAddress) -> Iterator[GraphStore]:
    with Bolt.open(database) as bolt:
        found = GraphStore(bolt)
        found.prepare()
        yield found


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=maps())
def test_any_records_come_back_as_they_went(store: GraphStore, target: dict[str, dict[str, Record]]) -> None:
    """Each map is written over the one before: some records come, some go, some change."""
    feed = NetworkFeed(store)
    feed.write(set_to(target))
    network = store.load()[1]
    assert pictured(network) == pictured(feed.network(Audience.EDITOR))
    built = Network.of_records({table: list(records.values()) for table, records in target.items()}, date=network.date)
    assert pictured(network) == pictured(built)
