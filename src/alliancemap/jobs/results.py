"""Results: the answers of all parts, written as text and packed, one after the other, with what was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import orjson

from alliancemap.jobs.kinds import JSON, KINDS, Kind
from alliancemap.jobs.plain import plain
from alliancemap.store.job_content import JobResult, packed
from alliancemap.store.job_records import Job
from alliancemap.store.job_requests import canonical

EMPTY, COMMA = packed(b""), packed(b",")


def encoded(kind: Kind, answer: Any) -> bytes:
    """Write an answer, packed; of a part of a list, what stands between the brackets of the whole."""
    if kind.media != JSON:
        return packed(answer)
    if not kind.listed:
        return packed(orjson.dumps(plain(answer)))
    return packed(b",".join(orjson.dumps(plain(item)) for item in answer))


def joined(job: Job, parts: Sequence[bytes]) -> JobResult:
    """Put the packed answers of all parts together, or the one of the whole, with what was asked."""
    kind = KINDS[job.request.kind]
    if kind.media != JSON:
        return JobResult(tuple(parts), kind.media)
    asked = {
        "kind": job.request.kind.name,
        "parameters": json.loads(job.request.parameters),
        "seed": job.request.seed,
        "audience": job.request.audience.name,
        "revision": job.revision,
    }
    opening, closing = (b"[", b"]") if kind.listed else (b"", b"")
    head = packed(canonical(asked).encode()[:-1] + b',"answer":' + opening)
    answers = [piece for part in parts if part != EMPTY for piece in (COMMA, part)]
    return JobResult((head, *answers[1:], packed(closing + b"}\n")), JSON)
