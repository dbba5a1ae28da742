"""Jobs worked out in the process of a test, to compare with."""

from __future__ import annotations

from alliancemap.jobs.kinds import KINDS
from alliancemap.jobs.results import joined
from alliancemap.jobs.running import answered, asked_of, concluded
from alliancemap.network.network import Network
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_records import Job


def result_of(network: Network, job: Job) -> JobResult:
    """All parts, one after the other."""
    kind, asked = KINDS[job.request.kind], asked_of(network, job)
    parts = [answered(asked, job, part) for part in range(kind.parts)]
    return joined(job, [concluded(asked, job, parts)] if kind.whole else parts)
