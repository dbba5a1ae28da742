"""The ten findings of the seed map that somebody who organises in the United Kingdom would see first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alliancemap.analysis.findings.plans.bridging_plan import bridging_plan
from alliancemap.analysis.inputs.groups import groups_by_kind
from alliancemap.model import OrganisationKind
from alliancemap.network.network import Network
from alliancemap.network.rows import Row, find_row
from alliancemap.services.allies import AllyList, find_allies
from alliancemap.services.coalitions import CoalitionWish, find_coalitions
from alliancemap.services.gaps import find_gaps
from alliancemap.services.groupings import GroupBy, Grouping
from alliancemap.services.question import Question
from alliancemap.words import KINDS

GAPS = 4
WHO = ("tuc", "transition-network")
GOALS = (("climate-action", 1.0), ("fuel-poverty", 1.0))
SIZE = 6


@dataclass(frozen=True)
class Finding:
    """One finding: `key` tells it from all others, and changes when the finding does."""

    key: str
    question: str
    answer: str

    def row(self) -> dict[str, Any]:
        """Give it for a file of results."""
        return dict(vars(self))


def study(network: Network) -> list[dict[str, Any]]:
    """The first four gaps between kinds, the first natural and bridging ally of two, a coalition, an introduction."""
    question = Question(network)
    allies = [ally for id in WHO for ally in _allies(question, id)]
    found = [*_gaps(question), *allies, _coalition(question), _introduction(question)]
    return [finding.row() for finding in found]


def _gaps(question: Question) -> Iterator[Finding]:
    for gap in find_gaps(question, Grouping(GroupBy.KIND)).gaps[:GAPS]:
        pair = gap.pairs(1)
        first = f" First to meet: {_named(pair[0].a)} and {_named(pair[0].b)}." if pair else ""
        key = f"gap {gap.a.id} {gap.b.id} {gap.label}"
        yield Finding(key, f"Gaps between kinds, number {gap.rank}", f"{gap.reason} ({gap.label}){first}")


def _allies(question: Question, id: str) -> Iterator[Finding]:
    organisation = find_row(question.network, "organisations", id)
    for which in AllyList:
        ally = find_allies(question, organisation, which)[0:1][0]
        asked = f"First {which} ally of {_named(organisation)}"
        yield Finding(f"{which} {id} {ally.organisation.id}", asked, f"{_named(ally.organisation)}. {ally.reason}")


def _coalition(question: Question) -> Finding:
    best = find_coalitions(question, CoalitionWish(GOALS, SIZE, alternatives=1)).alternatives[0]
    ids = " ".join(sorted(member.organisation.id for member in best.members))
    goals = " and ".join(_named(find_row(question.network, "causes", goal)) for goal, _ in GOALS)
    names = ", ".join(_named(member.organisation) for member in best.members)
    return Finding(f"coalition {ids}", f"Six for {goals}", f"{names}. {best.reason}")


def _introduction(question: Question) -> Finding:
    """The introduction that would bring the kinds nearest to each other."""
    world = question.landscape
    step = bridging_plan(world, groups_by_kind(world), 1).steps[0]
    a, b = question.row(step.a), question.row(step.b)
    kinds = [KINDS[OrganisationKind(row.value("kind"))][0] for row in (a, b)]
    gain = f"Φ rises by {step.gain:.4f} to {step.value:.4f}."
    names = f"{_named(a)} ({kinds[0]}) and {_named(b)} ({kinds[1]})"
    return Finding(f"plan {a.id} {b.id}", "The one introduction that connects the kinds most", f"{names}. {gain}")


def _named(row: Row) -> str:
    return str(row.value("name"))
