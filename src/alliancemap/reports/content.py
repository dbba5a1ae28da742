"""What a centrality report holds: every number that its page shows and its data files carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.reports.columns import NodeColumn


@dataclass(frozen=True)
class Subject:
    """The network that a report is about.

    `data_hash` is the SHA-256 of what was measured: organisations, kinds, ties and causes. `records` tie records were
    merged into m ties, `loops` of an organisation with itself dropped; `dissolved` organisations were left out.
    `types` counts the records by type, those that tie members to the body that embodies their coalition as such;
    `undated` of the `tie_records` and `undated_memberships` of the `memberships` have no first day, so they count as
    begun at all times; `low_confidence` tie records have it low.
    `by_tables` of the m ties stand on tables alone, and `conflicts` pairs are in conflict, which is no tie.
    """

    audience: str
    revision: int
    data_date: str
    as_of: str | None
    period: str
    tie_set: str
    tie_set_words: str
    n: int
    m: int
    isolates: int
    components: int
    largest_component: int
    density: float | None
    kinds: Mapping[str, int]
    records: int
    types: Mapping[str, int]
    tie_records: int
    undated: int
    low_confidence: int
    memberships: int
    undated_memberships: int
    by_tables: int
    conflicts: int
    loops: int
    dissolved: int
    data_hash: str


@dataclass(frozen=True, eq=False)
class RankBand:
    """Between which ranks organisations are likely to be; 0 where undefined."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]


def error_band(column: NodeColumn) -> RankBand | None:
    """Between which ranks organisations are, as far as an approximation can tell; None where values are exact."""
    return None if (ranks := column.error_ranks) is None else RankBand(*ranks)


@dataclass(frozen=True, eq=False)
class MeasureRobustness:
    """How a measure's ranking holds when ties are missing: medians over the draws of each level."""

    name: str
    title: str
    spearman: tuple[float | None, ...]
    overlap: tuple[float | None, ...]
    stability: float
    band: RankBand


@dataclass(frozen=True, eq=False)
class Robustness:
    """Rankings under missing ties; `left_out` are measures that would have taken too long."""

    levels: tuple[float, ...]
    draws: int
    seed: int
    band_level: float
    measures: tuple[MeasureRobustness, ...]
    left_out: tuple[str, ...] = ()

    def band(self, name: str) -> RankBand | None:
        """The bands of a measure, if they were drawn."""
        return next((one.band for one in self.measures if one.name == name), None)


@dataclass(frozen=True)
class Community:
    """One community: its number from 1 (the largest), size, uncertain members, most frequent kinds, largest members."""

    number: int
    size: int
    uncertain: int
    kinds: tuple[tuple[str, int], ...]
    members: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Partition:
    """The communities of the network.

    `labels` are numbers from 1 in order of size, `certain` whether an organisation was with its community in at least
    80 % of the restarts; `alone` are communities of one organisation, which are not listed.
    """

    labels: NDArray[np.int64]
    certain: NDArray[np.bool_]
    quality: float | None
    resolution: float
    restarts: int
    seed: int
    stability: float | None
    communities: tuple[Community, ...]
    alone: int


@dataclass(frozen=True)
class Comparison:
    """A number beside what it is in random networks or under shuffled labels; None where undefined or not drawn."""

    name: str
    title: str
    meaning: str
    observed: float | None
    mean: float | None
    sd: float | None
    z: float | None
    p: float | None


@dataclass(frozen=True)
class NullComparison:
    """The network beside networks with the same degrees, their ties rewired."""

    rows: tuple[Comparison, ...]
    draws: int
    seed: int
    restarts: int


@dataclass(frozen=True)
class RoleTotal:
    """How often organisations of a kind play a role: counted, expected at random, and under shuffled kinds."""

    role: str
    raw: float
    expected: float
    shuffled: float | None
    sd: float | None
    z: float | None
    p: float | None


@dataclass(frozen=True)
class KindBrokerage:
    """The brokerage of one kind of organisation, and how far its ties lead outside."""

    kind: str
    title: str
    size: int
    roles: tuple[RoleTotal, ...]
    internal: int
    external: int
    ei: float | None
    ei_shuffled: float | None
    ei_p: float | None


@dataclass(frozen=True)
class Brokerage:
    """Brokerage and homophily by kind; `unknown` organisations have no kind on record and are left out."""

    kinds: tuple[KindBrokerage, ...]
    ei: float | None
    ei_expected: float | None
    ei_p: float | None
    draws: int
    seed: int
    unknown: int


@dataclass(frozen=True, eq=False)
class TwoModeColumn:
    """A measure of the two-mode network of organisations and causes, with a value for each of both; NaN: undefined."""

    name: str
    title: str
    meaning: str
    definition: str
    source: str
    method: str
    organisations: NDArray[np.float64]
    causes: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CauseTable:
    """The causes that somebody supports, in order of id, with the numbers of their supporters."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    supporters: NDArray[np.int64]

    @property
    def order(self) -> NDArray[np.int64]:
        """Their places, most supporters first, equal ones by id."""
        return np.argsort(-self.supporters, kind="stable")


@dataclass(frozen=True, eq=False)
class Affiliation:
    """Organisations and the causes they support; the backbone keeps pairs that share more than chance brings.

    `columns` are measures of both modes, `left_out` the titles of those that would have taken too long.
    """

    organisations: int
    causes: int
    affiliations: int
    without: int
    table: CauseTable
    columns: tuple[TwoModeColumn, ...]
    left_out: tuple[str, ...]
    pairs: int
    pairs_sharing: int | None
    backbone: int | None
    backbone_tied: int | None
    method: str
    alpha: float


@dataclass(frozen=True)
class Draws:
    """How much is drawn: label permutations, missing-tie draws a level, restarts of communities, rewirings."""

    permutations: int
    missing_ties: int
    restarts: int
    rewirings: int
    seed: int


@dataclass(frozen=True, eq=False)
class Report:
    """The whole report.

    `ids`, `names`, `kinds` are the organisations in order of id; `ties` their alliance graph; `degrees` in two-mode
    terms how many causes each supports. Sections that were not asked for, or not drawn, are None.
    """

    title: str
    subject: Subject
    draws: Draws
    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    ties: csr_array
    n_causes: NDArray[np.int64]
    columns: tuple[NodeColumn, ...]
    partition: Partition | None
    brokerage: Brokerage | None
    robustness: Robustness | None
    null_models: NullComparison | None
    affiliation: Affiliation | None
    software: str
    citation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def column(self, name: str) -> NodeColumn | None:
        """The column of a measure, if it was asked for."""
        return next((column for column in self.columns if column.name == name), None)
