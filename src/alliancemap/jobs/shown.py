"""A job as programs see it, the same in commands, GraphQL and events."""

from __future__ import annotations

import json
from typing import Any

from alliancemap.jobs.plain import camel, plain
from alliancemap.store.job_records import Job

_OWN = ("id", "revision", "attempt", "progress", "words", "reasons", "result", "cited", "successor")


def described(job: Job) -> dict[str, Any]:
    """Write a job in the names of GraphQL."""
    return {
        "id": job.id,
        "kind": job.request.kind.name,
        "audience": job.request.audience.name,
        "state": job.state.name,
        "parameters": json.loads(job.request.parameters),
        "seed": job.request.seed,
        "software": job.request.software,
        "submittedAt": job.submitted_at.isoformat(timespec="milliseconds"),
        "seconds": job.seconds,
        **{camel(name): plain(getattr(job, name)) for name in _OWN},
    }
