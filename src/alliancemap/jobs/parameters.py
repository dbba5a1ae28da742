"""What a job may be asked with: every parameter checked, written in one way only, and given its default.

Two ways to ask the same are then the same text, and so the same job.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliancemap.errors import UsageError
from alliancemap.jobs.readers import Reader

REQUIRED = object()


@dataclass(frozen=True)
class Parameter:
    """How a parameter is read, and what it is where it is not given; `REQUIRED` has no default."""

    read: Reader
    default: Any = REQUIRED


def completed(what: str, offered: Mapping[str, Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Check parameters and fill in the defaults.

    Raises
    ------
    UsageError
        If one is unknown, missing or out of range.
    """
    for name in given:
        if name not in offered:
            near = difflib.get_close_matches(name, offered, n=1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            raise UsageError(f"{what} takes no parameter {name!r}{meant} (there are {', '.join(offered)})")
    values = {}
    for name, parameter in offered.items():
        value = given.get(name, parameter.default)
        if value is REQUIRED:
            raise UsageError(f"{what} needs the parameter {name!r}")
        values[name] = value if name not in given else parameter.read(name, value)
    return values


def parsed(text: str) -> dict[str, Any]:
    """Read parameters from JSON; UsageError unless it is an object."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise UsageError(f"the parameters {text[:80]!r} are no JSON: {error}") from error
    if not isinstance(value, dict):
        raise UsageError(f'the parameters {text[:80]!r} are no JSON object; write them as {{"name": value}}')
    return value
