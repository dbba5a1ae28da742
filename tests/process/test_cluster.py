"""Jobs on a real cluster: a scheduler and two workers on loopback, one of which is killed."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from alliancemap.errors import SettingsError
from alliancemap.jobs.cluster import DaskCluster, check_address
from alliancemap.jobs.executors import RunnerLostError
from alliancemap.jobs.kinds import request
from alliancemap.jobs.worker import Worker
from alliancemap.model import Audience
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_records import Job, JobState
from alliancemap.store.job_requests import JobKind, JobRequest
from alliancemap.store.place import StorePlace
from job_results import result_of
from process.conftest import Shell, wait_until

ALLIES = request(JobKind.ALL_ALLIES, Audience.PUBLIC, {"first": 3})
GAPS = request(JobKind.GAPS, Audience.PUBLIC, {"draws": 9_999, "pairs": 2})


@contextmanager
def running(*arguments: str) -> Iterator[psutil.Popen]:
    """Start a part of the cluster; end it with all that it started."""
    process = psutil.Popen(
        [sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        killed(process)


def killed(process: psutil.Popen) -> None:
    """Kill a process with its children, none of which may start another."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.suspend()
        for child in process.children(recursive=True):
            child.kill()
        process.kill()
    process.wait()


@contextmanager
def scheduling(file: Path, port: int) -> Iterator[tuple[psutil.Popen, str]]:
    """Start a scheduler, and wait for the address that it writes into a file."""
    command = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with running(*command, "--scheduler-file", str(file)) as process:
        wait_until(lambda: file.exists() and file.read_text(encoding="utf-8").endswith("}"))
        yield process, json.loads(file.read_text(encoding="utf-8"))["address"]


def computing(address: str, folder: Path) -> AbstractContextManager[psutil.Popen]:
    """Start a worker of a scheduler."""
    command = ("distributed.cli.dask_worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")
    return running(*command, "--local-directory", str(folder), "--death-timeout", "60")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[psutil.Popen]]]:
    """The scheduler's address, and two workers."""
    pytest.importorskip("distributed")
    with ExitStack() as stack:
        _, address = stack.enter_context(scheduling(tmp_path / "scheduler.json", 0))
        yield address, [stack.enter_context(computing(address, tmp_path)) for _ in range(2)]


def worked_on(store: GraphStore, address: str, cluster: str, request: JobRequest) -> Job:
    """Submit a job and let the cluster work on all that waits."""
    id = store.jobs.submit(request).id
    runner = DaskCluster(cluster)
    try:
        Worker(store.jobs, StorePlace(address), runner).work(once=True)
    finally:
        runner.close()
    return store.jobs.find(id, Audience.PUBLIC)


def alone(store: GraphStore, job: Job) -> str:
    """The hash of the same result, worked out in this process."""
    network = NetworkFeed(store).network(Audience.PUBLIC)
    return result_of(network, job).id


@pytest.mark.parametrize("asked", [ALLIES, GAPS], ids=lambda asked: str(asked.kind))
def test_cluster_gives_the_same_bytes_though_a_worker_is_killed(cluster: Any, seeded: Shell, asked: JobRequest) -> None:
    """Killed as soon as a part is back, so that others are under way: of organisations, and of draws."""
    scheduler, workers = cluster
    with GraphStore.open(seeded.store) as store:
        id = store.jobs.submit(asked).id

        def kill() -> None:
            wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).progress > 0)
            killed(workers[0])

        thread = threading.Thread(target=kill)
        thread.start()
        job = worked_on(store, seeded.store, scheduler, asked)
        thread.join()
        assert (job.state, job.reasons) == (JobState.DONE, ())
        assert job.result == alone(store, job)


def test_question_that_cannot_be_answered_fails_with_its_reason(cluster: Any, small: tuple[GraphStore, str]) -> None:
    store, address = small
    wish = request(JobKind.COALITIONS, Audience.PUBLIC, {"goals": ["unheard-of"], "size": 2}, seed=77)
    job = worked_on(store, address, cluster[0], wish)
    assert (job.state, job.attempt) == (JobState.FAILED, 1)
    assert "unheard-of" in job.reasons[0]


def test_lost_scheduler_costs_no_attempt_and_is_found_again(seeded: Shell, tmp_path: Path) -> None:
    """It is killed while parts are under way, and nothing is taken until another stands at its address."""
    pytest.importorskip("distributed")
    with ExitStack() as stack, GraphStore.open(seeded.store) as store:
        scheduler, address = stack.enter_context(scheduling(tmp_path / "first.json", 0))
        stack.enter_context(computing(address, tmp_path))
        runner = DaskCluster(address)
        stack.callback(runner.close)
        worker = Worker(store.jobs, StorePlace(seeded.store), runner)
        id = store.jobs.submit(request(JobKind.ALL_ALLIES, Audience.PUBLIC, {"first": 4})).id
        thread = threading.Thread(target=worker.work)
        thread.start()
        stack.callback(thread.join)
        stack.callback(worker.stop, drop=True)
        wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).progress > 0)
        killed(scheduler)
        wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).state is JobState.QUEUED)
        given_back = store.jobs.find(id, Audience.PUBLIC)
        assert (given_back.attempt, given_back.reasons) == (0, ())
        with pytest.raises(RunnerLostError, match="start it again"):
            Worker(store.jobs, StorePlace(seeded.store), runner).work(once=True)
        wait_until(lambda: runner._client.status == "closed")
        with pytest.raises(RunnerLostError, match="does not answer"):
            runner.check()
        runner.kill()
        assert thread.is_alive()
        stack.enter_context(scheduling(tmp_path / "second.json", int(address.rpartition(":")[2])))
        stack.enter_context(computing(address, tmp_path))
        wait_until(lambda: store.jobs.find(id, Audience.PUBLIC).state is JobState.DONE)
        assert store.jobs.find(id, Audience.PUBLIC).attempt == 1


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:2", "tls://far.test:8786"]
)
def test_schedulers_that_only_the_right_ones_reach_are_taken(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://far.test:8786", "can run code"),
        ("tcp://0.0.0.0:8786", "can run code"),
        ("tcp://127.0.0.1.far.test:8786", "can run code"),
        ("http://127.0.0.1:8786", "write it as tls"),
        ("tcp://127.0.0.1", "write it as tls"),
        ("tcp://127.0.0.1:port", "write it as tls"),
        ("127.0.0.1:8786", "write it as tls"),
        ("", "write it as tls"),
    ],
)
def test_other_schedulers_are_refused(address: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        check_address(address)


def test_scheduler_without_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingsError, match=r"alliancemap\[cluster\]"):
        DaskCluster("tcp://127.0.0.1:1")
