"""Networks of positive and negative ties, as symmetric matrices of +1 and -1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from alliancemap.errors import InvalidNetworkError

Pairs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SignedGraph:
    """Organisations and their ties, each positive or negative, directions dropped.

    Attributes
    ----------
    signs : csr_array, n × n
        Canonical and symmetric: 1 for a positive tie, -1 for a negative one; empty diagonal.
    ambiguous : int64, shape (pairs, 2)
        Rows of the pairs whose records have both signs: dropped. Smaller row first, in order.
    """

    signs: csr_array
    ambiguous: Pairs

    @classmethod
    def of_records(
        cls, n: int, ends: tuple[NDArray[np.integer], NDArray[np.integer]], values: NDArray[np.float64]
    ) -> SignedGraph:
        """Merge records of the same two nodes if they agree in sign, drop the pair if they do not.

        Directions are dropped and loops left out. Time O(n + records).

        Raises
        ------
        InvalidNetworkError
            If a value is 0 or not finite, for it has no sign.
        """
        if not (np.isfinite(values) & (values != 0)).all():
            raise InvalidNetworkError("the value of a signed tie must be a finite number other than 0")
        first, second = (np.asarray(end, np.int64) for end in (np.minimum(*ends), np.maximum(*ends)))
        proper = first != second
        pairs = (first[proper], second[proper])
        positive = _present(n, pairs, values[proper] > 0)
        negative = _present(n, pairs, values[proper] < 0)
        clash = coo_array(positive.multiply(negative))
        signs = csr_array(positive - negative)
        signs.eliminate_zeros()
        both = csr_array(signs + signs.T)
        both.sort_indices()
        found = np.stack(clash.coords, axis=1).astype(np.int64)
        return cls(both, found[np.lexsort((found[:, 1], found[:, 0]))])

    @property
    def n(self) -> int:
        """How many nodes."""
        return int(self.signs.shape[0])

    @property
    def m(self) -> int:
        """How many ties, the ambiguous not counted."""
        return int(self.signs.nnz) // 2

    @property
    def positive(self) -> int:
        """How many positive ties."""
        return int((self.signs.data > 0).sum()) // 2


def _present(n: int, pairs: tuple[Pairs, Pairs], chosen: NDArray[np.bool_]) -> csr_array:
    """1 for each pair that a chosen record names."""
    first, second = pairs
    found = csr_array(coo_array((np.ones(int(chosen.sum())), (first[chosen], second[chosen])), shape=(n, n)))
    found.sum_duplicates()
    found.data[:] = 1
    return found
