"""The queue of jobs on each database: asked once, held by one, ended once, seen by those who may."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest

from alliancemap.analysis.compute.pausing import no_limit
from alliancemap.errors import JobLostError, JobNotFoundError, JobUnreadableError, StoreError, UsageError
from alliancemap.model import Audience
from alliancemap.store import job_results
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore
from alliancemap.store.job_content import JobResult
from alliancemap.store.job_pictures import network_of
from alliancemap.store.job_records import Job, JobState
from alliancemap.store.job_requests import JobKind, JobRequest, canonical
from alliancemap.store.job_steps import MOST_ATTEMPTS
from alliancemap.store.jobs import JobQueue
from records import organisation, tie
from store.maps import by_table, pictured, set_to

GAPS = JobRequest(JobKind.GAPS, Audience.PUBLIC, canonical({"by": "kind"}), 1, "alliancemap 0")
RESULT = JobResult.of(b'{"gaps":[]}', "application/json")


@pytest.fixture
def store(database: StoreAddress) -> Iterator[GraphStore]:
    """A prepared store at revision 1 of everybody."""
    with Bolt.open(database) as bolt:
        opened = GraphStore(bolt)
        opened.prepare()
        NetworkFeed(opened).write(set_to(by_table([("organisations", organisation("alder"))])))
        yield opened


@pytest.fixture
def jobs(store: GraphStore) -> JobQueue:
    return store.jobs


@pytest.fixture
def brief(store: GraphStore) -> JobQueue:
    """The same queue with leases that are over at once."""
    return JobQueue(store._bolt, lease_seconds=-1.0)


def taken(jobs: JobQueue, worker: str = "one") -> Job:
    job = jobs.take(worker)
    assert job is not None
    return job


def grown(store: GraphStore, *records: tuple[str, Audience]) -> None:
    """Let the data move on."""
    rows = [("organisations", organisation(id, visibility=visibility)) for id, visibility in records]
    NetworkFeed(store).write(set_to(by_table([("organisations", organisation("alder")), *rows])))


def test_same_question_on_the_same_revision_is_one_job(store: GraphStore, jobs: JobQueue) -> None:
    first = jobs.submit(GAPS)
    assert (first.state, first.revision, first.fence, first.attempt) == (JobState.QUEUED, 1, 0, 0)
    assert jobs.submit(GAPS).id == first.id
    others = [replace(GAPS, seed=2), replace(GAPS, parameters="{}"), replace(GAPS, audience=Audience.EDITOR)]
    assert len({first.id, *(jobs.submit(other).id for other in others)}) == 4
    grown(store, ("birch", Audience.PUBLIC))
    assert jobs.submit(GAPS).revision == 2
    assert len(jobs.all(Audience.EDITOR)) == 5


def test_a_hidden_change_leaves_the_question_of_a_lower_audience_the_same(store: GraphStore, jobs: JobQueue) -> None:
    first = jobs.submit(GAPS)
    grown(store, ("birch", Audience.EDITOR))
    assert jobs.submit(GAPS).id == first.id


def test_answered_question_is_answered_from_the_store(jobs: JobQueue) -> None:
    job = jobs.submit(GAPS)
    jobs.finish(taken(jobs), RESULT)
    again = jobs.submit(GAPS)
    assert (again.id, again.state, again.result, again.progress) == (job.id, JobState.DONE, RESULT.id, 1.0)
    assert jobs.result(job.id, Audience.PUBLIC) == RESULT
    assert jobs.take("two") is None


def test_oldest_is_taken_first_and_once(jobs: JobQueue) -> None:
    ids = [jobs.submit(replace(GAPS, seed=seed)).id for seed in range(3)]
    held = [taken(jobs, f"worker {number}") for number in range(3)]
    order = {job.id: (job.submitted, job.id) for job in held}
    assert [job.id for job in held] == sorted(ids, key=lambda id: order[id])
    assert {job.state for job in held} == {JobState.RUNNING}
    assert jobs.take("four") is None


def test_many_who_take_at_once_take_different_jobs(database: StoreAddress, jobs: JobQueue) -> None:
    """Four connections, as four processes have."""
    ids = {jobs.submit(replace(GAPS, seed=seed)).id for seed in range(16)}
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        queues = [JobQueue(stack.enter_context(Bolt.open(database))) for _ in range(4)]
        found = list(pool.map(lambda number: taken(queues[number % 4], str(number)).id, range(16)))
    assert sorted(found) == sorted(ids)


def test_many_who_ask_at_once_ask_one_job(database: StoreAddress, jobs: JobQueue) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        queues = [JobQueue(stack.enter_context(Bolt.open(database))) for _ in range(4)]
        found = {job.id for job in pool.map(lambda number: queues[number % 4].submit(GAPS), range(12))}
    assert found == {job.id for job in jobs.all(Audience.EDITOR)}
    assert len(found) == 1


def test_no_step_is_left_to_a_follower(jobs: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Followers of a cluster answer what is asked in a transaction that only reads."""

    def refused(_: object) -> None:
        pytest.fail("read where a follower may answer")

    monkeypatch.setattr(jobs._bolt, "read", refused)
    job = jobs.submit(GAPS)
    held = taken(jobs)
    jobs.check(held)
    jobs.renew(held)
    jobs.finish(held, RESULT)
    assert jobs.find(job.id, Audience.PUBLIC).state is JobState.DONE
    assert jobs.take("two") is None


