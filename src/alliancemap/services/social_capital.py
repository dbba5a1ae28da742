"""What kind of ties an organisation has: to its like, to those unlike it, to institutions of power."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.findings.capital import ranks as analysis
from alliancemap.analysis.findings.capital.ranks import CapitalWord
from alliancemap.network.directed import Returned, returned_ties
from alliancemap.network.rows import Row
from alliancemap.services.question import Question
from alliancemap.services.sentences import Warning, counted, percent, sentence  # noqa: A004 - the contract's word

_WORDS = {
    CapitalWord.BRIDGES_WITHOUT_A_BASE: "Bridges without a base: little tie weight to its like, much of it to others, "
    "beside the rest of the map; bonding is what bridging stands on.",
    CapitalWord.CLOSED: "Closed: its ties keep to its like more than chance would have it, and its allies know each "
    "other more than most.",
    CapitalWord.NO_LINK_TO_POWER: "No link to power: no institution of power is recorded within two steps.",
}


@dataclass(frozen=True)
class Shares:
    """Bonding, bridging and linking as shares of their sum."""

    bonding: float
    bridging: float
    linking: float


@dataclass(frozen=True)
class Baseline:
    """Bridging to expect if the same tie weights went to anybody on the same side of the power line.

    `z_percentile` is the place of z among `compared` organisations with ties, in [0, 1].
    """

    expected: float | None
    z: float | None
    z_percentile: float | None
    compared: int


@dataclass(frozen=True)
class Percentiles:
    """Places among all organisations with ties, in [0, 1]: the share of those with less, equal ones counted half."""

    bonding: float | None
    bridging: float | None
    linking: float | None
    bridging_share: float | None
    closure: float | None


@dataclass(frozen=True)
class SocialCapital:
    """Bonding, bridging and linking of an organisation in units of tie weight; None is not defined, never zero."""

    organisation: Row
    bonding: float
    bridging: float
    linking: float
    unclassified: float
    shares: Shares | None
    baseline: Baseline
    closure: float | None
    linking_reach: int
    directed: Returned
    percentiles: Percentiles
    allies: int
    power: bool
    warnings: tuple[Warning, ...]

    @property
    def reciprocity(self) -> float | None:
        """Which share of the organisations that it supports, funds or is a member of has such a tie to it as well."""
        return self.directed.share

    @property
    def words(self) -> str:
        """All this in a sentence."""
        return _words(self)


def measure_social_capital(question: Question, organisation: Row) -> SocialCapital:
    """Measure the social capital of an organisation; that of all others, to compare with, is worked out once.

    Raises
    ------
    UsageError
        If it was dissolved before the date.
    """
    place, land = question.place(organisation), question.landscape
    everyone = question.network.remember(
        "social capital",
        (question.ties, question.as_of),
        lambda: analysis.capital_of_all(land, check_time=question.check_time),
        keep=3,
    )
    found = analysis.social_capital(land, place, everyone)
    ranks, chance = found.percentiles, found.opportunity
    return SocialCapital(
        organisation=organisation,
        bonding=found.bonding,
        bridging=found.bridging,
        linking=found.linking,
        unclassified=found.unclassified,
        shares=Shares(*found.shares) if found.shares else None,
        baseline=Baseline(chance.expected, chance.z, ranks["z"], found.compared),
        closure=found.closure,
        linking_reach=found.linking_reach,
        directed=returned_ties(question.network, question.period, place),
        percentiles=Percentiles(**{name: rank for name, rank in ranks.items() if name != "z"}),
        allies=int(land.degree[place]),
        power=bool(land.power[place]),
        warnings=tuple(Warning(word.name, _WORDS[word]) for word in found.words),
    )


_ACROSS = {
    False: ("institution of power", "institutions of power"),
    True: ("organisation outside the institutions of power", "organisations outside the institutions of power"),
}
"""What is across the power line, by whether one is an institution of power: one of them, and several."""


def _words(found: SocialCapital) -> str:
    if not found.allies:
        return sentence(["no tie recorded, so nothing to say of bonding, bridging and linking"])
    one, many = _ACROSS[found.power]
    clauses = [f"tied to {counted(found.allies, 'organisation')} on record"]
    if found.shares:
        parts = f"{percent(found.shares.bonding)} of the tie weight bonds with its like"
        parts += f", {percent(found.shares.bridging)} bridges to those unlike it"
        clauses.append(f"{parts} and {percent(found.shares.linking)} links to {many}")
    if found.baseline.z is not None:
        clauses.append(_beside_chance(found.baseline))
    reach = counted(found.linking_reach, one, many) if found.linking_reach else f"no {one}"
    return sentence([*clauses, f"{reach} on record within two steps"])


def _beside_chance(baseline: Baseline) -> str:
    z = baseline.z or 0.0
    than = (
        "less than"
        if z <= analysis.LESS_THAN_CHANCE
        else "more than"
        if z >= -analysis.LESS_THAN_CHANCE
        else "about what"
    )
    clause = f"it bridges {than} chance would have it"
    if baseline.z_percentile is None:
        return clause
    others = f"the {counted(baseline.compared, 'organisation')} with ties that it is compared with"
    return f"{clause}, and by that it stands above {percent(baseline.z_percentile)} of {others}"
