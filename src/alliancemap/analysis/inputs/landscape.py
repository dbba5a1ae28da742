"""What the composite results are computed on: one period, one tie set, as columns and sparse matrices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.inputs.candidate_pool import CandidatePool
from alliancemap.analysis.inputs.compiled import Acquaintance, Everyone, Holders
from alliancemap.analysis.inputs.lineage import with_ancestors
from alliancemap.errors import InvalidNetworkError


@dataclass(frozen=True, eq=False)
class Landscape:
    """The organisations present in a period, who they are, what they stand for and how they are tied.

    Rows of every matrix are organisations in ascending order of id, so that ties in a ranking break by row. Matrices
    are canonical: sorted indices, no stored zeros, no duplicates.

    Attributes
    ----------
    ids : tuple of str, length n
        Organisations, ascending.
    kind : int16, length n
        Position in `kinds`; -1 where unknown.
    causes, opposed : csr_array, n × causes
        1 where the organisation supports (opposes) a cause of type cause; theme headings are not counted in `causes`.
    broader : int32, length causes
        Column of each cause's broader cause, or -1.
    challenges : csr_array, n × causes
        1 where the organisation opposes a challenge.
    backing : csr_array, n × causes
        Stance weight in (0, 1] where it supports a cause (headings too) or opposes a challenge.
    places, constituencies, generations : csr_array
        Binary memberships.
    power, suggestible : bool, length n
        Institution of power; may be named as candidate, member or introducer.
    ties : csr_array, n × n
        The alliance graph: weights > 0, symmetric, empty diagonal.
    conflicts, tied_ever, related : csr_array, n × n
        Binary and symmetric: a conflict; a tie in period ever, whatever the date asked for; a record of founding or
        succession.
    """

    ids: tuple[str, ...]
    kind: NDArray[np.int16]
    kinds: tuple[str, ...]
    causes: csr_array
    opposed: csr_array
    broader: NDArray[np.int32]
    challenges: csr_array
    backing: csr_array
    places: csr_array
    constituencies: csr_array
    generations: csr_array
    power: NDArray[np.bool_]
    suggestible: NDArray[np.bool_]
    ties: csr_array
    conflicts: csr_array
    tied_ever: csr_array
    related: csr_array
    cause_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    constituency_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse columns and matrices whose sizes do not fit each other."""
        size = len(self.ids)
        for name in ("kind", "power", "suggestible"):
            _expect(name, len(getattr(self, name)), size)
        for name in ("causes", "opposed", "challenges", "backing", "places", "constituencies", "generations"):
            _expect(f"rows of {name}", getattr(self, name).shape[0], size)
        for name in ("causes", "opposed", "challenges", "backing"):
            _expect(f"columns of {name}", getattr(self, name).shape[1], len(self.cause_ids))
        for name in ("ties", "conflicts", "tied_ever", "related"):
            _expect(f"columns of {name}", getattr(self, name).shape[1], size)

    @property
    def size(self) -> int:
        """How many organisations there are."""
        return len(self.ids)

    @cached_property
    def degree(self) -> NDArray[np.int64]:
        """How many organisations each is tied to."""
        return np.diff(self.ties.indptr).astype(np.int64)

    @cached_property
    def kappa(self) -> float:
        """Median tie weight; 1 where there is no tie (then nothing depends on it)."""
        return float(np.median(self.ties.data)) if self.ties.nnz else 1.0

    @cached_property
    def trust(self) -> csr_array:
        """The trust in each tie, w / (w + kappa): one half at the median weight; sparsity of `ties`."""
        weight = self.ties.data
        return csr_array((weight / (weight + self.kappa), self.ties.indices, self.ties.indptr), shape=self.ties.shape)

    @cached_property
    def kind_sets(self) -> csr_array:
        """Each organisation's kind as a set of one, empty where unknown; binary, n × kinds."""
        known = self.kind >= 0
        start = np.concatenate(([0], np.cumsum(known)))
        return csr_array((np.ones(start[-1]), self.kind[known], start), shape=(self.size, len(self.kinds)))

    @cached_property
    def lineage(self) -> csr_array:
        """What each organisation stands for, broader causes included; binary, n × causes."""
        return with_ancestors(self.causes, self.broader)

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """How rare it is to stand for each cause: ln(1 + n / n_c), 0 where nobody does."""
        supporters = np.bincount(self.lineage.indices, minlength=len(self.cause_ids))
        ratio = np.divide(self.size, supporters, out=np.zeros(len(supporters)), where=supporters > 0)
        return np.log1p(ratio)

    @cached_property
    def standing_total(self) -> NDArray[np.float64]:
        """Σ of value × idf over what each organisation stands for: own causes 1, broader ones 1/2."""
        return np.asarray(self.lineage @ self.idf + self.causes @ self.idf) / 2

    @cached_property
    def contested(self) -> csr_array:
        """Causes that an organisation opposes although it supports something under them; usually empty."""
        return csr_array(self.opposed.multiply(self.lineage))

    @cached_property
    def holders(self) -> Mapping[str, Holders]:
        """Who holds each value of two of the sets, by name."""
        return {name: Holders.of(getattr(self, name)) for name in ("causes", "challenges")}

    @property
    def bonds(self) -> tuple[csr_array, ...]:
        """Who knows whom already, and is no candidate for an alliance with: an entry in any of these, n × n."""
        return self.tied_ever, self.ties, self.conflicts, self.related

    @cached_property
    def acquaintance(self) -> Acquaintance:
        """Who trusts whom, and who is in conflict with whom."""
        return Acquaintance.of(self.trust, self.conflicts, np.ones(self.size, np.bool_))

    @cached_property
    def everyone(self) -> Everyone:
        """What is known of each organisation by itself."""
        sets = (self.challenges, self.places, self.constituencies, self.generations, self.ties)
        return Everyone.of(self.kind, self.standing_total, *(np.diff(matrix.indptr) for matrix in sets))

    @cached_property
    def _candidate_pools(self) -> dict[bool, CandidatePool]:
        return {}

    def candidate_pool(self, include_power: bool = False) -> CandidatePool:
        """The candidates, as compiled loops take them."""
        if include_power not in self._candidate_pools:
            self._candidate_pools[include_power] = CandidatePool.of(self, self.candidates(include_power))
        return self._candidate_pools[include_power]

    def pool(self, include_power: bool = False) -> NDArray[np.bool_]:
        """Mask of the organisations that candidates, means and baselines come from: all but institutions of power."""
        return np.ones(self.size, dtype=np.bool_) if include_power else ~self.power

    def candidates(self, include_power: bool = False) -> NDArray[np.bool_]:
        """Mask of the pool without those that do not wish to be suggested."""
        return self.pool(include_power) & self.suggestible


def row(matrix: csr_array, index: int) -> NDArray[np.int32]:
    """Columns stored in one row of a canonical matrix, ascending; a view, not to be written to."""
    return matrix.indices[matrix.indptr[index] : matrix.indptr[index + 1]]


def row_values(matrix: csr_array, index: int) -> NDArray[np.float64]:
    """Values stored in one row, in the order of `row`; a view, not to be written to."""
    return matrix.data[matrix.indptr[index] : matrix.indptr[index + 1]]


def gather_rows(matrix: csr_array, rows: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every entry stored in some rows.

    Returns
    -------
    owner : int64
        For each entry the position in `rows` that it comes from.
    entry : int64
        Its position in `matrix.indices` and `matrix.data`.
    """
    start = matrix.indptr[rows].astype(np.int64)
    count = matrix.indptr[np.asarray(rows) + 1] - start
    owner = np.repeat(np.arange(len(start)), count)
    first = np.cumsum(count) - count
    return owner, np.arange(len(owner)) - first[owner] + start[owner]


def _expect(name: str, found: int, expected: int) -> None:
    if found != expected:
        raise InvalidNetworkError(f"a landscape needs {expected} {name} but has {found}; build it from one Network")