def test_worker_back_from_the_dead_writes_nothing(jobs: JobQueue, brief: JobQueue) -> None:
    jobs.submit(GAPS)
    dead = taken(brief, "dead")
    alive = taken(jobs, "alive")
    assert (alive.id, alive.fence, alive.attempt) == (dead.id, dead.fence + 1, 2)
    late = JobResult.of(b"late", "text/plain")
    for step in (
        lambda: brief.renew(dead),
        lambda: brief.advance(dead, 0.5, "late"),
        lambda: brief.finish(dead, late),
        lambda: brief.fail(dead, "late", again=True),
        lambda: brief.give_back(dead),
    ):
        with pytest.raises(JobLostError):
            step()
    now = jobs.find(dead.id, Audience.PUBLIC)
    assert (now.state, now.worker, now.progress, now.result) == (JobState.RUNNING, "alive", 0.0, None)
    assert now.reasons == ("attempt 1: the worker fell silent",)
    with pytest.raises(StoreError):
        job_results.read(jobs._bolt, late.id)
    jobs.finish(alive, RESULT)
    assert jobs.result(dead.id, Audience.PUBLIC) == RESULT


def test_lease_is_renewed(jobs: JobQueue, store: GraphStore) -> None:
    jobs.submit(GAPS)
    short = JobQueue(store._bolt, lease_seconds=1.5)
    job = taken(short)
    for _ in range(4):
        time.sleep(0.6)
        short.renew(job)
        assert jobs.take("other") is None
    now = jobs.find(job.id, Audience.PUBLIC)
    assert now.taken is not None
    assert now.now - now.taken >= 2.4


def test_attempts_are_limited_and_every_reason_is_kept(jobs: JobQueue) -> None:
    jobs.submit(GAPS)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert taken(jobs).attempt == attempt
        job = jobs.fail(jobs.all(Audience.PUBLIC)[0], f"no luck {attempt}", again=True)
    assert job.state is JobState.FAILED
    assert job.reasons == tuple(f"attempt {number}: no luck {number}" for number in range(1, MOST_ATTEMPTS + 1))
    assert jobs.take("two") is None
    time.sleep(0.002)
    again = jobs.submit(GAPS)
    assert (again.state, again.attempt, again.reasons) == (JobState.QUEUED, 0, job.reasons)
    assert again.submitted > job.submitted
    assert taken(jobs).fence == MOST_ATTEMPTS + 1


