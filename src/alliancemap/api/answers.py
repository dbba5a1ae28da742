"""Answers: a request's document run on the viewer's Network, once for each revision."""

from __future__ import annotations

import gzip
import hashlib
import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
)
from graphql.execution.values import get_variable_values

from alliancemap.analysis.compute.deadline import Deadline
from alliancemap.api.codes import formatted
from alliancemap.api.context import Context
from alliancemap.api.documents import Documents, Kept
from alliancemap.api.limits import fragments_of
from alliancemap.api.plans import Planner
from alliancemap.jobs.board import JobBoard
from alliancemap.network.network import Network

KEPT_BYTES = 64_000_000
"""How much of answers is kept, about."""
TIME_LIMIT = 29.0
"""Seconds after which resolvers stop."""
SMALL = 2_000
"""The highest cost of a question that is small."""


@dataclass(frozen=True)
class Ask:
    """What a client asks: the document and what goes with it."""

    document: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None

    @property
    def key(self) -> tuple[str, bytes, str | None]:
        """What tells it from others."""
        return self.document, orjson.dumps(self.variables, option=orjson.OPT_SORT_KEYS), self.operation_name


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer.

    Attributes
    ----------
    body : bytes
        JSON with `data` or `errors` or both.
    ran : bool
        Whether the document ran; otherwise the request itself was wrong.
    etag : str
        Names the bytes, however they are encoded; blank where the answer has errors, or shows what moves without a
        new revision, and should not be kept.
    only_by_post : bool
        Whether the operation changes something, and so was not run for a request that may not.
    """

    body: bytes
    ran: bool
    etag: str = ""
    only_by_post: bool = False

    @cached_property
    def gzipped(self) -> bytes:
        """The same bytes, compressed."""
        return gzip.compress(self.body, compresslevel=6, mtime=0)


class Answers:
    """Answers requests for one schema, and keeps what it answered."""

    def __init__(self, schema: GraphQLSchema, board: JobBoard | None = None) -> None:
        self._schema, self._documents, self._board = schema, Documents(schema), board
        self._kept: Kept[Answer] = Kept(KEPT_BYTES, lambda answer: 2 * len(answer.body) + 1_000)

    def key(self, network: Network, ask: Ask) -> Hashable:
        """What an answer is known by: the same for all who may see the same."""
        return network.number, *ask.key

    def known(self, network: Network, ask: Ask) -> Answer | None:
        """Give the answer to a question that was answered before, on the same revision for the same audience."""
        return self._kept.get(self.key(network, ask))

    def answer(self, network: Network, ask: Ask, *, safe: bool = False, most: float = math.inf) -> Answer | None:
        """Answer a question; `safe` runs queries only; None if it costs more than `most`."""
        prepared = self._documents.prepare(ask.document)
        if prepared.document is None:
            return _refused(*prepared.errors)
        try:
            operation = self._documents.operation(prepared.document, ask.operation_name)
            if safe and operation.operation is not OperationType.QUERY:
                return Answer(b"", ran=False, only_by_post=True)
            cost = self._documents.check_request(prepared.document, operation, ask.variables)
        except GraphQLError as error:
            return _refused(error)
        return None if cost > most else self._run(network, ask, prepared.document, operation)

    def _run(self, network: Network, ask: Ask, document: DocumentNode, operation: OperationDefinitionNode) -> Answer:
        context = Context(network, Deadline(TIME_LIMIT), self._board)
        result = self._planned(ask, document, operation, context) or execute(
            self._schema,
            document,
            context_value=context,
            variable_values=dict(ask.variables),
            operation_name=ask.operation_name,
        )
        assert isinstance(result, ExecutionResult), "resolvers are synchronous"
        return self._finished(context, ask, operation, result)

    def _planned(
        self, ask: Ask, document: DocumentNode, operation: OperationDefinitionNode, context: Context
    ) -> ExecutionResult | None:
        """Answer by a plan; None where something is wrong or strange, which graphql-core will say."""
        values = get_variable_values(self._schema, operation.variable_definitions or (), dict(ask.variables))
        if isinstance(values, list) or operation.operation is not OperationType.QUERY:
            return None
        try:
            return ExecutionResult(Planner(self._schema, fragments_of(document), values, context).run(operation))
        except Exception:  # noqa: BLE001 - it will be raised again where its place in the answer is known
            return None

    def _finished(
        self, context: Context, ask: Ask, operation: OperationDefinitionNode, result: ExecutionResult
    ) -> Answer:
        if result.errors:
            errors = [formatted(error) for error in result.errors]
            return Answer(orjson.dumps({"errors": errors, "data": result.data}), ran=True)
        body = orjson.dumps({"data": result.data})
        if context.is_moving:
            return Answer(body, ran=True)
        answer = Answer(body, ran=True, etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')
        if operation.operation is OperationType.QUERY:
            self._kept.put(self.key(context.network, ask), answer)
        return answer


def _refused(*errors: GraphQLError) -> Answer:
    return Answer(orjson.dumps({"errors": [formatted(error) for error in errors]}), ran=False)
