"""Dates as sources give them."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

import datetime
from typing import Any

import graphene
from graphql import GraphQLError, StringValueNode, ValueNode

from alliancemap.dates import PartialDate


class Date(graphene.Scalar):
    """A date as precise as its source: `2014`, `2014-03` or `2014-03-12`."""

    @staticmethod
    def serialize(value: PartialDate | datetime.date) -> str:
        """Write it."""
        return str(value)

    @staticmethod
    def parse_value(value: Any) -> PartialDate:
        """Read it from a variable."""
        if not isinstance(value, str):
            raise GraphQLError(f"{value!r} is no date: write a text such as 2014-03")
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise GraphQLError(str(error)) from None

    @staticmethod
    def parse_literal(node: ValueNode, _variables: Any = None) -> PartialDate:
        """Read it from a document."""
        return Date.parse_value(node.value if isinstance(node, StringValueNode) else None)
