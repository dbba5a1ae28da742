"""How long a page may take to make, and what a visitor is told then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliancemap.analysis.compute.deadline import Deadline
from alliancemap.analysis.compute.pausing import CheckTime
from alliancemap.errors import TimeLimitError
from alliancemap.web.commands import submit_command

LONGEST = 20.0
"""Seconds."""


def page_limit(kind: str, asked: Mapping[str, Any]) -> CheckTime:
    """Give a page that finds something its time from now on.

    Parameters
    ----------
    kind : str
        The kind of job that finds the same without a limit.
    asked : mapping
        The parameters of that job.

    Returns
    -------
    callable
        Raises TimeLimitError once the time is up, with the command that asks for the job.
    """
    deadline = Deadline(LONGEST)

    def check_time() -> None:
        if deadline.passed:
            raise TimeLimitError(
                f"on a map of this size it takes longer than the {LONGEST:.0f} seconds that a page may; ask for less, "
                f"or let whoever runs this map have it worked out as a job: {submit_command(kind, asked)}"
            )

    return check_time
