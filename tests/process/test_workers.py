"""Real workers on one queue, some of them killed: every job has exactly one result, and none is lost."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from alliancemap.jobs.kinds import joined, request
from alliancemap.jobs.running import answered
from alliancemap.model import Audience
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_records import Job, JobKind, JobRequest, JobState
from process.conftest import COMMAND, PATIENCE, Shell, wait_until

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
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def layouts(number: int) -> list[JobRequest]:
    return [request(JobKind.LAYOUT, Audience.PUBLIC, {}, seed) for seed in range(number)]


def long_one() -> JobRequest:
    """A question about the seed map that takes some seconds at least."""
    return request(JobKind.CENTRALITY_REPORT, Audience.PUBLIC, {"draws": 9_999, "measures": ["degree"]})


def pid_of(job: Job) -> int:
    return int(job.worker.split(":")[1])


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
            busy = {pid_of(job) for job in store.jobs.all(Audience.PUBLIC, MANY) if job.state is JobState.RUNNING}
            victims = [process for process in team if process.pid in busy]
            if victims and killed < WORKERS:
                victim = rng.choice(victims)
                os.kill(victim.pid, signal.SIGKILL)
                victim.wait()
                killed += 1
                team[team.index(victim)] = stack.enter_context(working(address))
            time.sleep(0.5)
    assert killed
    ended = [store.jobs.find(job.id, Audience.PUBLIC) for job in submitted]
    assert len({job.id for job in ended}) == MANY
    for job in ended:
        assert job.state is JobState.DONE, job.reasons
        assert len(job.reasons) == job.attempt - 1
    network = NetworkFeed(store).network(Audience.PUBLIC)
    for job in submitted[:5]:
        assert store.jobs.result(job.id, Audience.PUBLIC) == joined(job, [answered(network, job)])


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
