"""One transaction: queries by name in, plain rows out."""

from __future__ import annotations

from typing import Any

from neo4j import Transaction as DriverTransaction

from alliancemap.errors import StoreError
from alliancemap.store.queries import QueryLibrary

Row = dict[str, Any]


class Transaction:
    """A transaction in progress: what `Bolt.read` and `Bolt.write` hand to their work."""

    def __init__(self, transaction: DriverTransaction, queries: QueryLibrary) -> None:
        self._transaction = transaction
        self._queries = queries

    def run(self, name: str, **parameters: object) -> list[Row]:
        """Run a query and return all its rows, each a dict by column.

        Parameters
        ----------
        name : str
            `<subject>/<name>` of a file below `cypher/`.
        **parameters
            Exactly those that the file declares.

        Raises
        ------
        StoreError
            If there is no such query, the parameters are others, or a value cannot be stored.
        """
        query = self._queries.query(name)
        query.check(frozenset(parameters))
        try:
            return [dict(record) for record in self._transaction.run(query.text, parameters)]
        except (TypeError, ValueError, OverflowError) as error:
            raise StoreError(f"a parameter of query {name!r} is nothing a graph database stores: {error}") from error

    def one(self, name: str, **parameters: object) -> Row:
        """Run a query that answers with exactly one row and return it; StoreError if it gives none or several."""
        rows = self.run(name, **parameters)
        if len(rows) != 1:
            raise StoreError(f"query {name!r} gave {len(rows)} rows where one was due")
        return rows[0]
