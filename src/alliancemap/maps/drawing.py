"""Drawing a Network: the whole of it, or the surroundings of one organisation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.maps.file import map_file
from alliancemap.maps.layout import layout, spread
from alliancemap.maps.picture import Line, Look, Picture, Spot
from alliancemap.maps.reasons import sentences
from alliancemap.model import TieSet
from alliancemap.network.evidence import evidence
from alliancemap.network.network import Network
from alliancemap.network.period import Period
from alliancemap.network.rows import Row
from alliancemap.network.tie_sets import AllianceGraph, alliance_graph

MOST_NEIGHBOURS = 50
"""How many ties of one organisation its map shows, the strongest first."""

SPREAD_LIMIT = 1_500
"""Above this many organisations no effort is made to keep marks from touching."""

MOST_REASONS = 5_000
"""Above this many lines the records behind each are left to the organisations' own pages."""


@dataclass(frozen=True)
class Suggestion:
    """A potential ally to draw beside an organisation, and why."""

    organisation: Row
    reason: str


def map_of_network(
    network: Network, ties: TieSet = TieSet.RECORDED, as_of: datetime.date | None = None, pages: str = ""
) -> bytes:
    """Draw all organisations of a period and the ties between them as one HTML file.

    The file needs nothing else: it makes no request, and says in words what it draws. The same Network gives the same
    bytes. Up to 1 000 tied organisations the layout is exact, above that it works out repulsion on a grid (`layout`).

    Parameters
    ----------
    network : Network
        What the reader may see.
    ties : TieSet
        Which ties to draw.
    as_of : date, optional
        Draw what was in force that day; default: all that had begun by the data set's date.
    pages : str
        Address under which organisations have pages, such as `/organisations/`; empty: no links.

    Returns
    -------
    bytes
        HTML in UTF-8.
    """
    scene = _Scene.of(network, ties, as_of)
    places = layout(scene.graph.ties)
    if len(places) <= SPREAD_LIMIT:
        size = 40 + 5 * np.sqrt(scene.degree)
        places = spread(places, size, size)
    everybody = np.arange(len(places))
    gone = len(network["organisations"]) - len(places)
    left_out = [f"{gone} organisations that were dissolved before the date are not drawn."] if gone else []
    if scene.graph.ties.nnz // 2 > MOST_REASONS:
        left_out.append(f"With more than {MOST_REASONS:,} ties the records behind each are not spelt out here.")
    frame = scene.frame("The whole map", pages)
    spots, lines = scene.spots(everybody, places), tuple(scene.lines(everybody))
    return map_file(replace(frame, spots=spots, lines=lines, left_out=tuple(left_out)))


def map_of_organisation(
    network: Network,
    row: Row,
    suggestions: Sequence[Suggestion] = (),
    ties: TieSet = TieSet.TABLES,
    as_of: datetime.date | None = None,
    pages: str = "",
) -> bytes:
    """Draw an organisation, those it is tied to, and potential allies to whom no tie is recorded, as one HTML file.

    Shows its 50 strongest ties, the recorded ties among those drawn, and the suggestions with dashed lines. Otherwise
    as `map_of_network`.

    Parameters
    ----------
    network : Network
        What the reader may see.
    row : Row
        The organisation; one that was dissolved before the date stands alone, with a note.
    suggestions : sequence of Suggestion
        Potential allies, best first; who is tied to the organisation already, or was dissolved, is left out.
    ties : TieSet
        Which ties to draw.
    as_of : date, optional
        Draw what was in force that day; default: all that had begun by the data set's date.
    pages : str
        Address under which organisations have pages; empty: no links.

    Returns
    -------
    bytes
        HTML in UTF-8.
    """
    scene = _Scene.of(network, ties, as_of)
    name = row.value("name")
    frame = replace(scene.frame(f"The surroundings of {name}", pages), close=True)
    if row.index not in scene.graph.rows:
        alone = Spot(row.id, name, row.value("kind"), 0, 0, 0, focus=True)
        gone = f"{name} was dissolved before the date, so that none of its ties are drawn."
        return map_file(replace(frame, spots=(alone,), left_out=(gone,)))
    focus = int(np.searchsorted(scene.graph.rows, row.index))
    near, hidden = _strongest(scene.graph.ties, focus)
    allies = scene.unknown_to(focus, suggestions)
    drawn = np.array([focus, *near, *allies], np.int64)
    spots = scene.spots(drawn, _surroundings(scene.graph.ties, drawn, len(near)))
    spots = tuple(replace(spot, focus=place == 0, suggested=place > len(near)) for place, spot in enumerate(spots))
    dashed = tuple(
        Line(0, len(near) + 1 + place, Look.SUGGESTED, (ally.reason,)) for place, ally in enumerate(allies.values())
    )
    lines = tuple(line for line in scene.lines(drawn) if line.look is Look.RECORDED or line.a == 0)
    left_out = [f"The {len(near)} strongest ties of {name} are drawn; {hidden} weaker ones are not."] if hidden else []
    if ties is TieSet.TABLES:
        left_out.append("That others on this map sat at the same table with each other is not drawn.")
    return map_file(replace(frame, spots=spots, lines=lines + dashed, left_out=tuple(left_out)))


