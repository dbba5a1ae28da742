"""Real workers on one queue, some of them killed: every job has exactly one result, and none is lost."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from alliancemap.analysis.compute.pausing import no_limit
from alliancemap.errors import (
    AllianceMapError,
    CauseNotFoundError,
    JobNotFoundError,
    SettingsError,
    StoreUnavailableError,
)
from alliancemap.jobs import attempt, running
from alliancemap.jobs import worker as loop
from alliancemap.jobs.answers import UnwrittenError
from alliancemap.jobs.executors import LocalProcesses, RunnerLostError
from alliancemap.jobs.kinds import BLOCKS, request
from alliancemap.jobs.renewal import Renewal
from alliancemap.jobs.running import Worked, answered, asked_of, work_out
from alliancemap.jobs.service import runner
from alliancemap.jobs.worker import Worker
from alliancemap.model import Audience, RecordChange
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_content import JobResult, packed
from alliancemap.store.job_pictures import network_of
from alliancemap.store.job_records import Job, JobState
from alliancemap.store.job_requests import JobKind, JobRequest
from alliancemap.store.job_steps import MOST_ATTEMPTS
from alliancemap.store.jobs import JobQueue
from alliancemap.store.place import StorePlace
from job_results import result_of
from process.conftest import COMMAND, PATIENCE, Shell, wait_until
from records import organisation
from store.maps import by_table, set_to, small_map

LEASE = 3
MANY = int(os.environ.get("ALLIANCEMAP_TEST_JOBS", "60"))
"""How many jobs; with 1000 and ALLIANCEMAP_TEST_WORKERS=20 the run takes several minutes."""
WORKERS = int(os.environ.get("ALLIANCEMAP_TEST_WORKERS", "3"))


def started(address: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a worker."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCEMAP_")}
    environment |= {"ALLIANCEMAP_STORE": address, "ALLIANCEMAP_LEASE_SECONDS": str(LEASE)}
    return subprocess.Popen(
        [COMMAND, "worker", *arguments], env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    )


@contextmanager
def working(address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker, and see to it that it ends with all its processes."""
    process = started(address)
    try:
        yield process
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
        process.kill()
        process.wait()


def computers(worker: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes in which a worker has jobs worked out; Python's own helper is none of them."""
    children = psutil.Process(worker.pid).children(recursive=True)
    found = []
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended meanwhile
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def layouts(number: int) -> list[JobRequest]:
    return [request(JobKind.LAYOUT, Audience.PUBLIC, {}, seed) for seed in range(number)]


def long_one() -> JobRequest:
    """A question about the seed map that takes some seconds at least."""
    return request(JobKind.CENTRALITY_REPORT, Audience.PUBLIC, {"draws": 9_999, "measures": ["degree"]})


def pid_of(job: Job) -> int:
    return int(job.worker.split(":")[1])


def closed(feeds: Mapping[StorePlace, NetworkFeed]) -> None:
    """Close what `work_out` keeps open until its process ends."""
    for feed in feeds.values():
        feed.store.close()


def taken(store: GraphStore) -> Job:
    job = store.jobs.take("a test")
    assert job is not None
    return job


def held(store: GraphStore, id: str, besides: str = "") -> Job:
    """Wait until a worker, another than `besides`, has begun with a job."""
    found = [store.jobs.find(id, Audience.PUBLIC)]

    def look() -> bool:
        found.append(store.jobs.find(id, Audience.PUBLIC))
        return found[-1].state is JobState.RUNNING and found[-1].worker != besides and found[-1].words != ""

    wait_until(look)
    return found[-1]


def test_each_job_has_one_result_though_workers_are_killed(small: tuple[GraphStore, str]) -> None:
    store, address = small
    submitted = [store.jobs.submit(asked) for asked in layouts(MANY)]
    rng, killed = random.Random(5), 0
    with ExitStack() as stack:
        team = [stack.enter_context(working(address)) for _ in range(WORKERS)]
        deadline = time.monotonic() + PATIENCE * max(1, MANY // 100)
        while any(job.ended is None for job in store.jobs.all(Audience.PUBLIC, MANY)):
            assert time.monotonic() < deadline
            running_now = [job for job in store.jobs.all(Audience.PUBLIC, MANY) if job.state is JobState.RUNNING]
            busy = {pid_of(job) for job in running_now if job.attempt < MOST_ATTEMPTS}
            victims = [process for process in team if process.pid in busy]
            if victims and killed < WORKERS:
                victim = rng.choice(victims)
                os.kill(victim.pid, signal.SIGKILL)
                victim.wait()
                killed += 1
                team[team.index(victim)] = stack.enter_context(working(address))
            time.sleep(0.5)
    assert killed == WORKERS
    ended = [store.jobs.find(job.id, Audience.PUBLIC) for job in submitted]
    assert len({job.id for job in ended}) == MANY
    for job in ended:
        assert job.state is JobState.DONE, job.reasons
        assert len(job.reasons) == job.attempt - 1
    network = NetworkFeed(store).network(Audience.PUBLIC)
    for job in submitted[:5]:
        assert store.jobs.result(job.id, Audience.PUBLIC) == result_of(network, job)


def test_a_dead_workers_job_is_taken_by_another_and_a_cancelled_one_is_dropped(seeded: Shell) -> None:
    """The first is killed in the middle; its processes end too. The second is told to drop the job."""
    with GraphStore.open(seeded.store) as store:
        id = store.jobs.submit(long_one()).id
        with working(seeded.store) as first:
            before = held(store, id)
            computing = computers(first)
            assert computing
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            with working(seeded.store) as second:
                after = held(store, id, before.worker)
                assert (after.attempt, after.fence) == (2, before.fence + 1)
                assert [reason.split(": ")[1] for reason in after.reasons] == ["the worker fell silent"]
                wait_until(lambda: not any(process.is_running() for process in computing))
                store.jobs.cancel(id, Audience.PUBLIC)
                wait_until(lambda: not computers(second))
                quick = store.jobs.submit(layouts(1)[0]).id
                wait_until(lambda: store.jobs.find(quick, Audience.PUBLIC).state is JobState.DONE)
        assert store.jobs.find(id, Audience.PUBLIC).state is JobState.CANCELLED


def test_killed_computation_is_tried_again_and_a_stopped_worker_ends_the_job_in_hand(
    small: tuple[GraphStore, str],
) -> None:
    store, address = small
    asked = request(JobKind.CENTRALITY_REPORT, Audience.PUBLIC, {"draws": 999, "measures": ["degree"]})
    id = store.jobs.submit(asked).id
    with working(address) as worker:
        held(store, id)
        for child in computers(worker):
            child.kill()
        wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).attempt == 2)
        for _ in range(2):
            worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
    ended = store.jobs.find(id, Audience.PUBLIC)
    assert ended.state is JobState.DONE
    assert "BrokenProcessPool" in ended.reasons[0]


