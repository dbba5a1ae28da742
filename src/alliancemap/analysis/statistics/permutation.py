"""The p of tests that shuffle: how often chance does as much as what was observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alliancemap.errors import UsageError

TAILS = ("upper", "lower", "both")


def permutation_p(as_extreme: ArrayLike, draws: int) -> NDArray[np.float64]:
    """Give p = (b + 1)/(R + 1): what was observed counts as one of the draws, so that p is never 0.

    Parameters
    ----------
    as_extreme : int
        b, the draws at least as extreme as what was observed.
    draws : int
        R.

    Returns
    -------
    float64
        In (0, 1], of the shape of `as_extreme`.

    Raises
    ------
    UsageError
        If R is below 1, or b is not in 0 … R.

    References
    ----------
    B. Phipson & G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9, 39 (2010). doi:10.2202/1544-6115.1585
    """
    extreme = np.asarray(as_extreme)
    if draws < 1:
        raise UsageError(f"{draws} draws give no p: ask for 1 at least")
    if extreme.size and not (extreme.min() >= 0 and extreme.max() <= draws):
        raise UsageError(f"{extreme.max() if extreme.min() >= 0 else extreme.min()} of {draws} draws cannot be extreme")
    return np.asarray((extreme + 1) / (draws + 1), np.float64)


@dataclass(frozen=True, eq=False)
class TwoTails:
    """p of a permutation test on either side.

    Attributes
    ----------
    upper, lower : float64
        p of values at least as high, and at most as high, as observed; NaN where there is none.
    draws : int
    """

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    draws: int

    @classmethod
    def of_counts(cls, at_least: ArrayLike, at_most: ArrayLike, draws: int) -> TwoTails:
        """Turn the draws at least, and at most, as high as observed into p."""
        return cls(permutation_p(at_least, draws), permutation_p(at_most, draws), draws)

    @property
    def both(self) -> NDArray[np.float64]:
        """P of values as far out on either side: twice the smaller, at most 1."""
        return np.asarray(np.minimum(1.0, 2 * np.minimum(self.upper, self.lower)))

    def tail(self, name: str) -> NDArray[np.float64]:
        """Give the p of the tail named: upper, lower or both."""
        if name not in TAILS:
            raise UsageError(f"a test has no tail {name!r}, only {', '.join(TAILS)}")
        if name == "both":
            return self.both
        return self.upper if name == "upper" else self.lower
