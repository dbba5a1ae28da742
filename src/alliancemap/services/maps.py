"""Maps as files: the whole Network, or an organisation with those it knows and those it could get to know."""

from __future__ import annotations

from functools import partial
from itertools import chain

from alliancemap.errors import UsageError
from alliancemap.maps.drawing import Suggestion, map_of_network, map_of_organisation
from alliancemap.network.rows import Row
from alliancemap.services.allies import AllyList, find_allies
from alliancemap.services.question import Question

DRAWN_ALLIES = 6
"""How many of each list of potential allies a map shows."""

MOST_DRAWN = 20_000
"""How many organisations one file draws; a browser takes some ten seconds for half of them."""


def network_map(question: Question, pages: str = "") -> bytes:
    """Draw the whole Network as one HTML file, made once; `pages` is where organisations have pages, if anywhere.

    Raises
    ------
    UsageError
        If there are too many organisations to draw.
    """
    if (size := len(question.network["organisations"])) > MOST_DRAWN:
        raise UsageError(
            f"the map has {size:,} organisations and one file draws {MOST_DRAWN:,} at most; draw the surroundings of "
            "one organisation, or export the data to a program for large maps"
        )
    make = partial(map_of_network, question.network, question.ties, question.as_of, pages)
    return question.network.remember("whole map", (question.ties, question.as_of, pages), make, keep=3)


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