def test_job_of_many_parts_is_worked_out_on_one_revision_though_the_data_moves_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process: the one that began, and one that joins when nothing is left of the data; the same bytes."""
    address = f"embedded:{tmp_path / 'store'}"
    with ExitStack() as stack, GraphStore.open(address) as store:
        NetworkFeed(store).write(set_to(small_map()))
        network = NetworkFeed(store).network(Audience.PUBLIC)
        store.jobs.submit(request(JobKind.ALL_ALLIES, Audience.PUBLIC, {"first": 2}))
        job, parts = taken(store), list[bytes]()
        for began, change in ((0, by_table([])), (BLOCKS // 2, small_map()), (BLOCKS - 2, by_table([]))):
            feeds: dict[StorePlace, NetworkFeed] = {}
            stack.callback(closed, feeds)
            monkeypatch.setattr(running, "_FEEDS", feeds)
            monkeypatch.setattr(running, "_KEPT", {})
            parts += [work_out(StorePlace(address), job, began).content]
            NetworkFeed(store).write(set_to(change))
            rest = range(began + 1, {0: BLOCKS // 2, BLOCKS // 2: BLOCKS - 2}.get(began, BLOCKS))
            parts += [work_out(StorePlace(address), job, part).content for part in rest]
        assert parts == [answered(asked_of(network, job), job, part) for part in range(BLOCKS)]
        with pytest.raises(RunnerLostError, match="asks alliancemap 0, here is"):
            work_out(StorePlace(address), replace(job, request=replace(job.request, software="alliancemap 0")), 0)


def test_job_ends_though_somebody_is_always_writing(small: tuple[GraphStore, str]) -> None:
    """More often than its processes start: it was begun on one revision and ends on it, at the first attempt."""
    store, address = small
    id = store.jobs.submit(request(JobKind.ALL_ALLIES, Audience.PUBLIC, {"first": 5})).id
    network = NetworkFeed(store).network(Audience.PUBLIC)
    over, feed = threading.Event(), NetworkFeed(store)

    def write() -> None:
        while not over.wait(0.2):
            feed.write(set_to(by_table([]) if len(feed.network(Audience.EDITOR)["organisations"]) else small_map()))

    where, began = LocalProcesses(2), store.jobs.find(id, Audience.PUBLIC)
    thread = threading.Thread(target=write)
    try:
        worker = Worker(store.jobs, StorePlace(address), where)
        job = taken(store)
        thread.start()
        worker.do(job)
    finally:
        over.set()
        thread.join()
        where.close()
        feed.write(set_to(small_map()))
    ended = store.jobs.find(id, Audience.PUBLIC)
    assert (ended.state, ended.attempt, ended.revision) == (JobState.DONE, 1, began.revision)
    assert feed.network(Audience.PUBLIC).revision > began.revision + 3
    assert store.jobs.result(id, Audience.PUBLIC) == result_of(network, job)


class Lagging(NetworkFeed):
    """A feed of a follower that sees nothing new for a while."""

    looks = 0

    def refresh(self) -> None:
        self.looks += 1
        if self.looks > 3:
            super().refresh()


def test_follower_that_lags_behind_is_waited_for(small: tuple[GraphStore, str]) -> None:
    store, _ = small
    behind = Lagging(store)
    before = behind.network(Audience.PUBLIC)
    later = organisation("came-later")
    NetworkFeed(store).write(
        lambda _: ChangeSet((RecordChange("organisations", later.id, None, later),), ChangeKind.EDIT, "a test", "")
    )
    store.jobs.submit(request(JobKind.LAYOUT, Audience.PUBLIC, {}, 40_400))
    job = taken(store)
    assert job.revision == before.revision + 1
    with pytest.raises(StoreUnavailableError, match=f"shows revision {before.revision} still"):
        network_of(behind, job, no_limit, 0.0)
    network = network_of(behind, job, no_limit, 30.0)
    assert network.revision == job.revision
    assert network.get("organisations", later.id) is not None


class Reading(NetworkFeed):
    """A feed that has much to read, as where many records are hidden."""

    SECONDS = 1.5

    def refresh(self) -> None:
        time.sleep(self.SECONDS)
        super().refresh()


class Here(LocalProcesses):
    """Runs everything at once and in this process."""

    def submit(self, work: Callable[..., Any], *arguments: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(work(*arguments))
        return future


@pytest.mark.parametrize("kind", [JobKind.LAYOUT, JobKind.GAPS])
def test_seconds_of_a_job_do_not_count_reading_what_may_be_hidden(
    small: tuple[GraphStore, str], kind: JobKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one part, and in many that are put together."""
    store, address = small
    place = StorePlace(address)
    monkeypatch.setattr(running, "_FEEDS", {place: Reading(store)})
    monkeypatch.setattr(running, "_KEPT", {})
    id = store.jobs.submit(request(kind, Audience.PUBLIC, {}, 40_500)).id
    Worker(store.jobs, place, Here()).work(once=True)
    job = store.jobs.find(id, Audience.PUBLIC)
    assert job.taken is not None
    assert job.ended is not None
    assert job.seconds is not None
    assert 0 < job.seconds <= job.ended - job.taken - Reading.SECONDS


