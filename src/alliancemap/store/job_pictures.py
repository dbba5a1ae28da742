"""The Network that a job asks about, whatever was written since."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from alliancemap.errors import InvalidNetworkError, StoreError, StoreUnavailableError
from alliancemap.model import Audience
from alliancemap.network.network import Network
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.job_records import Job

LOOK_SECONDS = 0.2
"""How often one looks whether a database that lags behind has come so far."""


def network_of(feed: NetworkFeed, job: Job, check_time: Callable[[], None], patience: float) -> Network:
    """Give the Network of a job's audience at the job's revision.

    Where the data has moved on, what was written since is taken back from the present picture. A follower in a cluster
    may lag behind the leader that gave out the job: it is waited for.

    Parameters
    ----------
    check_time : callable
        Called while one waits, and stops that by raising an error.
    patience : float
        For how many seconds one waits at most.

    Raises
    ------
    StoreUnavailableError
        If the database does not come so far, or is away.
    StoreError
        If what was written since cannot be taken back; its message may name what not everybody may see.
    """
    network = _caught_up(feed, job, check_time, time.monotonic() + patience)
    return network if network.revision == job.revision else _rewound(feed, job)


def _caught_up(feed: NetworkFeed, job: Job, check_time: Callable[[], None], until: float) -> Network:
    while True:
        feed.refresh()
        network = feed.network(job.request.audience)
        if network.revision >= job.revision:
            return network
        if time.monotonic() >= until:
            raise StoreUnavailableError(
                f"the database shows revision {network.revision} still, not {job.revision}; wait"
            )
        check_time()
        time.sleep(LOOK_SECONDS)


def _rewound(feed: NetworkFeed, job: Job) -> Network:
    """Take back what was written since a job was asked.

    Each record becomes what it was before the first change: so it does not matter if the picture lacks the last ones.
    """
    audience = job.request.audience
    editor = feed.network(Audience.EDITOR)
    _, changes = feed.store.changes_since(job.sequence)
    try:
        before = editor.with_changes(replace(one, before=one.after, after=one.before) for one in reversed(changes))
    except InvalidNetworkError as error:  # nothing is wrong with the question: the asker is not told what it says
        raise StoreError(f"what was written since job {job.id!r} was asked cannot be taken back: {error}") from error
    if audience is Audience.EDITOR:
        return before.at(job.revision, job.date)
    return before.restricted_to(audience, job.revision, job.date)
