"""Documents: parsed, checked and validated once, and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values

from alliancemap.api.codes import BAD_USER_INPUT, VALIDATION_FAILED, as_invalid
from alliancemap.api.costs import Costs
from alliancemap.api.limits import (
    MAX_DOCUMENT,
    MAX_TOKENS,
    check_cost,
    check_structure,
    fragments_of,
    refusal,
)

T = TypeVar("T")
MAX_ERRORS = 10
"""How many errors of validation are reported at once."""


class Kept(Generic[T]):
    """A bounded cache that threads share; the entry that was not used for longest goes first.

    `weigh` says how much an entry counts towards `most`.
    """

    def __init__(self, most: int, weigh: Callable[[T], int] = lambda _: 1) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, T] = OrderedDict()
        self._most, self._weigh, self._weight = most, weigh, 0

    def get(self, key: Hashable) -> T | None:
        """Give an entry, if it is there."""
        with self._lock:
            if (entry := self._entries.get(key)) is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Hashable, entry: T) -> None:
        """Keep an entry."""
        with self._lock:
            if key in self._entries:
                self._weight -= self._weigh(self._entries.pop(key))
            self._entries[key] = entry
            self._weight += self._weigh(entry)
            while self._weight > self._most:
                self._weight -= self._weigh(self._entries.popitem(last=False)[1])


@dataclass(frozen=True)
class Prepared:
    """A document that can run, or why it cannot."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()


class Documents:
    """Prepares documents for one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: Kept[Prepared] = Kept(1_000)

    def prepare(self, text: str) -> Prepared:
        """Parse, check and validate a document, or find the outcome of last time."""
        prepared = self._kept.get(text)
        if prepared is None:
            prepared = self._prepare(text)
            self._kept.put(text, prepared)
        return prepared

    def _prepare(self, text: str) -> Prepared:
        try:
            if len(text.encode(errors="surrogatepass")) > MAX_DOCUMENT:
                raise refusal(f"the document is longer than {MAX_DOCUMENT:,} bytes; pass values as variables")
            document = parse(text, max_tokens=MAX_TOKENS)
            check_structure(document)
        except GraphQLError as error:
            return Prepared(None, (error,))
        errors = validate(self._schema, document, max_errors=MAX_ERRORS)
        return Prepared(None if errors else document, tuple(map(as_invalid, errors)))

    def operation(self, document: DocumentNode, name: str | None) -> OperationDefinitionNode:
        """Choose the operation to run.

        Raises
        ------
        GraphQLError
            If there is none of that name, several and no name, or it is of a kind that the schema lacks.
        """
        operation = get_operation_ast(document, name)
        if operation is None:
            wanted = f"there is no operation {name!r}" if name else "the document has not exactly one operation"
            message = f"{wanted}; give operationName, one of those in the document"
            raise GraphQLError(message, extensions={"code": BAD_USER_INPUT})
        if self._schema.get_root_type(operation.operation) is None:
            message = f"there is no {operation.operation.value} here; send a query"
            raise GraphQLError(message, operation, extensions={"code": VALIDATION_FAILED})
        return operation

    def check_request(self, document: DocumentNode, operation: OperationDefinitionNode, variables: Any) -> float:
        """Refuse variables that do not fit, and what costs too much with them; give the cost.

        Raises
        ------
        GraphQLError
            The first thing wrong, with its code.
        """
        values = get_variable_values(self._schema, operation.variable_definitions or (), variables, max_errors=1)
        if isinstance(values, list):
            raise GraphQLError(values[0].message, values[0].nodes, extensions={"code": BAD_USER_INPUT})
        cost = Costs(self._schema, fragments_of(document), values).of_operation(operation)
        check_cost(cost)
        return cost