def test_job_that_kills_its_workers_fails_in_the_end(jobs: JobQueue, brief: JobQueue) -> None:
    job = jobs.submit(GAPS)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert taken(brief, f"w{attempt}").attempt == attempt
    assert brief.take("last") is None
    ended = jobs.find(job.id, Audience.PUBLIC)
    assert (ended.state, len(ended.reasons)) == (JobState.FAILED, MOST_ATTEMPTS)
    assert ended.ended is not None


def test_failure_that_would_come_again_is_final(jobs: JobQueue) -> None:
    jobs.submit(GAPS)
    assert jobs.fail(taken(jobs), "no such cause", again=False).state is JobState.FAILED
    assert jobs.take("two") is None


def test_job_given_back_loses_no_attempt(jobs: JobQueue) -> None:
    jobs.submit(GAPS)
    first = taken(jobs)
    jobs.give_back(first)
    second = taken(jobs)
    assert second.attempt == 1
    assert second.fence > first.fence


def test_seconds_are_those_of_the_answer_and_not_of_the_attempt(jobs: JobQueue) -> None:
    """Between take and end a worker reads everything, which takes the longer the more is hidden."""
    id = jobs.submit(GAPS).id
    held = taken(jobs)
    time.sleep(0.05)
    assert jobs.find(id, Audience.PUBLIC).seconds is None
    jobs.finish(held, RESULT, 0.025)
    assert [job.seconds for job in (jobs.find(id, Audience.PUBLIC), *jobs.all(Audience.PUBLIC))] == [0.025] * 2


def test_job_that_a_former_version_ended_has_no_seconds(store: GraphStore, jobs: JobQueue) -> None:
    job = jobs.submit(GAPS)
    jobs.finish(taken(jobs), RESULT)
    store._bolt.write(lambda transaction: transaction.run("jobs/set", id=job.id, values={"worked": None}))
    assert jobs.find(job.id, Audience.PUBLIC).seconds is None


def test_what_cannot_be_taken_back_is_no_fault_of_the_question(store: GraphStore, jobs: JobQueue) -> None:
    """A change set is gone from the history: the asker of a public question must not be told of which records."""
    jobs.submit(GAPS)
    job = taken(jobs)
    secret = ("organisations", organisation("secret", visibility=Audience.EDITOR))
    alder = ("organisations", organisation("alder"))
    tied = ("ties", tie("secret", "alder", visibility=Audience.EDITOR))
    for records in ((alder, secret), (alder, secret, tied)):
        NetworkFeed(store).write(set_to(by_table(records)))
    last = store.stamp().sequence
    gone = store._bolt.run("changes/since", after=last - 1, upto=last)[0]
    store._bolt.write(lambda transaction: transaction.run("changes/publish", token=gone["token"], sequence=-1))
    NetworkFeed(store).write(set_to(by_table([alder, secret, tied, ("organisations", organisation("birch"))])))
    with pytest.raises(StoreError, match="cannot be taken back: 'secret"):
        network_of(NetworkFeed(store), job, no_limit, 0.0)


def test_job_that_waits_again_shows_nothing_of_its_last_attempt(jobs: JobQueue) -> None:
    id = jobs.submit(GAPS).id
    for leave in (jobs.give_back, lambda job: jobs.fail(job, "no luck", again=True)):
        job = taken(jobs)
        jobs.advance(job, 0.5, "half")
        leave(job)
        now = jobs.find(id, Audience.PUBLIC)
        assert (now.state, now.progress, now.words, now.taken, now.seconds) == (JobState.QUEUED, 0.0, "", None, None)


def test_cancelled_job_ends_for_whoever_works_on_it(jobs: JobQueue) -> None:
    waiting, running = jobs.submit(replace(GAPS, seed=2)), jobs.submit(GAPS)
    job = taken(jobs)
    other = running if job.id == waiting.id else waiting
    assert jobs.cancel(job.id, Audience.PUBLIC).state is JobState.CANCELLED
    assert jobs.cancel(other.id, Audience.PUBLIC).state is JobState.CANCELLED
    with pytest.raises(JobLostError):
        jobs.finish(job, RESULT)
    assert jobs.take("two") is None
    assert jobs.submit(GAPS).state is JobState.QUEUED


