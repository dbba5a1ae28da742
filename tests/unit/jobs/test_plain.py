from __future__ import annotations

from typing import NamedTuple

import numpy as np

from alliancemap.jobs.plain import plain


class Found(NamedTuple):
    whose_row: str
    score: float
    bridging: bool


def test_a_named_tuple_is_an_object_in_the_names_of_graphql() -> None:
    """Any other tuple is a list; there are twelve digits, and what is not finite is not defined."""
    found = Found("a", 1 / 3, True)
    assert plain((found, (1.0, float("nan")))) == [
        {"whoseRow": "a", "score": 0.333333333333, "bridging": True},
        [1.0, None],
    ]
    assert plain(Found("a", np.float64(2) / 3, False))["score"] == 0.666666666667
