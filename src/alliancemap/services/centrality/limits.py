"""How much of a large map one request may have measured: what takes longer is approximated or refused, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.errors import TimeLimitError
from alliancemap.services.centrality.choices import Measure

DISTANCES = 5e9
"""n · m up to which all distances fit into a request: some seven seconds of one processor."""
SHORTEST_WAYS = 3e8
"""n · m up to which all shortest ways are counted in a request: some eight seconds of one processor."""
BANDS = 5e6
"""draws · m up to which the draws behind bands of ranks fit into a request, cheap measures alone."""
EPSILON = 0.01
"""The error that betweenness may have in a request on a larger map, with probability 0.9."""
_FAR = {Measure.HARMONIC, Measure.CLOSENESS}
_BETWEEN = {Measure.BETWEENNESS, Measure.BRIDGING_CENTRALITY}
_REMEDY = "run `alliancemap centrality` for a report without this limit, or leave it out"


def within_request(measure: Measure, graph: Graph) -> Mapping[str, Any]:
    """Give what a measure is asked with beside its usual parameters, so that it fits into a request.

    Raises
    ------
    TimeLimitError
        If it does not fit.
    """
    work = float(graph.n) * graph.m
    if measure in _FAR and work > DISTANCES:
        raise TimeLimitError(
            f"{measure} of {graph.n:,} organisations with {graph.m:,} ties takes longer than a question may; {_REMEDY}"
        )
    if measure in _BETWEEN and work > SHORTEST_WAYS:
        return {"method": "sampled", "epsilon": EPSILON}
    return {}


def check_bands(measures: Sequence[Measure], graph: Graph, draws: int) -> None:
    """Refuse draws that do not fit into a request.

    Raises
    ------
    TimeLimitError
        If they do not.
    """
    far = any(measure in _FAR or measure in _BETWEEN for measure in measures)
    if draws * graph.m > BANDS or (far and float(draws) * graph.n * graph.m > DISTANCES):
        raise TimeLimitError(
            f"{draws} draws on {graph.n:,} organisations with {graph.m:,} ties take longer than a question may; ask "
            "for fewer draws, or run `alliancemap centrality` for a report without this limit"
        )


DRAWN_DISTANCES = 2e11
"""draws · n · m up to which distances are measured again in each draw of a report: some five minutes."""
DRAWN_WAYS = 1e10
"""The same for shortest ways."""
DRAWN_TIES = 5e7
"""draws · m up to which measures are drawn again that cost more than others and rank much as another one does."""
_SLOWER = {Measure.KATZ, Measure.PARTICIPATION, Measure.WITHIN_MODULE_Z}


def drawable(measures: Sequence[Measure], graph: Graph, draws: int) -> tuple[Measure, ...]:
    """Give the measures that a report measures again in each draw: those too slow on this size are left out."""
    work = float(draws) * graph.n * graph.m
    slow = (_FAR if work > DRAWN_DISTANCES else set()) | (_BETWEEN if work > DRAWN_WAYS else set())
    if float(draws) * graph.m > DRAWN_TIES:
        slow |= _SLOWER
    return tuple(measure for measure in measures if measure not in slow)
