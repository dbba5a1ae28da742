"""A two-mode network: organisations and what they are affiliated with (causes, coalitions, places)."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import binary
from alliancemap.errors import InvalidNetworkError


@dataclass(frozen=True, eq=False)
class Affiliation:
    """Who is affiliated with what.

    Attributes
    ----------
    rows, columns : tuple of str, lengths n₁ and n₂
        The organisations, and what they are affiliated with.
    matrix : csr_array, n₁ × n₂
        Canonical: sorted indices, no stored zeros; strengths > 0, or where stances are meant numbers of either sign.
    n_merged : int
        Records that were added to another one of the same pair.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: csr_array
    n_merged: int = 0

    def __post_init__(self) -> None:
        """Refuse a matrix of another shape."""
        if self.matrix.shape != (len(self.rows), len(self.columns)):
            raise InvalidNetworkError(
                f"{len(self.rows)} rows and {len(self.columns)} columns are named for a matrix of "
                f"{self.matrix.shape[0]} × {self.matrix.shape[1]}"
            )

    def binary(self) -> csr_array:
        """The matrix B: 1 for each affiliation."""
        return binary(self.matrix)