class Answering:
    """Runs nothing: every part comes back as what it was made with, packed, or raises it."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self._answers = list(answers)
        self.submitted, self.killed, self.checked = 0, 0, 0

    def check(self) -> None:
        self.checked += 1

    def submit(self, _work: Callable[..., Worked], *_arguments: object) -> Future[Worked]:
        self.submitted += 1
        answer = self._answers.pop(0)
        if isinstance(answer, RunnerLostError):
            raise answer
        future: Future[Worked] = Future()
        if isinstance(answer, CancelledError):
            future.cancel()
            future.set_running_or_notify_cancel()
        elif isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(Worked(packed(answer), 0.0))
        return future

    def kill(self) -> None:
        self.killed += 1

    def close(self) -> None:
        pass


def after(small: tuple[GraphStore, str], seed: int, *answers: bytes | Exception) -> tuple[Job, Answering]:
    """Let a worker take a new job and get such answers, one each time it takes it; give the job and where it ran."""
    store, address = small
    id = store.jobs.submit(request(JobKind.LAYOUT, Audience.PUBLIC, {}, seed)).id
    where = Answering(*answers)
    Worker(store.jobs, StorePlace(address), where).work(once=True)
    return store.jobs.find(id, Audience.PUBLIC), where


def test_question_that_cannot_be_answered_fails_at_once_with_all_that_is_said(small: tuple[GraphStore, str]) -> None:
    job, where = after(small, 40_001, CauseNotFoundError("there is no cause 'unheard-of'"))
    assert (job.state, job.reasons) == (JobState.FAILED, ("attempt 1: there is no cause 'unheard-of'",))
    assert where.killed == 0


@pytest.mark.parametrize(
    "error", [SettingsError("/srv/secret is full"), JobNotFoundError("/srv/secret"), UnwrittenError("/srv/secret")]
)
def test_what_a_machine_lacks_is_tried_again_and_told_to_nobody(
    small: tuple[GraphStore, str], error: AllianceMapError
) -> None:
    job, _ = after(small, 40_002 + len(type(error).__name__), error, b"{}")
    assert (job.state, job.attempt) == (JobState.DONE, 2)
    assert job.reasons == (f"attempt 1: {type(error).__name__}",)


@pytest.mark.parametrize("error", [RunnerLostError("the scheduler is away"), CancelledError()])
def test_job_whose_place_is_lost_is_given_back_and_spends_no_attempt(
    small: tuple[GraphStore, str], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt, "LOST_SECONDS", 0.01)
    monkeypatch.setattr(loop, "LOOK_SECONDS", 0.01)
    job, where = after(small, 40_100 + len(type(error).__name__), error, error, error, b"{}")
    assert (job.state, job.attempt, job.reasons) == (JobState.DONE, 1, ())
    assert where.checked == 5


class Away(Answering):
    """Can run nothing the first times it is asked, and breaks in a way that nobody foresaw."""

    def check(self) -> None:
        super().check()
        if self.checked == 1:
            raise RunnerLostError("the scheduler is away")
        if self.checked == 2:
            raise ValueError("nobody foresaw this")


def test_worker_outlives_whatever_goes_wrong(
    small: tuple[GraphStore, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, address = small
    monkeypatch.setattr(loop, "LOOK_SECONDS", 0.01)
    id = store.jobs.submit(request(JobKind.LAYOUT, Audience.PUBLIC, {}, 40_200)).id
    worker = Worker(store.jobs, StorePlace(address), Away(b"{}"))
    thread = threading.Thread(target=worker.work)
    thread.start()
    try:
        wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).state is JobState.DONE)
    finally:
        worker.stop()
        thread.join()
    assert [record.levelname for record in caplog.records if "no job can be worked on" in record.message] == [
        "WARNING",
        "WARNING",
    ]


def test_renewal_after_the_end_is_no_loss(small: tuple[GraphStore, str]) -> None:
    """A renewal that comes between the last write and its own end finds the job done; a cancelled one is lost."""
    store, _ = small
    for seed, is_lost in ((40_300, False), (40_301, True)):
        store.jobs.submit(request(JobKind.LAYOUT, Audience.PUBLIC, {}, seed))
        job = taken(store)
        where = Answering()
        brief = JobQueue(store._bolt, lease_seconds=0.3)
        with Renewal(brief, job, where.kill) as renewal:
            if is_lost:
                store.jobs.cancel(job.id, Audience.PUBLIC)
            else:
                store.jobs.finish(job, JobResult.of(b"{}", "application/json"))
            time.sleep(0.5)
        assert (renewal.is_lost, where.killed) == (is_lost, int(is_lost))


@pytest.mark.parametrize("address", ["tls://far.test:8786", "tls://10.0.0.7:8786"])
def test_far_scheduler_with_an_embedded_store_is_refused(address: str) -> None:
    with (
        pytest.raises(SettingsError, match="do not reach an embedded store"),
        runner(StorePlace("embedded:somewhere"), 1, address),
    ):
        raise AssertionError("it was taken")


def test_commands_of_jobs(small: tuple[GraphStore, str], tmp_path: Path) -> None:
    store, address = small
    shell = Shell(address)
    first = shell.ask("submit", "layout", "--seed", "30000")
    assert first["state"] == "QUEUED"
    id = first["id"]
    assert shell.run("submit", "gaps", "--params", '{"draw": 3}').returncode == 2
    broken = shell.ask("submit", "coalitions", "--params", '{"goals": ["unheard-of"], "size": 2}')["id"]
    shell.good("worker", "--once")
    assert shell.ask("job", id, "--cite", "--out", str(tmp_path / "places.json"))["cited"] is True
    assert (tmp_path / "places.json").read_bytes() == store.jobs.result(id, Audience.PUBLIC).content
    found = {job["id"]: job for job in shell.ask("jobs")}
    assert found[id]["state"] == "DONE"
    assert found[broken]["state"] == "FAILED"
    assert "unheard-of" in shell.good("job", broken)
    assert shell.good("job", broken, "--delete") == ""
    assert shell.run("job", broken).returncode == 1
    assert "uncite it first" in shell.run("job", id, "--delete").stderr
