"""The feed: what keeps a process's Networks in step with the database, and writes to it."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from alliancemap.errors import InvalidNetworkError, StoreConflictError
from alliancemap.model import Audience
from alliancemap.network.network import Network
from alliancemap.store.audiences import check_pointers, dated, follow
from alliancemap.store.changes import ChangeSet, Stamp
from alliancemap.store.graph import GraphStore, Progress

TRIES = 10
"""How often a write is computed anew because somebody else was faster."""


@dataclass(frozen=True, eq=False)
class Picture:
    """The Networks of all audiences at one stamp: the editors' whole, the lower ones made when first asked for."""

    stamp: Stamp
    editor: Network
    _made: dict[Audience, Network] = field(default_factory=dict)
    _making: threading.Lock = field(default_factory=threading.Lock)

    def network(self, audience: Audience) -> Network:
        """Give the Network of an audience; always the same object."""
        if audience is Audience.EDITOR:
            return self.editor
        with self._making:
            if audience not in self._made:
                revision, date = self.stamp.revisions[audience], self.stamp.dates[audience]
                self._made[audience] = self.editor.restricted_to(audience, revision, date)
            return self._made[audience]

    def after(self, stamp: Stamp, editor: Network, lower: Mapping[Audience, Network] | None = None) -> Picture:
        """Give the picture at a later stamp, of lower audiences as far as it is known.

        The Networks of audiences whose revision is the same stay as they are.
        """
        here = Audience.EDITOR
        if stamp.revisions[here] == self.stamp.revisions[here]:
            editor = self.editor
        with self._making:
            kept = {a: made for a, made in self._made.items() if stamp.revisions[a] == self.stamp.revisions[a]}
        fresh = {a: network.at(stamp.revisions[a], stamp.dates[a]) for a, network in (lower or {}).items()}
        return Picture(stamp, editor.at(stamp.revisions[here], stamp.dates[here]), {**fresh, **kept})


class NetworkFeed:
    """The Networks of one process; threads may share it.

    Parameters
    ----------
    store : GraphStore
        Where the truth is; prepared.

    Attributes
    ----------
    contact : float
        When the database last answered, on the monotonic clock.
    catching_up : bool
        Whether it answers at this moment and the Networks are about to follow.
    """

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self._refreshing = threading.Lock()
        self._writing = threading.Lock()
        self._picture: Picture | None = None
        self.contact = time.monotonic()
        self.catching_up = False

    def network(self, audience: Audience) -> Network:
        """Give the Network of an audience as of the last refresh; the first time, load it."""
        return self._current().network(audience)

    @property
    def dates(self) -> Mapping[Audience, datetime.date]:
        """The data set's own date, as each audience knows it, as of the last refresh."""
        return self._current().stamp.dates

    def refresh(self) -> None:
        """Catch up with the database: one small query if nothing changed, else what changed, else everything.

        Raises
        ------
        StoreUnavailableError
            If the database cannot be reached; the Networks stay as they were.
        """
        with self._refreshing:
            self._picture = self._newer(self._picture)

    def write(self, change: Callable[[Network], ChangeSet], progress: Progress | None = None) -> Stamp:
        """Compute a change set against the newest editors' Network and write it.

        Parameters
        ----------
        change : callable
            Takes the editors' Network and gives the change set; called again if somebody else wrote meanwhile.
        progress : callable, optional
            Told how many of the changes are behind it, from time to time.

        Returns
        -------
        Stamp
            Where the history stands afterwards; as before if nothing changes.

        Raises
        ------
        InvalidNetworkError
            If the changes leave a picture that cannot be, or name a record twice.
        StoreConflictError
            If a record goes that others point to, or others were faster ten times in a row.
        StoreUnavailableError
            If the database went away.
        """
        with self._writing:
            for attempt in range(1, TRIES + 1):
                self.refresh()
                picture = self._current()
                change_set = change(picture.editor).effective()
                if not change_set.changes and not change_set.dates_differ(picture.stamp):
                    return picture.stamp
                try:
                    return self._write(picture, change_set, progress)
                except _FasterError as faster:
                    if attempt == TRIES:
                        raise faster.conflict from None
            raise AssertionError("unreachable")

    def _write(self, picture: Picture, change_set: ChangeSet, progress: Progress | None) -> Stamp:
        check_pointers(picture.editor, change_set.changes)
        seen = _seen_after(picture, change_set)
        raised = _raised(picture, change_set, seen)
        if not raised:
            return picture.stamp
        try:
            stamp = self.store.write(change_set, picture.stamp, raised, progress)
        except StoreConflictError as conflict:
            raise _FasterError(conflict) from conflict
        later = picture.after(stamp, seen.pop(Audience.EDITOR), seen)
        with self._refreshing:
            if self._picture is None or self._picture.stamp.sequence < stamp.sequence:
                self._picture = later
        return stamp

    def _current(self) -> Picture:
        picture = self._picture
        if picture is not None:
            return picture  # without the lock: who reads never waits for a look at a database that is away
        with self._refreshing:
            if self._picture is None:
                self._picture = self._newer(None)
            return self._picture

    def _newer(self, picture: Picture | None) -> Picture:
        if picture is None:
            return Picture(*self.store.load())
        stamp = self.store.stamp()
        self.contact = time.monotonic()
        if stamp == picture.stamp:
            return picture
        self.catching_up = True
        try:
            return self._caught_up(picture, stamp)
        finally:
            self.catching_up = False
            self.contact = time.monotonic()

    def _caught_up(self, picture: Picture, stamp: Stamp) -> Picture:
        if stamp.origin != picture.stamp.origin or stamp.sequence < picture.stamp.sequence:
            return Picture(*self.store.load())
        try:
            stamp, changes = self.store.changes_since(picture.stamp.sequence)
            return picture.after(stamp, picture.editor.with_changes(changes))
        except InvalidNetworkError:
            return picture.after(*self.store.load())


def _seen_after(picture: Picture, change_set: ChangeSet) -> dict[Audience, Network]:
    """What each audience sees after a change set: the very Network that it has if that is the same."""
    before, changes = picture.editor, change_set.changes
    after = before.with_changes(changes) if changes else before
    lower = {
        audience: follow(picture.network(audience), before, after, changes)
        for audience in (Audience.PUBLIC, Audience.MEMBER)
    }
    return {Audience.EDITOR: after, **lower}


def _raised(picture: Picture, change_set: ChangeSet, seen: Mapping[Audience, Network]) -> frozenset[Audience]:
    """The audiences that see a difference, be it the date alone."""
    changed = {audience for audience, network in seen.items() if network is not picture.network(audience)}
    return dated(change_set, picture.stamp, seen) | changed


class _FasterError(Exception):
    """Somebody else wrote first."""

    def __init__(self, conflict: StoreConflictError) -> None:
        self.conflict = conflict
