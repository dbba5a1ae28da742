"""Workers as settings describe them: on this machine or a cluster, alone or beside a running service."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from alliancemap.errors import SettingsError
from alliancemap.jobs.cluster import DaskCluster, on_loopback
from alliancemap.jobs.executors import LocalProcesses, Runner
from alliancemap.jobs.worker import Worker
from alliancemap.store.jobs import JobQueue
from alliancemap.store.place import StorePlace


@contextmanager
def runner(place: StorePlace, processes: int, scheduler: str | None) -> Iterator[Runner]:
    """Give where jobs about a store run: on a cluster if there is a scheduler, else in processes of this machine.

    Raises
    ------
    SettingsError
        If the scheduler cannot be used, or not with such a store.
    """
    if scheduler and place.is_embedded and not on_loopback(scheduler):
        raise SettingsError(
            f"ALLIANCEMAP_SCHEDULER is {scheduler!r}, whose workers do not reach an embedded store; set "
            "ALLIANCEMAP_STORE to a Bolt server, or use a scheduler on loopback"
        )
    made: Runner = DaskCluster(scheduler) if scheduler else LocalProcesses(max(1, processes))
    try:
        yield made
    finally:
        made.close()


@contextmanager
def beside(jobs: JobQueue, place: StorePlace, processes: int, scheduler: str | None) -> Iterator[None]:
    """Let a worker run in a thread as long as this is entered; at the end it gives back the job in hand.

    Nothing is spawned before the first job. With neither processes nor a scheduler there is no worker.
    """
    if not processes and not scheduler:
        yield
        return
    with runner(place, processes, scheduler) as where:
        worker = Worker(jobs, place, where)
        thread = threading.Thread(target=worker.work, name="jobs", daemon=True)
        thread.start()
        try:
            yield
        finally:
            worker.stop(drop=True)
            thread.join()
