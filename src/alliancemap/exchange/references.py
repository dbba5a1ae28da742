"""Whether references lead anywhere: to a record in the import, or in the store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from alliancemap.errors import Problem
from alliancemap.exchange.near import did_you_mean, slug
from alliancemap.exchange.reading import Reading
from alliancemap.exchange.sheets import Sheet
from alliancemap.model import TABLES, Column, Form
from alliancemap.network.network import Network

COMPARISONS = 200_000
"""How many names are compared, over all unknown ids of a table, to find those that may have been meant: a second."""


@dataclass
class _Targets:
    """The ids that a reference to a table may name, and what to say of one that is not among them."""

    table: str
    ids: Collection[str]
    said: dict[str, str] = field(default_factory=dict)

    def message(self, id: str) -> str:
        """Say that nothing has this id, with what may have been meant."""
        if id not in self.said:
            hint = did_you_mean(slug(id), self.ids) if len(self.said) * len(self.ids) <= COMPARISONS else ""
            file = TABLES[self.table].file
            name = TABLES[self.table].record.__name__.lower()
            self.said[id] = (
                f"is no {name}, neither here nor in the store{hint or f'; add it to {file} or correct the id'}"
            )
        return self.said[id]


def check_references(reading: Reading, network: Network, problems: list[Problem]) -> None:
    """Report every reference that leads nowhere; tables whose file cannot be read are passed over."""
    targets = {name: _Targets(name, _ids(name, reading, network)) for name in TABLES}
    for sheet in reading.sheets.values():
        for column in sheet.columns.values():
            if column.table and column.name in sheet.values and column.table not in reading.unread:
                _check_column(sheet, column, targets[column.table], problems)


def _ids(table: str, reading: Reading, network: Network) -> set[str]:
    sheet = reading.sheets.get(table)
    return set(network[table].ids.tolist()).union(sheet.mentioned if sheet else ())


def _check_column(sheet: Sheet, column: Column, targets: _Targets, problems: list[Problem]) -> None:
    values = sheet.values[column.name]
    several = column.form is Form.REFERENCES
    named = {id for ids in set(values) for id in ids} if several else {id for id in set(values) if id}
    unknown = named.difference(targets.ids)
    if not unknown:
        return
    problems.extend(
        sheet.problem(place, column.name, id, targets.message(id))
        for place, value in enumerate(values)
        for id in (value if several else (value,))
        if id in unknown
    )
