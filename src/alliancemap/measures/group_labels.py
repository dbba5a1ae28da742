"""How nodes are grouped: by labels that are listed, or by an attribute of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.errors import UsageError
from alliancemap.exchange.near import did_you_mean, listed

GROUP_ATTRIBUTES = ("group", "kind")
"""The attributes by which nodes are grouped unless one is named, the first that they have."""


def listed_labels(asked: Sequence[Any] | Mapping[str, Any], ids: Sequence[str]) -> NDArray[np.object_]:
    """Give the group of each node by a list of one a node, or by node; None where it has none.

    Raises
    ------
    UsageError
        If the list is of another length, nodes are named that are not there, or a group is neither text nor a number.
    """
    if isinstance(asked, Mapping):
        known = set(ids)
        unknown = next((id for id in asked if id not in known), None)
        if unknown is not None:
            raise UsageError(
                f"groups names the node {unknown!r}, which is not in the network{did_you_mean(unknown, ids)}"
            )
        return _labels([asked.get(id) for id in ids])
    if len(asked) != len(ids):
        raise UsageError(f"groups lists {len(asked)} values for {len(ids)} nodes")
    return _labels(asked)


def attribute_labels(attributes: Mapping[str, Sequence[Any]], asked: str | None) -> NDArray[np.object_]:
    """Give the group of each node by the attribute asked for; None where it has none.

    Raises
    ------
    UsageError
        If nodes have no such attribute, or a group is neither text nor a number.
    """
    name = str(asked or next((name for name in GROUP_ATTRIBUTES if name in attributes), "group"))
    if name not in attributes:
        has = f"they have {listed(sorted(attributes))}" if attributes else "they have no attributes"
        raise UsageError(f"nodes have no attribute {name!r} to group them by ({has}): name one with `groups`")
    return _labels(attributes[name])


def _labels(values: Sequence[Any]) -> NDArray[np.object_]:
    wrong = next((value for value in values if isinstance(value, list | dict)), None)
    if wrong is not None:
        raise UsageError(f"a node has the group {wrong!r}, but a group is text or a number, one a node")
    labels = np.empty(len(values), object)
    labels[:] = [None if value is None or value == "" or value != value else value for value in values]  # noqa: PLR0124 - NaN
    return labels
