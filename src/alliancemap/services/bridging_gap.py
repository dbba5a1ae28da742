"""A bridging gap by name: what is recorded and expected between two groups, in numbers and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.analysis.findings.gaps.gap import Gap, GapLabel, Stratum
from alliancemap.services.bridge_pairs import BridgePair, best_pairs
from alliancemap.services.groupings import Division, Group
from alliancemap.services.question import Question
from alliancemap.services.sentences import paired, percent, sentence


@dataclass(frozen=True)
class BridgingGap:
    """One pair of groups, as `alliancemap.analysis.findings.gaps.gap.Gap` has it; None is not defined, never zero."""

    question: Question
    division: Division
    gap: Gap
    rank: int | None
    circular: bool = False

    @property
    def a(self) -> Group:
        """One group."""
        return self.division.groups[self.gap.a]

    @property
    def b(self) -> Group:
        """The other group."""
        return self.division.groups[self.gap.b]

    @property
    def observed(self) -> int:
        """Ties recorded between the two."""
        return self.gap.observed

    @property
    def expected(self) -> float:
        """Ties to expect, given how many causes the organisations share."""
        return self.gap.expected

    @property
    def variance(self) -> float:
        """Variance of the number of ties, given the strata."""
        return self.gap.variance

    @property
    def missing(self) -> float:
        """Expected less recorded ties."""
        return self.gap.missing

    @property
    def relative_gap(self) -> float | None:
        """Share of the expected ties that is missing."""
        return self.gap.relative_gap

    @property
    def at_least(self) -> float | None:
        """Lower limit of the relative gap, at 97.5 % confidence."""
        return self.gap.at_least

    @property
    def z(self) -> float | None:
        """(recorded - expected) / standard deviation."""
        return self.gap.z

    @property
    def p(self) -> float:
        """The larger of the two tests' p."""
        return self.gap.p

    @property
    def q(self) -> float:
        """Benjamini-Hochberg value of p over all pairs of the run."""
        return self.gap.q

    @property
    def p_exact(self) -> float:
        """Chance of so few ties if each were dealt on its own."""
        return self.gap.p_exact

    @property
    def p_shuffle(self) -> float | None:
        """Chance of so large a gap between random groups as well connected as these."""
        return self.gap.p_shuffle

    @property
    def p_min(self) -> float:
        """The exact p if there were no recorded tie at all."""
        return self.gap.p_min

    @property
    def dispersion(self) -> float:
        """How bunched ties are."""
        return self.gap.dispersion

    @property
    def draws(self) -> int:
        """How many random groups were drawn for this pair."""
        return self.gap.draws

    @property
    def label(self) -> GapLabel:
        """What the evidence amounts to."""
        return self.gap.label

    @property
    def too_small(self) -> bool:
        """Whether the exact p would stay above 0.05 even with no recorded tie at all."""
        return self.gap.too_small

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """The counts by number of shared causes."""
        return self.gap.strata

    @property
    def reason(self) -> str:
        """The finding in a sentence."""
        return _reason(self)

    def pairs(self, first: int = 10, per_organisation: int | None = 2) -> list[BridgePair]:
        """The organisations best placed to build the bridge, best first; UsageError as for `best_pairs`."""
        return best_pairs(self.question, self.division, (self.gap.a, self.gap.b), first, per_organisation)


def _reason(gap: BridgingGap) -> str:
    names = paired(gap.a.name, gap.b.name)
    counts = f"{gap.observed} recorded, {gap.expected:.1f} expected from the causes they share"
    if gap.circular:
        return sentence([f"{names}: {counts}", "found in the same ties, so this describes them and is no evidence"])
    match gap.label:
        case GapLabel.SUPPORTED | GapLabel.INDICATIVE:
            sure = gap.at_least if gap.label is GapLabel.SUPPORTED else None
            fewer = f"at least {percent(sure)} fewer" if sure else "fewer"
            clause = f"{names}: {fewer} recorded ties than between equally close organisations elsewhere"
            return sentence([clause, counts])
        case GapLabel.FEW_TIES_OVERALL:
            doubt = "but these groups have few recorded ties to anyone, so look at the record first"
            return sentence([f"{names}: fewer recorded ties than expected, {doubt}", counts])
        case _:
            verdict = "too small to tell" if gap.too_small else "no evidence of a gap"
            return sentence([f"{names}: {verdict}", counts])
