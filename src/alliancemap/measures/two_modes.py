"""What the measures of affiliation networks have in common: which mode is paired, and how pairs are listed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.backbone import MOST_LISTED
from alliancemap.errors import UsageError
from alliancemap.measures.given import Given
from alliancemap.measures.parameters import choice

ALL_PAIRS = 2_000
"""Up to so many rows, lists of pairs hold those that share nothing as well, unless told."""

OF = choice(
    "of",
    "Pairs of what: of the rows (organisations) or of the columns (what they are affiliated with).",
    ("rows", "columns"),
    "rows",
)
PAIRS = choice(
    "pairs",
    "Which pairs are listed: all, or those that share something (a pair that shares nothing has 0, or the upper p 1); "
    f"unless told, all up to {ALL_PAIRS:,} rows.",
    ("all", "sharing"),
)


def matrix_of(given: Given) -> csr_array:
    """Give the affiliations as a binary matrix."""
    return given.affiliation().binary()


def sided(given: Given) -> csr_array:
    """The matrix with what is to be paired as its rows."""
    matrix = matrix_of(given)
    if given.params["of"] == "rows":
        return matrix
    turned = csr_array(matrix.T)
    turned.sort_indices()
    return turned


def paired_names(given: Given) -> Sequence[str]:
    """Give the names of what is paired."""
    network = given.affiliation()
    return network.rows if given.params["of"] == "rows" else network.columns


def all_pairs_asked(given: Given) -> bool:
    """Whether pairs that share nothing are listed as well."""
    asked, size = given.params["pairs"], len(paired_names(given))
    return asked == "all" or (asked is None and size <= ALL_PAIRS)


def refuse_too_many(count: int, what: str) -> None:
    """Refuse to list more than anybody reads.

    Raises
    ------
    UsageError
        Names how many there are.
    """
    if count > MOST_LISTED:
        raise UsageError(
            f"{count:,} {what} are more than the {MOST_LISTED:,} that can be listed: choose a smaller network, or the "
            "measure backbone, which lists only what is more than chance"
        )


def triples(
    names: Sequence[str], ends: tuple[NDArray[np.integer], ...], values: NDArray[np.generic]
) -> list[list[object]]:
    """List [one, other, value]."""
    first, second = (end.tolist() for end in ends)
    return [[names[a], names[b], value] for a, b, value in zip(first, second, values.tolist(), strict=True)]


def pair_notes(given: Given) -> dict[str, object]:
    """Say which pairs are listed."""
    return {"pairs": "all" if all_pairs_asked(given) else "those that share something; every other has 0 in common"}
