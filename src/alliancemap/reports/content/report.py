"""A centrality report as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.content.causes import Affiliation
from alliancemap.reports.content.kinds import Brokerage
from alliancemap.reports.content.robustness import Robustness
from alliancemap.reports.content.structure import NullComparison, Partition
from alliancemap.reports.content.subject import Subject


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
