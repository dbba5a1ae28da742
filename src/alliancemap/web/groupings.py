"""Groups on pages: what organisations can be grouped by here, and how a group is shown."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.model import PlaceKind, TieSet
from alliancemap.services.groupings import Group, GroupBy, Grouping
from alliancemap.web.asked import Asked
from alliancemap.web.page import Link, Option, link
from alliancemap.words import PLACE_KINDS, TIE_SETS

GROUPINGS = {
    GroupBy.KIND: "kind of organisation",
    GroupBy.PLACE: "place",
    GroupBy.CONSTITUENCY: "whom they stand for",
    GroupBy.GENERATION: "generation",
    GroupBy.COMMUNITY: "community found in the ties",
}
"""What a reader can group by here; lists of one's own are for the other faces."""


@dataclass(frozen=True)
class GroupCard:
    """A group: its name, size and where it has a page."""

    name: str
    size: int
    link: Link | None


@dataclass(frozen=True)
class GroupingFields:
    """What a form lets a reader choose: groups, level of places, and the ties that count."""

    groupings: tuple[Option, ...]
    levels: tuple[Option, ...]
    tie_sets: tuple[Option, ...]


def group_card(group: Group) -> GroupCard:
    """Shape a group."""
    there = link(group.row) if group.row else None
    return GroupCard(group.name[:1].upper() + group.name[1:], group.size, there)


def grouping_asked(asked: Asked) -> Grouping:
    """Read the grouping that a form asks for.

    Raises
    ------
    UsageError
        If there is no such grouping or level.
    """
    by = asked.choice("by", GroupBy, GroupBy.KIND)
    return Grouping(by, asked.choice("level", PlaceKind, PlaceKind.REGION))


def grouping_fields(grouping: Grouping, ties: TieSet) -> GroupingFields:
    """Fill the fields of a form with what was asked."""
    return GroupingFields(
        groupings=tuple(Option(choice, words, choice == grouping.by) for choice, words in GROUPINGS.items()),
        levels=tuple(Option(choice, words[1], choice == grouping.level) for choice, words in PLACE_KINDS.items()),
        tie_sets=tuple(Option(choice, words, choice == ties) for choice, words in TIE_SETS.items()),
    )


def by_words(grouping: Grouping) -> str:
    """Say by what organisations are grouped."""
    if grouping.by is GroupBy.PLACE:
        return f"place ({PLACE_KINDS[grouping.level][0]})"
    return GROUPINGS.get(grouping.by, str(grouping.by))
