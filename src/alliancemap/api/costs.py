"""What a document costs, before it runs: how many values it may ask for.

A field costs 1, so does a record, an analysis more. A list costs what it holds times how many it may hold, which its
arguments `first` or `last` say. Fragments are measured once each, so that the time is linear in the document whatever
it expands to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    VariableNode,
    get_named_type,
    value_from_ast_untyped,
)

from alliancemap.api.paging import DEFAULT_FIRST, PAGE_LIMIT

NESTED_LIST = 10
"""How many items a list inside a record is taken to hold where none of these is given: on average they hold fewer."""
PLAIN_LIST = 5
"""How many items a list without `first` is taken to hold."""
INTROSPECTION_LISTS = {"types": 100, "fields": 12, "possibleTypes": 12, "args": 3}
"""How many items the lists of introspection are taken to hold; the others hold 2."""
INTROSPECTION_SHARE = 0.08
"""What a field of introspection costs, beside one of ours."""
FIELDS: Mapping[str, float] = {
    "Place.organisations": 60,
    "Constituency.organisations": 60,
    "Query.introductions": 1_000,
    "Query.bridgingGaps": 13_000,
    "Query.candidateCoalitions": 10_000,
    "Query.bridgingPlan": 10_000,
    "Query.solidarityBreadth": 2_000,
    "Query.centrality": 1_000,
    "Organisation.potentialAllies": 500,
    "Organisation.socialCapital": 100,
    "Query.job": 2_000,
}
"""What a field costs that computes something, and does not merely show it."""
RECORDS: Mapping[str, float] = {
    "PotentialAlly": 200,
    "BridgePair": 60,
    "PlanStep": 60,
    "PastPartner": 20,
    "CoalitionMember": 20,
    "Introduction": 10,
    "CentralityValue": 2,
}
"""What a record costs that is not merely a row; others cost 1."""
DRAW = 2
"""What each draw of a random test costs."""
GROUPS = 0.02
"""What each pair of own groups costs in each draw; exact tests take as long as EXACT draws."""
EXACT = 100
MEMBER = 50
"""What each organisation of a set costs that is compared with other sets."""
PROOF = 5_000
"""What each second of a proof costs."""
STEP = 1_000
"""What each introduction of a plan costs, which is compared with all others."""
MEASURE = 300
"""What each measure on all organisations costs."""
COUNTS = ("first", "last", "alternatives")
"""The arguments that say how many items are wanted."""
LIST = 5
"""What a list costs beside its items."""
ARGUMENTS: Mapping[str, float] = {"filter": 1_000, "search": 4_000}
"""What giving an argument adds."""
INFINITE = 1e18
"""More than any budget; sums stay finite."""


@dataclass
class Costs:
    """Measures the selections of one document with one set of variables."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    _known: dict[tuple[str, float], float] = field(default_factory=dict)

    def of_operation(self, operation: OperationDefinitionNode) -> float:
        """Give the cost of an operation."""
        root = self.schema.get_root_type(operation.operation)
        return self._selections(operation.selection_set, root, 1) if root else 0

    def _selections(self, selections: SelectionSetNode, parent: GraphQLNamedType, items: float) -> float:
        """Sum up a selection; lists directly in it that have no count of their own hold `items`."""
        total = 0.0
        for node in selections.selections:
            match node:
                case FieldNode():
                    total += self._field(node, parent, items)
                case InlineFragmentNode():
                    total += self._selections(node.selection_set, self._narrowed(parent, node), items)
                case FragmentSpreadNode():
                    total += self._fragment(node.name.value, items)
        return min(total, INFINITE)

    def _narrowed(self, parent: GraphQLNamedType, node: InlineFragmentNode | FragmentDefinitionNode) -> Any:
        if node.type_condition is None:
            return parent
        return self.schema.get_type(node.type_condition.name.value) or parent

    def _fragment(self, name: str, items: float) -> float:
        key = name, items
        if key not in self._known:
            self._known[key] = 0  # a circle is for validation to refuse
            fragment = self.fragments.get(name)
            if fragment:
                parent = self._narrowed(self.schema.query_type, fragment)  # type: ignore[arg-type]  # there is one
                self._known[key] = self._selections(fragment.selection_set, parent, items)
        return self._known[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType, items: float) -> float:
        name = node.name.value
        definition = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}.get(name) or getattr(
            parent, "fields", {}
        ).get(name)
        if definition is None:
            return 1
        own = _own(node, definition, parent)
        if node.selection_set is None:
            return own
        times, inside = self._multiples(node, definition, parent, items)
        of = get_named_type(definition.type)
        own += self._computed(node, definition, parent)
        one = RECORDS.get(of.name, 1) + self._selections(node.selection_set, of, inside)
        return min(own + times * one * (INTROSPECTION_SHARE if name.startswith("__") else 1), INFINITE)

    def _computed(self, node: FieldNode, definition: GraphQLField, parent: GraphQLNamedType) -> float:
        """What the arguments of an analysis add: draws, own groups, members of a set, measures."""
        draws = max(0, self._argument(node, definition, "draws") or 0)
        cost = float(DRAW * draws)
        match f"{parent.name}.{node.name.value}":
            case "Query.bridgingGaps":
                by = self._value(node, "by")
                cost += GROUPS * (draws + EXACT) * _length(by.get("groups") if isinstance(by, dict) else None) ** 2
            case "Query.solidarityBreadth":
                cost += MEMBER * _length(self._value(node, "members"))
            case "Query.centrality":
                cost += MEASURE * _length(self._value(node, "measures"))
            case "Query.bridgingPlan":
                cost += STEP * max(0, self._argument(node, definition, "size") or 0)
            case "Query.candidateCoalitions":
                cost += MEMBER * max(0, self._argument(node, definition, "size") or 0)
                cost += PROOF * max(0, self._argument(node, definition, "proof") or 0)
        return min(cost, INFINITE)

    def _value(self, node: FieldNode, name: str) -> Any:
        """The whole value of an argument, its variables filled in; None where it is not given."""
        given = next((argument.value for argument in node.arguments if argument.name.value == name), None)
        return value_from_ast_untyped(given, dict(self.variables)) if given else None

    def _multiples(
        self, node: FieldNode, definition: GraphQLField, parent: GraphQLNamedType, items: float
    ) -> tuple[float, float]:
        """How often the selection of a field is made, and how many items the lists directly in it hold."""
        is_list = _is_list(definition)
        if parent.name.startswith("__"):
            return (INTROSPECTION_LISTS.get(node.name.value, 2) if is_list else 1), 1
        count = self._count(node, definition, parent)
        if is_list:
            return count or (items if items > 1 else PLAIN_LIST), 1
        return 1, count or 1

    def _count(self, node: FieldNode, definition: GraphQLField, parent: GraphQLNamedType) -> float:
        """How many items the arguments of a field ask for; 0 where it has no such arguments."""
        if not any(name in definition.args for name in COUNTS):
            return 0
        asked = [number for name in COUNTS if (number := self._argument(node, definition, name)) is not None]
        if asked:
            return float(min(max(1, *asked), PAGE_LIMIT))
        return DEFAULT_FIRST if parent is self.schema.query_type else NESTED_LIST

    def _argument(self, node: FieldNode, definition: GraphQLField, name: str) -> int | None:
        """The number that an argument has, given or by default."""
        given = next((argument.value for argument in node.arguments if argument.name.value == name), None)
        match given:
            case IntValueNode():
                return int(given.value)
            case VariableNode() if isinstance(number := self.variables.get(given.name.value), int):
                return number
        default = definition.args[name].default_value if name in definition.args else None
        return default if isinstance(default, int) else None


def _own(node: FieldNode, definition: GraphQLField, parent: GraphQLNamedType) -> float:
    """What a field costs by itself."""
    given = sum(ARGUMENTS.get(argument.name.value, 0) for argument in node.arguments)
    return FIELDS.get(f"{parent.name}.{node.name.value}", LIST if "first" in definition.args else 1) + given


def _length(value: Any) -> int:
    """How many items a list has; one given alone is a list of one."""
    return len(value) if isinstance(value, list) else int(value is not None)


def _is_list(definition: GraphQLField) -> bool:
    of = definition.type
    return isinstance(of.of_type if isinstance(of, GraphQLNonNull) else of, GraphQLList)
