"""Questions that take long, and what jobs about them are known by."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alliancemap.model import Audience
from alliancemap.store.changes import Stamp


class JobKind(StrEnum):
    """What is worked out."""

    GAPS = "gaps"
    COALITIONS = "coalitions"
    PLAN = "plan"
    ALL_ALLIES = "all_allies"
    CENTRALITY_REPORT = "centrality_report"
    LAYOUT = "layout"
    EVALUATION = "evaluation"


@dataclass(frozen=True)
class JobRequest:
    """A question that takes long.

    Parameters
    ----------
    kind : JobKind
    audience : Audience
        Whose Network is asked; the result is never shown to a lower one.
    parameters : str
        Canonical JSON, as `canonical` writes it, so that equal questions are equal text.
    seed : int
    software : str
        Name and version of the program asked: another version may answer otherwise.
    """

    kind: JobKind
    audience: Audience
    parameters: str
    seed: int
    software: str

    def id(self, stamp: Stamp) -> str:
        """What the job is known by: the same question on the same revision of the same database has the same."""
        revision = stamp.revisions[self.audience]
        parts = [stamp.origin, revision, self.kind, self.audience, self.parameters, self.seed, self.software]
        return hashlib.sha256(canonical(parts).encode()).hexdigest()[:32]


def canonical(value: Any) -> str:
    """Write plain values as JSON in one way only: keys in order, no blanks, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
