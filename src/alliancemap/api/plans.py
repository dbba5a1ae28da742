"""Plans: a query worked out once for each selection, and not once for each record as graphql-core does.

A plan calls the same resolvers on the same types, and gives up at the first surprise (an error, a null where none may
be, a field of introspection): then graphql-core runs the document, and stays the one source of what GraphQL means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.values import get_argument_values

from alliancemap.api.context import Context

Step = Callable[[Any], Any]
EXACT = {"String": str, "ID": str, "Boolean": bool}
"""Scalars that leave values of one class as they are."""


class SurpriseError(Exception):
    """Something that a plan does not understand."""


@dataclass(frozen=True)
class Glance:
    """What our resolvers look at of graphql-core's `info`."""

    context: Context


@dataclass(frozen=True)
class Planner:
    """Plans one operation, with its variables, for one request."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: dict[str, Any]
    context: Context

    def run(self, operation: OperationDefinitionNode) -> dict[str, Any]:
        """Plan and run a query.

        Raises
        ------
        Exception
            Whatever a resolver raises, or SurpriseError: run it by graphql-core.
        """
        root = self.schema.query_type
        if root is None:
            raise SurpriseError
        fields = collect_fields(self.schema, dict(self.fragments), self.variables, root, operation.selection_set)
        data: dict[str, Any] = self._selection(root, fields)(None)
        return data

    def _selection(self, of: GraphQLObjectType, fields: Mapping[str, list[FieldNode]]) -> Step:
        """Plan what is asked of an object."""
        steps = tuple((key, *self._field(of, nodes)) for key, nodes in fields.items())
        return lambda root: {key: complete(read(root)) for key, read, complete in steps}

    def _field(self, of: GraphQLObjectType, nodes: list[FieldNode]) -> tuple[Step, Step]:
        """Plan how a field is read and how its value is written."""
        name = nodes[0].name.value
        if name == "__typename":
            return lambda _root: of.name, lambda name: name
        definition = of.fields.get(name)
        if definition is None or definition.resolve is None:
            raise SurpriseError
        arguments = get_argument_values(definition, nodes[0], self.variables)
        complete = self._completed(definition.type, nodes)
        if bind := getattr(definition.resolve, "bind", None):
            return bind(self.context), complete
        resolve, info = definition.resolve, Glance(self.context)
        if not arguments:
            return (lambda root: resolve(root, info)), complete
        return (lambda root: resolve(root, info, **arguments)), complete

    def _completed(self, of: Any, nodes: list[FieldNode]) -> Step:
        """Plan how a value of a type is written."""
        if isinstance(of, GraphQLNonNull):
            return _never_null(self._written(of.of_type, nodes))
        written = self._written(of, nodes)
        return lambda value: None if value is None else written(value)

    def _written(self, of: Any, nodes: list[FieldNode]) -> Step:
        match of:
            case GraphQLList():
                item = self._completed(of.of_type, nodes)
                return lambda values: [item(value) for value in values]
            case GraphQLObjectType() if of.is_type_of is None:
                return self._selection(of, self._fields(of, nodes))
            case GraphQLInterfaceType():
                return self._any_of(of, nodes)
            case GraphQLScalarType() | GraphQLEnumType():
                return _leaf(of)
        raise SurpriseError

    def _fields(self, of: GraphQLObjectType, nodes: list[FieldNode]) -> Mapping[str, list[FieldNode]]:
        return collect_sub_fields(self.schema, dict(self.fragments), self.variables, of, nodes)

    def _any_of(self, of: GraphQLInterfaceType, nodes: list[FieldNode]) -> Step:
        """Plan what is asked of an interface: the types are told apart value by value."""
        tell, info = of.resolve_type, Glance(self.context)
        planned: dict[str, Step] = {}

        def write(value: Any) -> Any:
            name = tell(value, info, of) if tell else None  # type: ignore[arg-type]  # all that ours look at
            if name not in planned:
                found = self.schema.get_type(str(name))
                if not isinstance(found, GraphQLObjectType):
                    raise SurpriseError
                planned[str(name)] = self._selection(found, self._fields(found, nodes))
            return planned[str(name)](value)

        return write


def _never_null(written: Step) -> Step:
    def write(value: Any) -> Any:
        if value is None or (result := written(value)) is None:
            raise SurpriseError
        return result

    return write


def _leaf(of: GraphQLLeafType) -> Step:
    """Write a scalar or a value of an enumeration as graphql-core does."""
    serialize, exact = of.serialize, EXACT.get(of.name)
    if exact is not None:
        return lambda value: value if value.__class__ is exact else serialize(value)
    if isinstance(of, GraphQLScalarType):
        return serialize
    known: dict[Any, Any] = {}

    def write(value: Any) -> Any:
        if value not in known:
            known[value] = serialize(value)
        return known[value]

    return write
