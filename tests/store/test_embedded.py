"""The supervisor of the embedded database, with real processes: start, sharing, crashes, refusals, clean ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from alliancemap.errors import SettingsError, StoreUnavailableError
from alliancemap.store import java
from alliancemap.store.bolt import Bolt
from alliancemap.store.embedded import EmbeddedDatabase
from alliancemap.store.folder import SERVER_LOCK, START_LOCK, USERS_LOCK, DataFolder
from store.servers import PROBES, wait_until_gone

LODGER = Path(__file__).parent / "lodger.py"


class Lodger:
    """A process that uses the database in a folder."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(LODGER), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def settled(self) -> tuple[int, str]:
        """Wait for the server; return its process and address."""
        assert self.process.stdout
        pid, uri = self.process.stdout.readline().split()
        return int(pid), uri

    def end(self, message: str = "leave\n") -> None:
        self.process.communicate(message, timeout=60)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def folder(tmp_path: Path, wheel: None) -> Iterator[Path]:
    """A folder for a database, and proof that no server of it is left behind."""
    path = tmp_path / "data"
    yield path
    if (path / "format").exists():
        assert not DataFolder(path).is_held(SERVER_LOCK)
        assert not DataFolder(path).is_held(USERS_LOCK)


def test_server_is_private_apart_from_us_and_shared_by_leases(folder: Path) -> None:
    """Ctrl-C reaches a terminal's whole session; a child that ended would stay as a zombie until somebody reaps it."""
    lease = EmbeddedDatabase.acquire(folder)
    second = EmbeddedDatabase.acquire(folder)
    server = psutil.Process(lease.pid)
    listening = [c.laddr.ip for c in server.net_connections() if c.status == psutil.CONN_LISTEN]
    assert len(listening) == 2
    assert set(listening) <= {"127.0.0.1", "::ffff:127.0.0.1", "::1"}
    assert lease.password not in " ".join([*server.cmdline(), *server.environ().values()])
    assert len(lease.password) >= 32
    assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert os.getsid(lease.pid) != os.getsid(0)
    assert lease.pid not in {child.pid for child in psutil.Process().children(recursive=True)}
    assert (lease.pid, lease.uri) == (second.pid, second.uri)
    lease.release()
    lease.release()
    with pytest.raises(StoreUnavailableError, match="was closed"):
        lease.revive()
    assert server.is_running()
    second.release()
    wait_until_gone(second.pid)


def test_processes_that_start_at_once_share_one_server_and_the_last_to_exit_stops_it(folder: Path) -> None:
    lodgers = [Lodger(folder) for _ in range(4)]
    servers = {lodger.settled() for lodger in lodgers}
    assert len(servers) == 1
    pid, _ = servers.pop()
    for lodger in lodgers[:-1]:
        lodger.end()
    assert psutil.Process(pid).is_running()
    lodgers[-1].end("")
    wait_until_gone(pid)


def test_server_orphaned_by_a_kill_is_used_again_and_then_stopped(folder: Path) -> None:
    """The first user dies while Java is still coming up, the second later; nobody starts another server."""
    first = Lodger(folder)
    pid_file = folder / "server.pid"
    while not pid_file.exists() or not pid_file.read_text().strip():
        time.sleep(0.005)
    first.kill()
    pid = int(pid_file.read_text())
    second = Lodger(folder)
    assert second.settled()[0] == pid
    second.kill()
    lease = EmbeddedDatabase.acquire(folder)
    assert lease.pid == pid
    lease.release()
    wait_until_gone(pid)


def test_server_that_died_or_hangs_is_replaced_with_its_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliancemap.store.embedded.STOP_SECONDS", 1.0)
    lease = EmbeddedDatabase.acquire(folder)
    with Bolt.open(f"embedded:{folder}", queries=PROBES) as bolt:
        bolt.write(lambda transaction: transaction.one("probe/create", number=1))
        os.kill(lease.pid, signal.SIGKILL)
        wait_until_gone(lease.pid)
        lease.revive()
        assert bolt.one("probe/count") == {"probes": 1, "greatest": 1}
    hanging = lease.pid
    os.utime(folder / "server.json", (0, 0))
    os.kill(hanging, signal.SIGSTOP)
    lease.revive()
    assert lease.pid != hanging
    wait_until_gone(hanging)
    lease.release()


