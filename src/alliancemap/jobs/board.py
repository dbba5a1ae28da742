"""The board: jobs as those see them who ask, the same in commands, GraphQL and events."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from alliancemap.jobs.plain import camel, plain
from alliancemap.model import Audience
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_looks import JobLooks
from alliancemap.store.job_records import ENDED, Job, JobState
from alliancemap.store.job_requests import JobKind

__all__ = ["JobBoard", "JobKind", "JobResult", "JobState", "JobView"]


@dataclass(frozen=True)
class JobView:
    """A job without what is nobody's business: who works on it and until when.

    `parameters` is JSON; `seconds` is how long the answer took to work out, all parts added up, on the Network of its
    audience: without waiting and without reading the data, which takes the longer the more is hidden from it; `result`
    the SHA-256 of the content; `successor` the same question on a later revision, where the data moved on before this
    one ran.
    """

    id: str
    kind: JobKind
    audience: Audience
    revision: int
    parameters: str
    seed: int
    software: str
    state: JobState
    attempt: int
    progress: float
    words: str
    reasons: tuple[str, ...]
    result: str | None
    cited: bool
    successor: str | None
    submitted_at: str
    seconds: float | None

    @classmethod
    def of(cls, job: Job) -> JobView:
        """Show a job."""
        own = {name: getattr(job, name) for name in _OWN}
        asked = {name: getattr(job.request, name) for name in _ASKED}
        return cls(**own, **asked, submitted_at=job.submitted_at.isoformat(timespec="milliseconds"))

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it, unless it is asked anew."""
        return self.state in ENDED

    def described(self) -> dict[str, Any]:
        """Write it for programs, in the names of GraphQL."""
        return {camel(field.name): plain(getattr(self, field.name)) for field in dataclasses.fields(self)}


_ASKED = ("kind", "audience", "parameters", "seed", "software")
_OWN = (
    *("id", "revision", "state", "attempt", "progress", "words", "reasons"),
    *("result", "cited", "successor", "seconds"),
)


class JobBoard:
    """Shows the jobs of a database."""

    def __init__(self, jobs: JobLooks) -> None:
        self._jobs = jobs

    def find(self, id: str, audience: Audience) -> JobView:
        """Look at a job; JobNotFoundError if there is none that the audience may see."""
        return JobView.of(self._jobs.find(id, audience))

    def result(self, id: str, audience: Audience) -> JobResult:
        """Read the result of a job; JobNotFoundError if there is none that the audience may see."""
        return self._jobs.result(id, audience)
