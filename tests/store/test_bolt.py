"""The seam to the database, on each of them: rows, transactions, retries, errors, recovery."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from alliancemap.errors import AllianceMapError, StoreConflictError, StoreError, StoreUnavailableError
from alliancemap.store.address import StoreAddress
from alliancemap.store.bolt import Bolt, Transaction
from store.servers import PROBES, Server


def create(*numbers: int) -> Callable[[Transaction], list[int]]:
    return lambda transaction: [transaction.one("probe/create", number=number)["number"] for number in numbers]


def count(bolt: Bolt) -> int:
    probes: int = bolt.one("probe/count")["probes"]
    return probes


def test_dialect_and_version_are_told(bolt: Bolt) -> None:
    expected = "arcadedb" if bolt.address.path else "neo4j"
    assert bolt.dialect == expected
    assert bolt.version.split(".")[0] in {"26", "5", "2026"}


@pytest.mark.parametrize(
    "value", [None, True, -1, 2**62, 0.1, "", "Ünïcode ☂", [], ["a", "b"], [1, 2, 3], {"a": {"b": [1, None]}}]
)
def test_values_come_back_as_they_went(bolt: Bolt, value: object) -> None:
    assert bolt.one("probe/echo", value=value) == {"value": value}


def test_rows_come_in_order_and_whole(bolt: Bolt) -> None:
    """More than the driver fetches at once."""
    assert [row["number"] for row in bolt.run("probe/numbers", size=2500)] == list(range(1, 2501))


def test_write_is_kept_and_read_in_the_next_transaction(bolt: Bolt) -> None:
    assert bolt.write(create(1, 2, 3)) == [1, 2, 3]
    assert bolt.one("probe/count") == {"probes": 3, "greatest": 3}


def test_frame_that_is_held_breaks_one_connection_only(bolt: Bolt) -> None:
    """As a profiler holds it, and with it a piece of the buffer, which can grow no more for a longer answer."""
    held, done = threading.Event(), threading.Event()
    holder = threading.Thread(target=hold, args=(threading.get_ident(), "recv_into", held, done))
    holder.start()
    try:
        while not held.is_set():
            assert bolt.one("probe/echo", value=1) == {"value": 1}
        value = "x" * 1_000_000
        assert bolt.one("probe/echo", value=value) == {"value": value}
        assert bolt.write(create(1)) == [1]
    finally:
        done.set()
        holder.join()


def hold(thread: int, function: str, held: threading.Event, done: threading.Event) -> None:
    """Hold the frame of a function as soon as a thread is in it, or in what it calls."""
    while not done.is_set():
        frame = sys._current_frames()[thread]
        while frame.f_back and frame.f_code.co_name != function:
            frame = frame.f_back
        if frame.f_code.co_name == function:
            held.set()
            done.wait()


def test_error_of_the_work_undoes_the_transaction_and_comes_through(bolt: Bolt) -> None:
    def fail(transaction: Transaction) -> None:
        create(1, 2)(transaction)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        bolt.write(fail)
    assert count(bolt) == 0


def test_error_of_a_file_is_the_works_own(bolt: Bolt) -> None:
    """It is no lost connection: nothing is repeated, nothing translated."""
    runs: list[int] = []

    def fail(transaction: Transaction) -> None:
        runs.append(1)
        Path("no-such-file").read_text(encoding="utf-8")

    with pytest.raises(FileNotFoundError):
        bolt.write(fail)
    assert runs == [1]


def test_breaking_a_constraint_is_a_conflict_and_undoes_all(bolt: Bolt) -> None:
    bolt.write(create(7))
    with pytest.raises(StoreConflictError, match="constraint"):
        bolt.write(create(8, 7))
    assert bolt.one("probe/count") == {"probes": 1, "greatest": 7}


def test_schema_may_be_applied_again(bolt: Bolt) -> None:
    bolt.apply_schema()
    bolt.write(create(1))
    with pytest.raises(StoreConflictError):
        bolt.write(create(1))


@pytest.mark.parametrize(
    ("name", "parameters"), [("probe/wrong", {}), ("probe/zero", {"divisor": 0}), ("probe/echo", {"value": object()})]
)
def test_refused_statement_is_a_store_error_and_harms_nothing(
    bolt: Bolt, name: str, parameters: dict[str, object]
) -> None:
    with pytest.raises(StoreError) as caught:
        bolt.run(name, **parameters)
    assert not isinstance(caught.value, (StoreUnavailableError, StoreConflictError))
    assert caught.value.__cause__ is not None
    assert bolt.one("probe/echo", value=1) == {"value": 1}


def test_value_too_large_is_a_store_error(bolt: Bolt) -> None:
    with pytest.raises(StoreError, match="probe/echo"):
        bolt.run("probe/echo", value=2**70)


def test_one_wants_one_row(bolt: Bolt) -> None:
    with pytest.raises(StoreError, match="gave 2 rows"):
        bolt.one("probe/numbers", size=2)
    with pytest.raises(StoreError, match="gave 0 rows"):
        bolt.one("probe/numbers", size=0)


def test_parameters_are_those_declared(bolt: Bolt) -> None:
    with pytest.raises(StoreError, match="takes value, was given number, value"):
        bolt.run("probe/echo", value=1, number=2)
    with pytest.raises(StoreError, match="takes value, was given nothing"):
        bolt.run("probe/echo")


def test_unknown_query_names_its_neighbours(bolt: Bolt) -> None:
    with pytest.raises(StoreError, match="probe/count"):
        bolt.run("probe/counts")


def test_threads_share_a_seam_and_no_update_is_lost(bolt: Bolt) -> None:
    """Eight threads raise one counter ten times each; conflicts are retried until all are in."""
    failures: list[AllianceMapError] = []

    def raise_often() -> None:
        try:
            for _ in range(10):
                bolt.write(lambda transaction: transaction.one("probe/increase"))
        except AllianceMapError as error:
            failures.append(error)

    threads = [threading.Thread(target=raise_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert bolt.write(lambda transaction: transaction.one("probe/increase"))["value"] == 81


def test_wrong_password_is_told_without_it(bolt: Bolt) -> None:
    user = "root" if bolt.address.path else "neo4j"
    with pytest.raises(StoreUnavailableError, match="refuses user or password") as caught:
        Bolt.open(bolt.uri, user=user, password="s3cret-not-it")
    assert "s3cret" not in str(caught.value)


def test_routing_reaches_a_single_neo4j_and_the_embedded_needs_none(server: Server) -> None:
    address = server.address
    if not address.path:
        address = dataclasses.replace(address, scheme="neo4j")
    with Bolt.open(address, queries=PROBES) as bolt:
        assert bolt.uri.startswith("bolt://127.0.0.1:" if address.path else "neo4j://")
        assert bolt.one("probe/echo", value=1) == {"value": 1}


def test_nothing_is_logged_and_no_thread_stays(database: StoreAddress, caplog: pytest.LogCaptureFixture) -> None:
    threads = threading.active_count()
    with caplog.at_level(logging.WARNING), Bolt.open(database, queries=PROBES) as bolt:
        bolt.run("probe/numbers", size=1)
        with pytest.raises(StoreError):
            bolt.run("probe/wrong")
    assert caplog.records == []
    assert threading.active_count() == threads


def test_closed_seam_says_so(database: StoreAddress) -> None:
    bolt = Bolt.open(database, queries=PROBES)
    bolt.close()
    bolt.close()
    with pytest.raises(StoreError):
        bolt.run("probe/count")


def test_dead_server_is_told_soon() -> None:
    """Nobody listens on port 1."""
    began = time.monotonic()
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1:1 does not answer"):
        Bolt.open("bolt://127.0.0.1:1", user="neo4j", password="s3cret")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "neo4j", "neo4j+ssc"])
def test_another_program_at_the_address_is_told(scheme: str) -> None:
    def greet() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                with client:
                    client.recv(100)
                    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(StoreUnavailableError, match="does not answer"):
            Bolt.open(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}")
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_committed_writes_outlive_a_kill_and_the_same_seam_goes_on(crashable: Server) -> None:
    with Bolt.open(crashable.address, queries=PROBES) as bolt:
        bolt.apply_schema()
        bolt.write(create(1, 2))
        crashable.kill()
        if not crashable.address.path:
            began = time.monotonic()
            with pytest.raises(StoreUnavailableError, match="does not answer"):
                bolt.run("probe/count")
            assert time.monotonic() - began < 10
        crashable.restart()
        assert count(bolt) == 2
        bolt.write(create(3))
        assert count(bolt) == 3