def test_question_moves_on_with_the_data_and_keeps_its_place(store: GraphStore, jobs: JobQueue) -> None:
    """Asked first, it is the first to be taken, however often the data moves on before anybody has time for it."""
    first = jobs.submit(GAPS)
    time.sleep(0.002)
    grown(store, ("birch", Audience.PUBLIC))
    time.sleep(0.002)
    others = [jobs.submit(replace(GAPS, seed=seed)) for seed in (2, 3)]
    held = taken(jobs)
    former = jobs.find(first.id, Audience.PUBLIC)
    assert (former.state, former.attempt, former.successor) == (JobState.CANCELLED, 0, held.id)
    assert former.reasons == (f"the data moved on from revision 1; the question is asked again as job {held.id}",)
    assert (held.request, held.revision, held.attempt, held.submitted) == (GAPS, 2, 1, first.submitted)
    assert {taken(jobs).id, taken(jobs).id} == {job.id for job in others}
    assert jobs.take("two") is None


def test_many_who_take_at_once_when_the_data_has_moved_on_take_different_jobs(
    database: StoreAddress, store: GraphStore, jobs: JobQueue
) -> None:
    """Each take ends a job and asks it anew; half of the questions were asked of the later data, too."""
    old = [jobs.submit(replace(GAPS, seed=seed)).id for seed in range(8)]
    grown(store, ("birch", Audience.PUBLIC))
    later = {jobs.submit(replace(GAPS, seed=seed)).id for seed in range(4)}
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        queues = [JobQueue(stack.enter_context(Bolt.open(database))) for _ in range(4)]
        found = list(pool.map(lambda number: taken(queues[number % 4], str(number)), range(8)))
    assert sorted(job.request.seed for job in found) == list(range(8))
    assert {job.revision for job in found} == {2}
    assert later <= {job.id for job in found}
    assert {jobs.find(id, Audience.PUBLIC).successor for id in old} == {job.id for job in found}
    assert jobs.take("two") is None


def test_question_that_was_answered_of_later_data_meanwhile_only_names_the_answer(
    store: GraphStore, jobs: JobQueue
) -> None:
    first = jobs.submit(GAPS)
    grown(store, ("birch", Audience.PUBLIC))
    later = jobs.submit(GAPS)
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=first.id, values={"lease": 2**52}))
    jobs.finish(taken(jobs), RESULT)
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=first.id, values={"lease": 0}))
    assert jobs.take("two") is None
    assert jobs.find(first.id, Audience.PUBLIC).successor == later.id
    assert jobs.find(later.id, Audience.PUBLIC).state is JobState.DONE


def test_job_that_was_begun_is_finished_on_its_revision(store: GraphStore, jobs: JobQueue, brief: JobQueue) -> None:
    """By whoever takes it next, too; one that was given back was not begun."""
    jobs.submit(GAPS)
    begun = taken(brief)
    grown(store, ("birch", Audience.PUBLIC))
    again = taken(jobs)
    assert (again.id, again.revision, again.attempt) == (begun.id, 1, 2)
    again = jobs.fail(again, "no luck", again=True)
    last = taken(jobs)
    assert (last.id, last.attempt) == (begun.id, 3)
    jobs.finish(last, RESULT)
    jobs.submit(GAPS)
    jobs.give_back(taken(jobs))
    grown(store, ("cedar", Audience.PUBLIC))
    assert taken(jobs).revision == 3


