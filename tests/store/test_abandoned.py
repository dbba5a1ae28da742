"""Whose staged change sets a start may sweep; no database needed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from alliancemap.store import history


def head(owner: str, age: int = 0, token: str = "token") -> dict[str, object]:
    return {"owner": owner, "age": age, "token": token}


def test_process_that_ended_has_abandoned_its_change_set() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    owner = f"{socket.gethostname()}:{process.pid}"
    assert not history.is_abandoned(head(owner, age=10**9))
    process.communicate(b"\n")
    assert history.is_abandoned(head(owner))


def test_change_set_of_this_process_is_abandoned_unless_a_thread_works_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "LIVE", {"mine"})
    owner = f"{socket.gethostname()}:{os.getpid()}"
    assert not history.is_abandoned(head(owner, age=10**9, token="mine"))
    assert history.is_abandoned(head(owner, token="forgotten"))


@pytest.mark.parametrize(("age", "abandoned"), [(0, False), (59_000, False), (61_000, True)])
def test_another_machine_has_a_minute(age: int, *, abandoned: bool) -> None:
    assert history.is_abandoned(head("far-away:1", age)) == abandoned
