"""What a network file says, whatever its format: nodes, tie records and attributes, nothing simplified yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class NetworkFile:
    """One network as its file has it.

    Attributes
    ----------
    name : str
        The file as the user named it, for messages.
    nodes : tuple of str, length n
        Ids (labels where a format has only these), in the file's order.
    source, target : int64, length of the records
        Ends of each tie record, as positions in `nodes`.
    weight : float64, length of the records
        The record's value as read, 1 where the format gives none; may be NaN, 0 or negative: a measure refuses
        what it cannot take.
    where : sequence of str, length of the records
        Where each record stands, such as `line 12` or `edge 3`, for messages.
    directed : bool
        Whether records run from source to target only.
    direction_known : bool
        False where the format cannot say it, as in a list of pairs: a measure may then take the records as directed.
    first_mode : bool, length n, or None
        For a two-mode file which nodes are of the first mode (actors); records then run from it to the second.
    node_attributes, tie_attributes : mapping of str to sequence
        A column each, None where the file says nothing; `weight` is not repeated among the latter.
    relations : tuple of str
        Names of the relations that the records belong to; `relation` (int64, length of the records) says which.
    extra : mapping
        What only our own JSON knows: `statements`, `periods`, `organisations` …
    """

    name: str
    nodes: tuple[str, ...]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]
    where: Sequence[str]
    directed: bool = False
    direction_known: bool = True
    first_mode: NDArray[np.bool_] | None = None
    node_attributes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    tie_attributes: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    relations: tuple[str, ...] = ()
    relation: NDArray[np.int64] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def two_mode(self) -> bool:
        """Whether the nodes are of two kinds that are tied only to each other."""
        return self.first_mode is not None
