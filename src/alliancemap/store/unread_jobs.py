"""What becomes of a job whose record cannot be read: another version left it, or it is damaged."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from alliancemap.errors import JobUnreadableError
from alliancemap.store.job_records import Job, JobState
from alliancemap.store.transaction import Row, Transaction

LOG = logging.getLogger(__name__)
BEGUN_ANEW = "what was recorded of it could not be read; it was begun anew"


def fail(transaction: Transaction, row: Row, error: JobUnreadableError) -> None:
    """End a locked job that a worker came to, so that it keeps nobody from the others."""
    LOG.warning("%s", error)
    values = {"state": str(JobState.FAILED), "lease": 0, "ended": row["now"], "reasons": [str(error)]}
    transaction.run("jobs/set", id=row["id"], values=values)


def read_or_begin_anew(transaction: Transaction, row: Row, beginning: Mapping[str, Any]) -> Job:
    """Read a locked job; one that cannot be read begins anew, for its question is asked again and says all there is.

    Its fence is raised, so that a worker that may still hold it writes nothing.

    Raises
    ------
    JobUnreadableError
        If it cannot be read, and is cited or may be, or does not say how high its fence is.
    """
    try:
        return Job.of(row)
    except JobUnreadableError as error:
        if row["cited"] is not False or not isinstance(row["fence"], int):
            raise
        LOG.warning("%s; it is asked again and begins anew", error)
    values = {**beginning, "fence": row["fence"] + 1, "reasons": [BEGUN_ANEW], "submitted": row["now"]}
    transaction.run("jobs/withdraw", id=row["id"])
    transaction.run("jobs/set", id=row["id"], values=values)
    return Job.of(transaction.one("jobs/find", id=row["id"]))
