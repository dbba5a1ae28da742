"""What a document may be, before it is validated: neither deep, nor long, nor full of the same.

Validation compares every two fields that fall together, and is slow where hundreds do; so these are counted first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from alliancemap.api.codes import COST_LIMIT_EXCEEDED, DOCUMENT_LIMIT_EXCEEDED

MAX_DOCUMENT = 100_000
"""Bytes of a document."""
MAX_BODY = 400_000
"""Bytes of a request, variables included."""
MAX_TOKENS = 2_000
MAX_DEPTH = 20
MAX_ALIASES = 100
MAX_SPREADS = 300
MAX_OPERATIONS = 50
MAX_PAIRS = 3_000
"""Pairs of fields with one name in one place."""
MAX_COST = 40_000
"""Values that an answer may hold, about; 1 000 organisations of 8 fields with 5 causes of 2 fields cost 28 000."""

Selection = FieldNode | FragmentSpreadNode | InlineFragmentNode


@dataclass
class Structure:
    """One document, walked as an executor would: fields with one name in one place count as one."""

    fragments: Mapping[str, FragmentDefinitionNode]
    pairs: int = 0
    _walked: dict[tuple[int, ...], int] = field(default_factory=dict)

    def walk(self, selections: Iterable[SelectionSetNode], depth: int) -> None:
        """Walk what stands together in one place.

        Raises
        ------
        GraphQLError
            If it goes too deep, or too many fields fall together.
        """
        if depth > MAX_DEPTH:
            raise refusal(f"the document nests more than {MAX_DEPTH} levels deep; ask for less at once")
        together: dict[str, list[FieldNode]] = {}
        for node in self._fields(selections):
            together.setdefault((node.alias or node.name).value, []).append(node)
        place = tuple(sorted(id(node) for nodes in together.values() for node in nodes))
        known = self._walked.get(place, -1)
        if known >= depth:
            return
        self._walked[place] = depth
        if known < 0:
            self._count(together)
        for nodes in together.values():
            if below := [node.selection_set for node in nodes if node.selection_set]:
                self.walk(below, depth + 1)

    def _count(self, together: Mapping[str, list[FieldNode]]) -> None:
        self.pairs += sum(len(nodes) * (len(nodes) - 1) // 2 for nodes in together.values())
        if self.pairs > MAX_PAIRS:
            raise refusal("the document repeats the same fields too often; ask for each once")

    def _fields(self, selections: Iterable[SelectionSetNode]) -> Iterator[FieldNode]:
        """Give the fields of these selections, those of fragments included, each fragment once."""
        todo, seen = list(selections), set[str]()
        while todo:
            for node in todo.pop().selections:
                if isinstance(node, FieldNode):
                    yield node
                elif isinstance(node, InlineFragmentNode):
                    todo.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                    seen.add(node.name.value)
                    if fragment := self.fragments.get(node.name.value):
                        todo.append(fragment.selection_set)


def check_structure(document: DocumentNode) -> None:
    """Refuse a document that would be slow to validate.

    Time linear in the document, times its depth.

    Raises
    ------
    GraphQLError
        If it is too deep, too long or too repetitive, with a code.
    """
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    fragments = fragments_of(document)
    nodes = [node for part in (*operations, *fragments.values()) for node in _all_selections(part.selection_set)]
    _check("operations", len(operations), MAX_OPERATIONS)
    _check("aliases", sum(isinstance(node, FieldNode) and node.alias is not None for node in nodes), MAX_ALIASES)
    _check("fragments in use", sum(not isinstance(node, FieldNode) for node in nodes), MAX_SPREADS)
    structure = Structure(fragments)
    for part in (*operations, *fragments.values()):
        structure.walk([part.selection_set], 1)


def check_cost(cost: float) -> None:
    """Refuse what asks for too much.

    Raises
    ------
    GraphQLError
        If the cost is above the budget; it says both.
    """
    if cost > MAX_COST:
        message = f"the answer may cost {cost:,.0f}, above the budget of {MAX_COST:,}; ask for less, or a smaller first"
        raise GraphQLError(message, extensions={"code": COST_LIMIT_EXCEEDED})


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """Give the fragments of a document by name."""
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def refusal(message: str) -> GraphQLError:
    """Make the error for a document beyond the limits."""
    return GraphQLError(message, extensions={"code": DOCUMENT_LIMIT_EXCEEDED})


def _check(what: str, number: int, most: int) -> None:
    if number > most:
        raise refusal(f"the document has {number} {what}; {most} are allowed")


def _all_selections(selections: SelectionSetNode) -> Iterator[Selection]:
    """Give all selections in and under one, fragments not followed."""
    todo = [selections]
    while todo:
        for node in todo.pop().selections:
            if isinstance(node, FieldNode | FragmentSpreadNode | InlineFragmentNode):
                yield node
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                todo.append(node.selection_set)
