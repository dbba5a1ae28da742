"""The measures that are offered for every organisation: what each means in one sentence, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Measure(StrEnum):
    """What is measured of every organisation."""

    DEGREE = "degree"
    STRENGTH = "strength"
    HARMONIC = "harmonic"
    CLOSENESS = "closeness"
    BETWEENNESS = "betweenness"
    EIGENVECTOR = "eigenvector"
    KATZ = "katz"
    PAGERANK = "pagerank"
    K_CORE = "k_core"
    CLUSTERING = "clustering"
    CONSTRAINT = "constraint"
    EFFECTIVE_SIZE = "effective_size"
    EFFICIENCY = "efficiency"
    HIERARCHY = "hierarchy"
    BRIDGING_COEFFICIENT = "bridging_coefficient"
    BRIDGING_CENTRALITY = "bridging_centrality"
    PARTICIPATION = "participation"
    WITHIN_MODULE_Z = "within_module_z"


@dataclass(frozen=True)
class Offer:
    """How a measure is offered.

    Attributes
    ----------
    title, meaning : str
        Its name, and what a high or low value says, in a sentence.
    params : mapping
        What the catalogue is asked with.
    undefined : str
        Why it may have no value; blank where it always has one.
    low_first : bool
        Whether rank 1 is the lowest value.
    whole : bool
        Whether its values are whole numbers.
    """

    title: str
    meaning: str
    params: Mapping[str, Any] = field(default_factory=dict)
    undefined: str = ""
    low_first: bool = False
    whole: bool = False


_ALONE = "no tie is recorded, so there is no neighbourhood to measure"
_BY_KIND = {"groups": "kind", "weight": None}

OFFERS: Mapping[Measure, Offer] = {
    Measure.DEGREE: Offer("Degree", "With how many others an organisation has a tie on record.", whole=True),
    Measure.STRENGTH: Offer("Strength", "The sum of the strengths of its ties.", {"weight": "weight"}),
    Measure.HARMONIC: Offer(
        "Harmonic closeness",
        "How near it is to all others: 1 if it is tied to everybody, 0 if to nobody; those out of reach count as "
        "endlessly far.",
    ),
    Measure.CLOSENESS: Offer(
        "Closeness", "How short its ways to those it can reach are, reduced by the share it cannot reach."
    ),
    Measure.BETWEENNESS: Offer(
        "Betweenness",
        "The share of shortest ways between two others that lead through it: how often it stands between them.",
        {"normalized": True, "weight": None},
    ),
    Measure.EIGENVECTOR: Offer(
        "Eigenvector centrality",
        "High if it is tied to organisations that are themselves high; 0 outside the largest component.",
        undefined="two components are equally the largest",
    ),
    Measure.KATZ: Offer(
        "Katz centrality", "Counts ways of every length that lead to it, each step counting less than the one before."
    ),
    Measure.PAGERANK: Offer(
        "PageRank",
        "How often a walker who follows ties by their strength, and now and then starts anew, comes by; sums to 1.",
        {"weight": "weight"},
    ),
    Measure.K_CORE: Offer(
        "Core number",
        "The largest k for which it is in a group whose members all have at least k ties within that group.",
        whole=True,
    ),
    Measure.CLUSTERING: Offer("Clustering", "The share of pairs of its neighbours that are tied to each other."),
    Measure.CONSTRAINT: Offer(
        "Constraint",
        "How much its contacts are tied among themselves: low where it joins others who do not know each other. It "
        "falls with degree by itself, so read the two together.",
        {"weight": None},
        _ALONE,
        low_first=True,
    ),
    Measure.EFFECTIVE_SIZE: Offer(
        "Effective size",
        "How many of its contacts are left when those are discounted whom its other contacts reach as well.",
        {"weight": None},
        _ALONE,
    ),
    Measure.EFFICIENCY: Offer(
        "Efficiency", "Effective size as a share of its contacts: 1 if none of them know each other.", {}, _ALONE
    ),
    Measure.HIERARCHY: Offer(
        "Hierarchy",
        "How far constraint comes from a single contact: 0 if equally from all, 1 if from one alone.",
        {"weight": None},
        _ALONE,
    ),
    Measure.BRIDGING_COEFFICIENT: Offer(
        "Bridging coefficient",
        "High for those with few ties between others with many. It favours small nodes beside hubs, so it is not to be "
        "read alone.",
    ),
    Measure.BRIDGING_CENTRALITY: Offer(
        "Bridging centrality",
        "Bridging coefficient times betweenness: between others, and at a joint rather than in the thick of things.",
    ),
    Measure.PARTICIPATION: Offer(
        "Participation",
        "How evenly its ties are spread over kinds of organisation: 0 if all go to one kind.",
        _BY_KIND,
        "no tie to an organisation of a known kind is recorded",
    ),
    Measure.WITHIN_MODULE_Z: Offer(
        "Standing within its kind",
        "How many standard deviations its ties to its own kind lie above the mean of that kind.",
        _BY_KIND,
        "the kind of organisation is not recorded",
    ),
}
"""Every measure, with how it is offered."""