def test_picture_of_a_job_is_that_of_its_revision_whatever_was_written_since(store: GraphStore, jobs: JobQueue) -> None:
    """Of each audience: what came is taken back, what went and what was changed is as it was."""
    grown(store, ("birch", Audience.PUBLIC), ("secret", Audience.EDITOR), ("cedar", Audience.MEMBER))
    before = NetworkFeed(store)
    held = []
    for audience in Audience:
        jobs.submit(replace(GAPS, audience=audience))
        held.append(taken(jobs))
    networks = [before.network(job.request.audience) for job in held]
    grown(store, ("birch", Audience.EDITOR), ("dill", Audience.PUBLIC))
    grown(store, ("secret", Audience.PUBLIC), ("dill", Audience.MEMBER))
    for job, network in zip(held, networks, strict=True):
        found = network_of(NetworkFeed(store), job, no_limit, 0.0)
        assert (found.audience, found.revision, found.date) == (network.audience, network.revision, network.date)
        assert pictured(found) == pictured(network)


def test_question_to_another_version_is_left_to_it_for_a_while(jobs: JobQueue) -> None:
    """An hour passes by letting the question be older than it is."""
    id = jobs.submit(GAPS).id
    assert jobs.take("one", "alliancemap 1") is None
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=id, values={"submitted": 1}))
    own = jobs.take("one", "alliancemap 1")
    assert own is not None
    former = jobs.find(id, Audience.PUBLIC)
    assert (own.request, own.revision) == (replace(GAPS, software="alliancemap 1"), 1)
    assert (former.state, former.successor) == (JobState.CANCELLED, own.id)
    assert former.reasons == (f"no worker of alliancemap 0 took it; the question is asked again as job {own.id}",)
    assert own.submitted > 1


def test_deleted_job_is_lost_to_who_works_on_it(jobs: JobQueue) -> None:
    jobs.submit(GAPS)
    job = taken(jobs)
    jobs._bolt.write(lambda transaction: transaction.run("jobs/delete", id=job.id))
    for act in (jobs.renew, jobs.check, jobs.give_back):
        with pytest.raises(JobLostError):
            act(job)
    with pytest.raises(JobLostError, match="not there any more"):
        jobs.finish(job, RESULT)


def test_job_that_was_deleted_and_asked_again_is_not_held_by_who_held_the_former(jobs: JobQueue) -> None:
    jobs.submit(GAPS)
    former = taken(jobs, "former")
    jobs.cancel(former.id, Audience.PUBLIC)
    jobs.delete(former.id, Audience.PUBLIC)
    time.sleep(0.002)  # the database's clock counts milliseconds
    jobs.submit(GAPS)
    now = taken(jobs, "present")
    assert (now.id, now.fence) == (former.id, former.fence)
    for act in (jobs.renew, jobs.give_back, lambda job: jobs.finish(job, RESULT)):
        with pytest.raises(JobLostError):
            act(former)
    jobs.finish(now, RESULT)


def test_job_of_a_kind_that_a_later_version_knows_is_left_to_it(store: GraphStore, jobs: JobQueue) -> None:
    later = jobs.submit(GAPS)
    own = jobs.submit(replace(GAPS, seed=2))
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=later.id, values={"kind": "prophecy"}))
    assert [job.id for job in jobs.all(Audience.PUBLIC)] == [own.id]
    assert taken(jobs).id == own.id
    assert jobs.take("two") is None
    with pytest.raises(StoreError, match="'prophecy'; look at it with a later"):
        jobs.find(later.id, Audience.PUBLIC)
    ended = {"state": str(JobState.DONE), "ended": 1}
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=later.id, values=ended))
    grown(store, ("birch", Audience.PUBLIC))
    assert jobs.sweep() == 1


WRONG = {"lacks date": {"date": None}, "lacks sequence": {"sequence": None}, "tomorrow": {"date": "tomorrow"}}


