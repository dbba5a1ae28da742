"""The seam to the database: a pool of Bolt connections that outlives the database's failures.

Everything above asks by a query's name and gets plain rows, or one of three errors: unavailable, conflict, refused.
"""

from __future__ import annotations

import logging
import random
import re
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, NotificationMinimumSeverity, Session
from neo4j.exceptions import ConstraintError, DriverError, IncompleteCommit, Neo4jError, SessionExpired

from alliancemap.errors import StoreError
from alliancemap.store.address import StoreAddress
from alliancemap.store.embedded import EmbeddedDatabase, Lease
from alliancemap.store.failures import FAILURES, LOST, translated
from alliancemap.store.queries import QueryLibrary, library
from alliancemap.store.transaction import Row, Transaction

__all__ = ["Bolt", "Row", "Transaction"]

T = TypeVar("T")

CONNECT_SECONDS = 4.0
LOST_PATIENCE_SECONDS = 5.0
BUSY_PATIENCE_SECONDS = 30.0
RACE_TRIES = 3
ARCADEDB, NEO4J = "arcadedb", "neo4j"


class Bolt:
    """A pool of connections to one graph database, embedded or Neo4j; safe to share between threads.

    After a failure the same object goes on as soon as the database is back: a connection is made anew, and the
    embedded database is started again.

    Attributes
    ----------
    address : StoreAddress
        Where the database is; prints without password.
    uri : str
        Where it answers just now, without user and password.
    dialect : str
        `arcadedb` or `neo4j`.
    version : str
        The database's own version, as `26.10.2`.
    """

    def __init__(self, address: StoreAddress, queries: QueryLibrary, lease: Lease | None) -> None:
        self.address = address
        self._queries = queries
        self._lease = lease
        self._mending = threading.Lock()
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._closed = False
        self.uri, self._driver = self._connect()
        try:
            self.dialect, self.version = self._introduce()
        except BaseException:
            self._driver.close()
            raise

    @classmethod
    def open(
        cls,
        address: StoreAddress | str,
        user: str | None = None,
        password: str | None = None,
        *,
        queries: QueryLibrary | None = None,
        heap_mb: int = 512,
    ) -> Self:
        """Connect to a database, starting the embedded one if no process of ours has yet.

        Parameters
        ----------
        address : StoreAddress or str
            As `StoreAddress.parse` reads it.
        user, password : str, optional
            Used with an address given as text that names none.
        queries : QueryLibrary, optional
            Where names lead; the project's own files unless given.
        heap_mb : int
            Memory of the embedded database's heap in MiB, if this call starts it.

        Raises
        ------
        SettingsError
            If the address cannot be used.
        StoreUnavailableError
            If the database does not answer (a Bolt server: within about 5 seconds), or refuses user or password.
        """
        where = StoreAddress.parse(address, user, password) if isinstance(address, str) else address
        lease = EmbeddedDatabase.acquire(where.path, heap_mb=heap_mb) if where.path else None
        try:
            return cls(where, queries or library(), lease)
        except BaseException:
            if lease:
                lease.release()
            raise

    def run(self, name: str, **parameters: object) -> list[Row]:
        """Run one reading query in a transaction of its own and return its rows."""
        return self.read(lambda transaction: transaction.run(name, **parameters))

    def one(self, name: str, **parameters: object) -> Row:
        """Run one reading query that answers with exactly one row and return it."""
        return self.read(lambda transaction: transaction.one(name, **parameters))

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Do several reads in one transaction; see `write` for retries and errors."""
        return self._persist(work, READ_ACCESS)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do work in one transaction that is kept whole or not at all.

        Parameters
        ----------
        work : callable
            Takes the transaction; may run more than once, so it has no effect but through it. Any error it raises
            undoes the transaction and comes through unchanged.

        Returns
        -------
        T
            What `work` returned in the run that was kept.

        Raises
        ------
        StoreConflictError
            If a constraint forbids the write.
        StoreUnavailableError
            If the connection was lost and not regained within 5 seconds, or others kept the records busy for 30.
            Was it lost while the commit was on its way, the message says that nobody knows whether it was kept.
        StoreError
            If the database refuses a statement.
        """
        return self._persist(work, WRITE_ACCESS)

    @property
    def schema_size(self) -> int:
        """How many schema statements the dialect has."""
        return len(self._queries.schema(self.dialect))

    def apply_schema(self) -> None:
        """Run the dialect's schema statements, a transaction each; every one may repeat."""
        for statement in self._queries.schema(self.dialect):
            self.write(lambda transaction, name=statement.name: transaction.run(name))  # type: ignore[misc]

    def close(self) -> None:
        """Close all connections and leave the embedded database; again is harmless."""
        self._closed = True
        self._driver.close()
        if self._lease:
            self._lease.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connect(self) -> tuple[str, Driver]:
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)
        owner = self._lease or self.address
        uri = owner.uri
        auth = (owner.user or "", owner.password) if owner.password else None
        try:
            return uri, GraphDatabase.driver(
                uri,
                auth=auth,
                user_agent="alliancemap",
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=2 * CONNECT_SECONDS,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                warn_notification_severity=NotificationMinimumSeverity.OFF,
                telemetry_disabled=True,
            )
        except (*FAILURES, OSError, ValueError) as error:
            raise StoreError(f"the driver does not take the address {self.address}") from error

    def _introduce(self) -> tuple[str, str]:
        try:
            agent = self._driver.get_server_info().agent
        except (*FAILURES, OSError) as error:
            raise translated(error, self.address) from error
        found = re.search(r"ArcadeDB ([\w.-]+)", agent) or re.search(r"Neo4j/([\w.-]+)", agent)
        if found is None:
            raise StoreError(f"{self.address} is neither Neo4j nor ArcadeDB but {agent!r}; give another address")
        return (ARCADEDB if "ArcadeDB" in agent else NEO4J), found[1]

    def _persist(self, work: Callable[[Transaction], T], access: str) -> T:
        failed_at, attempt = 0.0, 0
        while True:
            driver = self._driver
            try:
                return self._attempt(driver, work, access)
            except FAILURES as error:
                # From the first failure on: what was lost after minutes of work deserves another try too.
                failed_at = failed_at or time.monotonic()
                exchanged = driver is not self._driver and not isinstance(error, (Neo4jError, *LOST))
                if not exchanged and not self._may_repeat(error, attempt, time.monotonic() - failed_at):
                    raise translated(error, self.address) from error
                if isinstance(error, LOST):
                    self._mend()
            time.sleep(random.uniform(0, min(1.0, 0.02 * 2**attempt)))  # noqa: S311 - spreads retries, hides nothing
            attempt += 1

    def _may_repeat(self, error: Neo4jError | DriverError, attempt: int, waited: float) -> bool:
        if self._closed:
            return False
        if isinstance(error, ConstraintError):
            # Two transactions that MERGE the same new record: Neo4j lets one wait, ArcadeDB fails the second at its
            # commit. Run again it finds the record; a true conflict fails again.
            return self.dialect == ARCADEDB and attempt < RACE_TRIES
        if isinstance(error, LOST):
            return error.is_retryable() and waited < LOST_PATIENCE_SECONDS
        return error.is_retryable() and waited < BUSY_PATIENCE_SECONDS

    def _attempt(self, driver: Driver, work: Callable[[Transaction], T], access: str) -> T:
        database = self._lease.database if self._lease else self.address.database
        committing = False
        with driver.session(database=database, default_access_mode=access, bookmark_manager=self._bookmarks) as session:
            try:
                with session.begin_transaction() as transaction:
                    result = work(Transaction(transaction, self._queries))
                    committing = access == WRITE_ACCESS
                    transaction.commit()
                    return result
            except BufferError as error:
                _hang_up(session)
                raise (IncompleteCommit if committing else SessionExpired)("the buffer is held") from error

    def _mend(self) -> None:
        """Start the embedded database again if it is gone, and follow it to a new address."""
        with self._mending:
            if self._closed or self._lease is None:
                return
            self._lease.revive()
            if self._lease.uri != self.uri:
                old = self._driver
                self.uri, self._driver = self._connect()
                old.close()


def _hang_up(session: Session) -> None:
    """Part with a session's connection, from which no more can be read.

    A profiler, as each worker of Dask has one, holds frames for a moment, and with those of the driver a piece of the
    buffer that it reads into, which can grow no more then.
    """
    if session._connection:  # the driver would give it back to its pool, as if all were well
        session._connection.kill()  # type: ignore[no-untyped-call]