def test_records_of_a_server_long_gone_mislead_nobody(folder: Path) -> None:
    """The process number is another program's by now, and so is the port."""
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        data = DataFolder(folder)
        data.check_format()
        data.write("server.pid", str(bystander.pid))
        data.write("server.json", json.dumps({"bolt": port, "http": port}))
        lease = EmbeddedDatabase.acquire(folder)
        assert lease.pid != bystander.pid
        assert lease.uri != f"bolt://127.0.0.1:{port}"
        lease.release()
    assert bystander.poll() is None
    bystander.communicate(b"\n")


def test_ports_taken_in_the_last_moment_are_exchanged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the choice of a port and the server's listening another program may take it: one, then the other."""
    choose = java.free_ports
    with socket.create_server(("127.0.0.1", 0)) as listener:
        foreign = listener.getsockname()[1]
        offers: list[tuple[int, int]] = []

        def offer(preferred: tuple[int, int] | None) -> tuple[int, int]:
            good = choose(preferred)
            offers.append([(foreign, good[1]), (good[0], foreign), good][len(offers)])
            return offers[-1]

        monkeypatch.setattr(java, "free_ports", offer)
        lease = EmbeddedDatabase.acquire(folder)
        assert lease.uri == f"bolt://127.0.0.1:{offers[2][0]}"
        lease.release()


def test_lost_password_is_replaced(folder: Path) -> None:
    with Bolt.open(f"embedded:{folder}", queries=PROBES) as bolt:
        bolt.write(lambda transaction: transaction.one("probe/create", number=5))
    (folder / "password").unlink()
    with Bolt.open(f"embedded:{folder}", queries=PROBES) as bolt:
        assert bolt.one("probe/count")["greatest"] == 5


def test_folder_removed_underfoot_leaves_no_server(folder: Path) -> None:
    lease = EmbeddedDatabase.acquire(folder)
    shutil.rmtree(folder)
    lease.release()
    wait_until_gone(lease.pid)


def test_folder_of_a_later_version_is_refused(folder: Path) -> None:
    DataFolder(folder).write("format", "2\n")
    with pytest.raises(SettingsError, match="has format 2, this alliancemap knows 1"):
        EmbeddedDatabase.acquire(folder)


def test_unreadable_format_is_refused(folder: Path) -> None:
    DataFolder(folder).write("format", "one")
    with pytest.raises(SettingsError, match="not a version"):
        EmbeddedDatabase.acquire(folder)


@pytest.mark.parametrize("name", ["format", "password", "server.json"])
def test_file_that_cannot_be_read_or_written_is_told(folder: Path, name: str) -> None:
    DataFolder(folder).check_format()
    (folder / name).unlink(missing_ok=True)
    (folder / name / "in the way").mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be made or written"):
        EmbeddedDatabase.acquire(folder)
    shutil.rmtree(folder)


def test_folder_with_other_files_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.odt").write_text("mine")
    with pytest.raises(SettingsError, match=r"thesis\.odt"):
        EmbeddedDatabase.acquire(folder)
    assert sorted(entry.name for entry in folder.iterdir()) == [START_LOCK, "thesis.odt"]


@pytest.mark.parametrize("place", ["file/data", "file", "/proc/alliancemap", "x" * 300])
def test_place_that_cannot_be_a_folder_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="cannot be made or written"):
        EmbeddedDatabase.acquire(tmp_path / place)


def test_heap_too_small_is_refused(folder: Path) -> None:
    with pytest.raises(SettingsError, match="16 MiB is too small"):
        EmbeddedDatabase.acquire(folder, heap_mb=16)


def test_platform_without_the_server_is_told_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    with pytest.raises(StoreUnavailableError, match="give the address of a Neo4j server") as caught:
        EmbeddedDatabase.acquire(folder)
    assert "\n" not in str(caught.value)


def test_data_held_by_a_foreign_server_is_told_with_its_log(folder: Path, tmp_path: Path) -> None:
    """A copy of the locks does not protect the database's own files: Java's lock on them must be met with words."""
    lease = EmbeddedDatabase.acquire(folder)
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "password", other)
    (other / "format").write_text("1\n")
    (other / "database").symlink_to(folder / "database")
    with pytest.raises(StoreUnavailableError, match="did not start; the end of its log"):
        EmbeddedDatabase.acquire(other)
    lease.release()


def test_turn_that_never_comes_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliancemap.store.folder.TURN_SECONDS", 0.1)
    with (
        DataFolder(folder).turn(),
        pytest.raises(StoreUnavailableError, match="another process has been starting or stopping"),
    ):
        EmbeddedDatabase.acquire(folder)
