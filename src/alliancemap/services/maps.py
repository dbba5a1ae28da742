"""Maps as files: the whole Network, or an organisation with those it knows and those it could get to know."""

from __future__ import annotations

from itertools import chain

from alliancemap.errors import UsageError
from alliancemap.maps.drawing import Suggestion, map_of_network, map_of_organisation
from alliancemap.network.rows import Row
from alliancemap.services.allies import AllyList, find_allies
from alliancemap.services.question import Question

DRAWN_ALLIES = 6
"""How many of each list of potential allies a map shows."""


def network_map(question: Question, pages: str = "") -> bytes:
    """Draw the whole Network as one HTML file; `pages` is where organisations have pages, if anywhere."""
    return map_of_network(question.network, question.ties, question.as_of, pages)


def organisation_map(question: Question, organisation: Row, pages: str = "") -> bytes:
    """Draw an organisation's surroundings and its best potential allies of either list as one HTML file."""
    return map_of_organisation(
        question.network, organisation, _suggestions(question, organisation), question.ties, question.as_of, pages
    )


def _suggestions(question: Question, organisation: Row) -> list[Suggestion]:
    """The best of both lists, each once; none for an organisation that was dissolved before the date."""
    try:
        lists = [find_allies(question, organisation, which)[:DRAWN_ALLIES] for which in AllyList]
    except UsageError:
        return []
    found = {ally.organisation.id: Suggestion(ally.organisation, ally.reason) for ally in chain(*lists)}
    return list(found.values())