@dataclass(frozen=True, eq=False)
class _Scene:
    """A Network in a tie set and period, ready to be drawn; places are those of the alliance graph."""

    network: Network
    ties: TieSet
    as_of: datetime.date | None
    graph: AllianceGraph

    @classmethod
    def of(cls, network: Network, ties: TieSet, as_of: datetime.date | None) -> _Scene:
        return cls(network, ties, as_of, alliance_graph(network, ties, Period.of(network, as_of)))

    @property
    def degree(self) -> NDArray[np.int64]:
        """How many each organisation is tied to."""
        return np.diff(self.graph.ties.indptr).astype(np.int64)

    def frame(self, title: str, pages: str) -> Picture:
        """A picture without anything in it yet."""
        network = self.network
        return Picture(title, (), (), network.date, self.as_of, self.ties, network.audience, pages=pages)

    def spots(self, drawn: NDArray[np.int64], places: NDArray[np.float64]) -> tuple[Spot, ...]:
        """The organisations drawn, in their places."""
        rows = [Row(self.network, "organisations", int(self.graph.rows[place])) for place in drawn]
        degrees = self.degree[drawn].tolist()
        return tuple(
            Spot(row.id, row.value("name"), row.value("kind"), int(x), int(y), degree)
            for row, degree, (x, y) in zip(rows, degrees, places, strict=True)
        )

    def lines(self, drawn: NDArray[np.int64]) -> Iterator[Line]:
        """The ties among those drawn, each once, with what the records say."""
        period = Period.of(self.network, self.as_of)
        recorded = alliance_graph(self.network, TieSet.RECORDED, period).ties
        found, sure = (_pairs(csr_array(ties[drawn][:, drawn])) for ties in (self.graph.ties, recorded))
        known = set(sure)
        for i, j in found:
            look = Look.RECORDED if (i, j) in known else Look.TABLE
            a, b = (int(self.graph.rows[drawn[end]]) for end in (i, j))
            spelt = len(found) <= MOST_REASONS
            words = sentences(evidence(self.network, self.ties, period, a, b)) if spelt else ()
            yield Line(i, j, look, words)

    def unknown_to(self, focus: int, suggestions: Sequence[Suggestion]) -> dict[int, Suggestion]:
        """The suggestions by place, without those that are there no more or tied already."""
        place_of = {int(row): place for place, row in enumerate(self.graph.rows)}
        tied = {focus, *self.graph.ties.indices[self.graph.ties.indptr[focus] : self.graph.ties.indptr[focus + 1]]}
        places = {place_of.get(suggestion.organisation.index): suggestion for suggestion in suggestions}
        return {place: ally for place, ally in places.items() if place is not None and place not in tied}


def _pairs(ties: csr_array) -> list[tuple[int, int]]:
    """The tied pairs, each once, in order."""
    one, other = (ends.tolist() for ends in ties.nonzero())
    return [(i, j) for i, j in zip(one, other, strict=True) if i < j]


def _strongest(ties: csr_array, focus: int) -> tuple[list[int], int]:
    """The neighbours with the heaviest ties, in order of row, and how many others there are."""
    start, stop = ties.indptr[focus], ties.indptr[focus + 1]
    order = np.argsort(-ties.data[start:stop], kind="stable")[:MOST_NEIGHBOURS]
    return sorted(ties.indices[start:stop][order].tolist()), int(stop - start) - len(order)


def _surroundings(ties: csr_array, drawn: NDArray[np.int64], n_near: int) -> NDArray[np.float64]:
    """The organisation in the middle, its ties on ellipses around it, potential allies in columns at the sides."""
    places = np.zeros((len(drawn), 2))
    near = drawn[1 : n_near + 1]
    inner = layout(csr_array(ties[near][:, near]))
    around = np.argsort(np.arctan2(inner[:, 1], inner[:, 0]), kind="stable")
    angle = 2 * np.pi * np.arange(n_near) / max(n_near, 1) - np.pi / 2
    reach = 260 + 130 * (np.arange(n_near) % 3) if n_near > 12 else np.full(n_near, 300)
    places[1 + around] = np.stack([1.4 * reach * np.cos(angle), reach * np.sin(angle)], axis=1)
    far = np.arange(len(drawn) - n_near - 1)
    side = np.abs(places[:, 0]).max() + 330
    places[1 + n_near :, 0] = side * (1 - 2 * (far % 2))
    places[1 + n_near :, 1] = (far // 2 - (len(far) - 1) // 2 / 2) * 110
    return spread(places, np.full(len(drawn), 170.0), np.full(len(drawn), 84.0))