@pytest.mark.parametrize("reason", WRONG)
def test_job_that_cannot_be_read_keeps_nobody_from_others_and_can_be_deleted(jobs: JobQueue, reason: str) -> None:
    wrong = jobs.submit(GAPS).id
    own = jobs.submit(replace(GAPS, seed=2)).id
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=wrong, values=WRONG[reason]))
    assert [job.id for job in jobs.all(Audience.PUBLIC)] == [own]
    assert taken(jobs).id == own
    assert jobs.take("two") is None
    assert jobs._now("jobs/find", id=wrong)[0]["state"] == JobState.FAILED
    for act in (jobs.find, jobs.cancel):
        with pytest.raises(JobUnreadableError, match=f"{wrong}.*{reason}.*job {wrong} --delete"):
            act(wrong, Audience.PUBLIC)
    jobs.delete(wrong, Audience.PUBLIC)
    assert jobs.submit(GAPS).state is JobState.QUEUED


@pytest.mark.parametrize("reason", WRONG)
def test_question_of_a_job_that_cannot_be_read_begins_anew(jobs: JobQueue, reason: str) -> None:
    before = jobs.submit(GAPS)
    jobs.finish(taken(jobs), RESULT)
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=before.id, values=WRONG[reason]))
    anew = jobs.submit(GAPS)
    assert (anew.id, anew.request, anew.state, anew.attempt) == (before.id, GAPS, JobState.QUEUED, 0)
    assert (anew.sequence, anew.date, anew.result, len(anew.reasons)) == (before.sequence, before.date, None, 1)
    assert jobs.submit(GAPS).fence == anew.fence
    jobs.finish(taken(jobs), RESULT)
    assert jobs.result(before.id, Audience.PUBLIC) == RESULT


def test_worker_that_held_a_job_before_it_began_anew_writes_nothing(jobs: JobQueue) -> None:
    id = jobs.submit(GAPS).id
    held = taken(jobs)
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=id, values={"date": None}))
    jobs.submit(GAPS)
    later = taken(jobs, "two")
    assert (later.worker, later.fence > held.fence) == ("two", True)
    with pytest.raises(JobLostError):
        jobs.finish(held, RESULT)
    with pytest.raises(JobLostError):
        jobs.check(held)
    jobs.finish(later, RESULT)


@pytest.mark.parametrize("lost", [{"cited": True, "date": None}, {"cited": None}, {"fence": None}])
def test_job_that_cannot_be_read_stays_where_it_may_be_cited_or_held(jobs: JobQueue, lost: dict[str, object]) -> None:
    id = jobs.submit(GAPS).id
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=id, values=lost))
    with pytest.raises(JobUnreadableError, match=f"job {id} --delete"):
        jobs.submit(GAPS)


def test_only_jobs_that_have_ended_are_deleted_and_by_those_who_may_see_them(jobs: JobQueue) -> None:
    id = jobs.submit(replace(GAPS, audience=Audience.EDITOR)).id
    with pytest.raises(JobNotFoundError):
        jobs.delete(id, Audience.MEMBER)
    with pytest.raises(UsageError, match="is queued; cancel it first"):
        jobs.delete(id, Audience.EDITOR)
    jobs.cancel(id, Audience.EDITOR)
    jobs.cite(id, Audience.EDITOR)
    with pytest.raises(UsageError, match="is cited; uncite it first"):
        jobs.delete(id, Audience.EDITOR)
    jobs.cite(id, Audience.EDITOR, cited=False)
    jobs.delete(id, Audience.EDITOR)
    assert jobs.all(Audience.EDITOR) == []


def test_faults_of_a_job_are_not_for_lower_audiences(jobs: JobQueue) -> None:
    id = jobs.submit(replace(GAPS, audience=Audience.MEMBER)).id
    jobs._bolt.write(lambda transaction: transaction.run("jobs/set", id=id, values={"date": None}))
    for act in (jobs.find, jobs.cancel, jobs.cite, jobs.delete):
        with pytest.raises(JobNotFoundError):
            act(id, Audience.PUBLIC)


def test_job_that_has_ended_stays_as_it_is(jobs: JobQueue) -> None:
    job = jobs.submit(GAPS)
    held = taken(jobs)
    jobs.finish(held, RESULT)
    jobs.finish(held, RESULT)  # the answer to the first may have been lost
    assert jobs.cancel(job.id, Audience.PUBLIC).state is JobState.DONE
    with pytest.raises(JobLostError):
        jobs.finish(held, JobResult.of(b"other", "text/plain"))
    assert jobs.result(job.id, Audience.PUBLIC) == RESULT


