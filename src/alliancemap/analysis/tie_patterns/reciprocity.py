"""Directed ties that are returned."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import binary


@dataclass(frozen=True)
class Reciprocity:
    """Pairs of nodes by how they are tied.

    Attributes
    ----------
    mutual, one_sided : int
        Pairs with a tie each way; with a tie one way only.
    """

    mutual: int
    one_sided: int

    @property
    def edgewise(self) -> float:
        """Share of directed ties that are returned; NaN without ties."""
        ties = 2 * self.mutual + self.one_sided
        return 2 * self.mutual / ties if ties else float("nan")


def reciprocity(ties: csr_array) -> Reciprocity:
    """Count the pairs that are tied both ways, and those tied one way.

    Time O(m).

    Parameters
    ----------
    ties : csr_array, n × n
        Row i holds the ties from i; no stored zeros, empty diagonal.

    References
    ----------
    S. Wasserman & K. Faust, Social Network Analysis, Cambridge University Press (1994), ch. 13.
    """
    plain = binary(ties)
    mutual = int((plain.multiply(plain.T)).sum()) // 2
    return Reciprocity(mutual, ties.nnz - 2 * mutual)
