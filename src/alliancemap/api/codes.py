"""The one table from error class to GraphQL code, and the form in which errors leave."""

from __future__ import annotations

import logging
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from alliancemap import errors

LOG = logging.getLogger(__name__)
CODES: dict[type[errors.AllianceMapError], str] = {
    errors.NotFoundError: "NOT_FOUND",
    errors.TimeLimitError: "TIME_LIMIT_EXCEEDED",
    errors.UsageError: "BAD_USER_INPUT",
    errors.InvalidNetworkError: "INVALID_NETWORK",
    errors.StoreUnavailableError: "STORE_UNAVAILABLE",
    errors.StoreConflictError: "CONFLICT",
    errors.StoreError: "STORE_ERROR",
    errors.AllianceMapError: "REFUSED",
}
"""From class to code; the nearest class above one that is not named counts."""
STATUSES = {
    "NOT_FOUND": 404,
    "BAD_USER_INPUT": 400,
    "TIME_LIMIT_EXCEEDED": 503,
    "STORE_UNAVAILABLE": 503,
    "CONFLICT": 409,
}
"""The HTTP status of an error before GraphQL begins; others are 500."""
LONGEST_MESSAGE = 300
"""Characters of a message, which may quote what was sent."""
STORE_FAILED = "the graph database did not do what was asked of it; try again in a moment"
"""What everybody hears of a StoreError: its own message may name address, user or path of the store."""
INTERNAL = "INTERNAL"
PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
BAD_USER_INPUT = "BAD_USER_INPUT"
COST_LIMIT_EXCEEDED = "COST_LIMIT_EXCEEDED"
DOCUMENT_LIMIT_EXCEEDED = "DOCUMENT_LIMIT_EXCEEDED"


def code_of(error: errors.AllianceMapError) -> str:
    """Find the code of one of our errors."""
    return next(CODES[kind] for kind in type(error).__mro__ if kind in CODES)


def told(error: errors.AllianceMapError) -> str:
    """Write the message of one of our errors for the client; what the store says goes to the log alone."""
    if isinstance(error, errors.StoreError):
        LOG.warning("a request failed: %s", error)
        return STORE_FAILED
    return str(error)


def formatted(error: GraphQLError) -> dict[str, Any]:
    """Write an error for the client: message, place and code; what we did not foresee goes to the log alone."""
    shown: dict[str, Any] = dict(error.formatted)
    code = (error.extensions or {}).get("code")
    match error.original_error:
        case errors.AllianceMapError() as cause:
            code, shown["message"] = code_of(cause), told(cause)
        case None if isinstance(error, GraphQLSyntaxError):
            code = PARSE_FAILED
        case None | GraphQLError():
            code = code or BAD_USER_INPUT
        case unforeseen:
            LOG.error("a GraphQL field failed", exc_info=unforeseen)
            code, shown["message"] = INTERNAL, "something went wrong on our side; it has been logged"
    if len(shown["message"]) > LONGEST_MESSAGE:
        shown["message"] = shown["message"][:LONGEST_MESSAGE] + "…"
    return {**shown, "extensions": {"code": code}}


def as_invalid(error: GraphQLError) -> GraphQLError:
    """Mark an error as one of validation."""
    return GraphQLError(error.message, error.nodes, extensions={"code": VALIDATION_FAILED})
