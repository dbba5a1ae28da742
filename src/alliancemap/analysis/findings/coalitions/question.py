"""What is asked of a candidate coalition: goals, size, who must be in and who must not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from alliancemap.errors import UsageError


@dataclass(frozen=True)
class CoalitionQuestion:
    """What is asked for.

    Attributes
    ----------
    goal : mapping of int to float
        Columns of causes to support or challenges to oppose, with weights above 0.
    size : int
        How many members.
    include, exclude : frozenset of int
        Rows that must and must not be members.
    include_power : bool
        Whether institutions of power may be members.
    everybody : bool
        Whether organisations that back no goal may be members.
    """

    goal: Mapping[int, float]
    size: int
    include: frozenset[int] = frozenset()
    exclude: frozenset[int] = frozenset()
    include_power: bool = False
    everybody: bool = False


def check_question(question: CoalitionQuestion) -> None:
    """Refuse a question that makes no sense.

    Raises
    ------
    UsageError
        If there is no goal, a weight or the size is out of range, or somebody is both to be included and excluded.
    """
    if not question.goal:
        raise UsageError("no goal is given; name at least one cause")
    wrong = [weight for weight in question.goal.values() if not 0 < weight < np.inf]
    if wrong:
        raise UsageError(f"goal weight {wrong[0]} cannot be used; give a number above 0")
    if question.size < max(1, len(question.include)):
        raise UsageError(
            f"size is {question.size} with {len(question.include)} to include; give 1 or more, and no fewer than those"
        )
    if question.include & question.exclude:
        raise UsageError("an organisation is both to be included and to be excluded; take it off one of the lists")