def test_no_lower_audience_learns_of_a_job(jobs: JobQueue) -> None:
    job = jobs.submit(replace(GAPS, audience=Audience.MEMBER))
    jobs.finish(taken(jobs), RESULT)
    for step in (jobs.find, jobs.result, jobs.cancel, jobs.cite):
        with pytest.raises(JobNotFoundError) as hidden:
            step(job.id, Audience.PUBLIC)
        with pytest.raises(JobNotFoundError) as missing:
            step("0" * 32, Audience.PUBLIC)
        assert str(hidden.value).replace(job.id, "") == str(missing.value).replace("0" * 32, "")
    assert jobs.all(Audience.PUBLIC) == []
    assert jobs.result(job.id, Audience.MEMBER) == jobs.result(job.id, Audience.EDITOR) == RESULT


def test_large_result_comes_back_whole_and_is_kept_once(jobs: JobQueue) -> None:
    """Content that no compression shrinks, in three parts."""
    large = JobResult.of(os.urandom(2 * job_results.PART + 10), "application/zip")
    for seed in range(2):
        job = jobs.submit(replace(GAPS, seed=seed))
        jobs.finish(taken(jobs), large)
        assert jobs.result(job.id, Audience.PUBLIC) == large
    assert len(jobs._bolt.run("results/find", id=large.id)) == 1
    assert jobs._bolt.one("results/find", id=large.id)["parts"] == 3


def test_empty_result_is_a_result(jobs: JobQueue) -> None:
    job = jobs.submit(GAPS)
    with pytest.raises(JobNotFoundError, match="it is queued"):
        jobs.result(job.id, Audience.PUBLIC)
    jobs.finish(taken(jobs), JobResult.of(b"", "text/plain"))
    assert jobs.result(job.id, Audience.PUBLIC).content == b""


def test_damaged_result_is_refused(jobs: JobQueue) -> None:
    job = jobs.submit(GAPS)
    jobs.finish(taken(jobs), RESULT)
    values = {"result": RESULT.id, "id": f"{RESULT.id}/0", "number": 0, "bytes": b"rubbish"}
    jobs._bolt.write(lambda transaction: transaction.run("results/add_part", **values))
    with pytest.raises(StoreError, match="damaged"):
        jobs.result(job.id, Audience.PUBLIC)
    with pytest.raises(StoreError, match="ask for the job again"):
        jobs.result(job.id, Audience.PUBLIC)
    answered_anew(jobs, job.id)


def answered_anew(jobs: JobQueue, id: str) -> None:
    """Ask a question again whose result is lost, and answer it."""
    again = jobs.submit(GAPS)
    assert (again.id, again.state, again.result) == (id, JobState.QUEUED, None)
    assert (again.taken, again.seconds) == (None, None)
    jobs.finish(taken(jobs), RESULT)
    assert jobs.submit(GAPS).state is JobState.DONE
    assert jobs.result(id, Audience.PUBLIC) == RESULT


def test_question_whose_result_lacks_a_part_can_be_asked_again(jobs: JobQueue) -> None:
    job = jobs.submit(GAPS)
    jobs.finish(taken(jobs), RESULT)
    parts = {"id": RESULT.id, "from": 0, "size": 1}
    jobs._bolt.write(lambda transaction: transaction.run("results/delete_parts", **parts))
    with pytest.raises(StoreError, match="lacks part 0"):
        jobs.result(job.id, Audience.PUBLIC)
    answered_anew(jobs, job.id)


