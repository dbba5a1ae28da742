"""A part of a job, worked out in a process of its own, which loads the Network of the revision itself, and once.

Loading takes the longer the more there is that the audience may not see; so it is not counted as time of the answer.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.errors import StoreUnavailableError
from alliancemap.jobs.answers import Asked, Tell, as_day
from alliancemap.jobs.executors import RunnerLostError
from alliancemap.jobs.kinds import KINDS
from alliancemap.jobs.results import encoded
from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.services.centrality.subject import software
from alliancemap.services.question import Question
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_pictures import network_of
from alliancemap.store.job_records import Job
from alliancemap.store.place import StorePlace

TOLD_SECONDS = 1.0
"""How often the database is told how far a job is, at most."""

CHECKED_SECONDS = 2.0
"""How often a long computation asks whether its worker still holds the job, at most."""


_FEEDS: dict[StorePlace, NetworkFeed] = {}
_KEPT: dict[str, Network] = {}
"""By the job that asks."""
_OPENING = threading.Lock()


@dataclass(frozen=True)
class Worked:
    """What was worked out, and how many seconds that took once the audience's Network was there."""

    content: Any
    seconds: float


def silent(_words: str, _share: float) -> None:
    """Parts are counted by the worker that handed them out."""


def work_out(place: StorePlace, job: Job, part: int) -> Worked:
    """Work out one part of a job that a worker holds.

    Raises
    ------
    RunnerLostError
        If another version was asked than this process has.
    JobLostError
        If the worker does not hold the job any more.
    AllianceMapError
        If the question cannot be answered, or the store fails.
    """
    asked = _held(place, job)
    return _timed(lambda: answered(asked, job, part))


def put_together(place: StorePlace, job: Job, parts: Sequence[Worked]) -> Worked:
    """Make the answer of a job out of its parts, where its kind does more than list them; raises as `work_out`."""
    asked = _held(place, job)
    return _timed(lambda: concluded(asked, job, [part.content for part in parts]))


def _timed(answer: Callable[[], Any]) -> Worked:
    began = time.perf_counter()
    content = answer()
    return Worked(content, time.perf_counter() - began)


def answered(asked: Asked, job: Job, part: int = 0) -> Any:
    """Answer one part of the question of a job: the same content wherever it runs.

    Packed, as `results.joined` takes it, or what the kind makes its whole of.
    """
    kind = KINDS[job.request.kind]
    answer = kind.answer(replace(asked, part=part, parts=kind.parts))
    return answer if kind.whole else encoded(kind, answer)


def concluded(asked: Asked, job: Job, parts: Sequence[Any]) -> bytes:
    """Make the answer, packed, of a kind that has a whole."""
    kind = KINDS[job.request.kind]
    assert kind.whole
    return encoded(kind, kind.whole(asked, parts))


def asked_of(network: Network, job: Job, tell: Tell = silent, check_time: CheckTime = no_limit) -> Asked:
    """Ask the question of a job of a Network."""
    parameters = json.loads(job.request.parameters)
    ties, as_of = TieSet(parameters["ties"]), as_day(parameters["as_of"])
    question = Question(network, ties, as_of, parameters["include_power"], check_time=check_time)
    return Asked(question, parameters, job.request.seed, tell)


def _held(place: StorePlace, job: Job) -> Asked:
    """The question of a job that a worker holds, asked of the Network of its revision."""
    if job.request.software != software():
        raise RunnerLostError(f"job {job.id!r} asks {job.request.software}, here is {software()}; upgrade the cluster")
    feed = _feed(place)
    tell = _teller(feed.store, job) if KINDS[job.request.kind].parts == 1 else silent
    tell("reading the network", 0.0)
    check_held = _at_most(CHECKED_SECONDS, lambda: feed.store.jobs.check(job))
    return asked_of(_kept(feed, job, check_held), job, tell, check_held)


def _feed(place: StorePlace) -> NetworkFeed:
    """Give this process's feed of a store; it stays open until the process ends."""
    with _OPENING:
        if place not in _FEEDS:
            _FEEDS[place] = NetworkFeed(place.open())
        return _FEEDS[place]


def _kept(feed: NetworkFeed, job: Job, check_held: CheckTime) -> Network:
    """Give the Network that a job asks about; one of many parts has it made once in each process."""
    kept = _KEPT.get(job.id)
    if kept is None:
        kept = network_of(feed, job, check_held, job.lease - job.now)
        _KEPT.clear()
        if KINDS[job.request.kind].parts > 1:
            _KEPT[job.id] = kept
    return kept


def _teller(store: GraphStore, job: Job) -> Tell:
    """Tell the database how far a job is, now and then."""
    said = ("", 0.0)
    tell_now = _at_most(TOLD_SECONDS, lambda: store.jobs.advance(job, said[1], said[0]))

    def tell(words: str, share: float) -> None:
        nonlocal said
        said = words, min(share, 0.99)
        tell_now()

    return tell


def _at_most(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    """Make a function that acts when it was not called for some seconds, and the first time."""
    last = -seconds

    def now_and_then() -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            with contextlib.suppress(StoreUnavailableError):  # the work goes on; the lease is the worker's concern
                act()

    return now_and_then
