"""The groups that a measure was given, as numbers."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from alliancemap.measures.given import Given

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def grouping(given: Given) -> tuple[NDArray[np.int64], list[str]]:
    """Number the groups of the nodes, -1 for none, and name them: numbers in order, then other text in order."""
    labels = [None if label is None else str(label) for label in given.groups()]
    names = sorted({label for label in labels if label is not None}, key=_order)
    number: dict[str | None, int] = {name: place for place, name in enumerate(names)}
    number[None] = -1
    return np.array([number[label] for label in labels], np.int64), names


def _order(name: str) -> tuple[bool, float, str]:
    is_number = NUMBER.fullmatch(name) is not None
    return not is_number, float(name) if is_number else 0.0, name