def test_result_begun_in_more_parts_is_written_in_fewer(jobs: JobQueue) -> None:
    """As if another zlib had begun it: seven parts, of which one is lost; then one part; then it is whole and stays."""
    job = jobs.submit(GAPS)
    job_results.write(jobs._bolt, RESULT, lambda _: None, part=3)
    assert jobs._bolt.one("results/find", id=RESULT.id)["held"] > 2
    parts = {"id": RESULT.id, "from": 2, "size": 1}
    jobs._bolt.write(lambda transaction: transaction.run("results/delete_parts", **parts))
    jobs.finish(taken(jobs), RESULT)
    assert jobs.result(job.id, Audience.PUBLIC) == RESULT
    assert jobs._bolt.one("results/find", id=RESULT.id)["held"] == 1
    job_results.write(jobs._bolt, RESULT, lambda _: None, part=3)
    assert jobs._bolt.one("results/find", id=RESULT.id)["parts"] == 1


def test_result_of_many_parts_is_swept_unless_it_is_wanted(jobs: JobQueue) -> None:
    large = JobResult.of(os.urandom(100), "application/zip")
    job_results.write(jobs._bolt, large, lambda _: None, part=4)
    assert jobs._bolt.one("results/find", id=large.id)["held"] > 3 * job_results.DELETED
    assert job_results.sweep(jobs._bolt, 60_000, 10) == 0
    assert job_results.sweep(jobs._bolt, -60_000, 10) == 1
    assert not jobs._bolt.run("results/find", id=large.id)
    assert not jobs._bolt.run("results/part", id=f"{large.id}/0")


def test_result_that_is_swept_while_it_is_given_is_given_whole_or_not_at_all(jobs: JobQueue) -> None:
    """A sweep that takes everything, again and again, beside a worker that finishes."""
    for number in range(6):
        result = JobResult.of(f"result {number}".encode(), "text/plain")
        job = jobs.submit(replace(GAPS, seed=number))
        held = taken(jobs)
        with ThreadPoolExecutor(1) as pool:
            swept = pool.submit(lambda: [job_results.sweep(jobs._bolt, -60_000, 10) for _ in range(5)])
            with suppress(StoreError):
                jobs.finish(held, result)
            swept.result()
        if jobs.find(job.id, Audience.PUBLIC).state is JobState.DONE:
            assert jobs.result(job.id, Audience.PUBLIC) == result
        else:
            jobs.cancel(job.id, Audience.PUBLIC)


def test_old_jobs_go_when_the_data_moves_on_unless_they_are_cited(store: GraphStore, jobs: JobQueue) -> None:
    requests = [replace(GAPS, seed=seed) for seed in range(3)]
    for number, request in enumerate(requests):
        jobs.submit(request)
        jobs.finish(taken(jobs), JobResult.of(f"result {number}".encode(), "text/plain"))
    cited, old, again = (job.id for job in sorted(jobs.all(Audience.PUBLIC), key=lambda job: job.request.seed))
    jobs.cite(cited, Audience.PUBLIC)
    assert jobs.sweep(-60, -60) == 0  # the present revision
    grown(store, ("birch", Audience.PUBLIC))
    assert jobs.sweep() == 0  # too soon
    jobs.submit(GAPS)
    assert jobs.sweep(-60, -60) == 2
    assert jobs.result(cited, Audience.PUBLIC).content == b"result 0"
    for id in (old, again):
        with pytest.raises(JobNotFoundError):
            jobs.find(id, Audience.PUBLIC)
    assert not jobs._bolt.run("results/unused", age=-60_000, size=10)
    jobs.cite(cited, Audience.PUBLIC, cited=False)
    assert jobs.sweep(-60, -60) == 1
    assert [job.state for job in jobs.all(Audience.PUBLIC)] == [JobState.QUEUED]


def test_store_of_an_earlier_version_gets_the_schema_of_jobs(database: StoreAddress) -> None:
    with Bolt.open(database) as bolt:
        GraphStore(bolt).prepare()
        bolt.write(lambda transaction: transaction.run("ledger/set", values={"statements": 3}))
        GraphStore(bolt).prepare()
        assert bolt.one("ledger/statements")["statements"] == bolt.schema_size
