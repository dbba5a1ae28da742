"""Compiled kernels, and work in blocks."""

from __future__ import annotations

import importlib
import importlib.util
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numba.core.event import Event, EventStatus

from alliancemap.analysis.compute import deadline, kernels
from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.deadline import Deadline
from alliancemap.analysis.compute.kernels import compiled_seconds, kernel
from alliancemap.analysis.compute.pausing import no_limit


@kernel
def _twice(value: float) -> float:
    return value * 2


@kernel
def _sum_of_doubles(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    total = 0.0
    for value in values:
        total += _twice(value)
    return total


def test_a_kernel_calls_another() -> None:
    assert _sum_of_doubles(np.array([1.0, 2.5])) == 7


def test_a_kernel_keeps_its_name_and_takes_arguments_by_position() -> None:
    assert _twice.__name__ == "_twice"  # type: ignore[attr-defined]  # update_wrapper sets it
    with pytest.raises(TypeError, match="by position"):
        _twice(value=1.0)


def test_what_changed_since_it_was_imported_is_not_kept_on_disk(tmp_path: Path) -> None:
    """The new file would else be taken for what was compiled from the old one."""
    file = tmp_path / "growing.py"
    file.write_text(
        "from alliancemap.analysis.compute.kernels import kernel\n\n\n@kernel\ndef grown(x):\n    return x + 1\n"
    )
    spec = importlib.util.spec_from_file_location("growing", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    file.write_text(file.read_text().replace("1", "20"))
    assert module.grown(1) == 2
    assert not list(tmp_path.rglob("*.nbi"))


def test_a_change_in_a_kernel_of_another_module_reaches_those_that_call_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept on disk under the old code of the other module is not taken for the new one's."""
    head = "from alliancemap.analysis.compute.kernels import kernel\n"
    called, caller = tmp_path / "called_kernel.py", tmp_path / "calling_kernel.py"
    called.write_text(f"{head}\n\n@kernel\ndef grown(x):\n    return x + 1\n")
    caller.write_text(f"{head}from called_kernel import grown\n\n\n@kernel\ndef doubled(x):\n    return 2 * grown(x)\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert importlib.import_module("calling_kernel").doubled(1) == 4
    assert list(tmp_path.rglob("calling_kernel*.nbi"))
    called.write_text(called.read_text().replace("1", "20"))
    for name in ("called_kernel", "calling_kernel"):
        monkeypatch.delitem(sys.modules, name)
    assert importlib.import_module("calling_kernel").doubled(1) == 42


def test_fields_that_change_places_in_another_module_reach_those_that_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = "from typing import NamedTuple\n\n\nclass Share(NamedTuple):\n    part: float\n    whole: float\n"
    head = "from alliancemap.analysis.compute.kernels import kernel\nfrom shape_of_a_share import Share\n"
    shaped, reader = tmp_path / "shape_of_a_share.py", tmp_path / "reading_kernel.py"
    shaped.write_text(shape)
    reader.write_text(f"{head}\n\n@kernel\ndef ratio(share):\n    return share.part / share.whole\n")
    monkeypatch.syspath_prepend(tmp_path)

    def ratio() -> float:
        module = importlib.import_module("reading_kernel")
        found: float = module.ratio(module.Share(part=1.0, whole=4.0))
        return found

    assert ratio() == 0.25
    shaped.write_text(shape.replace("part: float\n    whole: float", "whole: float\n    part: float  # now last"))
    for name in ("shape_of_a_share", "reading_kernel"):
        monkeypatch.delitem(sys.modules, name)
    assert ratio() == 0.25


def test_a_long_compilation_is_announced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, by the name of what was called: what that calls is compiled with it."""
    said: list[str] = []
    monkeypatch.setattr(kernels, "PATIENCE", 0.0)
    monkeypatch.setattr(kernels._LOG, "warning", lambda message, *what: said.append(message % what))
    monkeypatch.syspath_prepend(tmp_path)
    head = "from alliancemap.analysis.compute.kernels import kernel"
    half = "@kernel\ndef _half(value):\n    return value / 2"
    halves = "@kernel\ndef _sum_of_halves(value):\n    return _half(value) + _half(value)"
    (tmp_path / "halving_kernels.py").write_text(f"{head}\n\n\n{half}\n\n\n{halves}\n")
    before = compiled_seconds()
    assert importlib.import_module("halving_kernels")._sum_of_halves(3.0) == 3
    assert said == ["compiling sum of halves for this machine; this happens once"]
    assert compiled_seconds() > before


def test_compiling_is_no_part_of_the_time_that_an_answer_has(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    for module in (kernels, deadline):
        monkeypatch.setattr(module.time, "monotonic", lambda: now)
    due = Deadline(20.0)
    compiling = {"dispatcher": _twice.dispatcher()}
    kernels._COMPILATIONS.notify(Event("numba:compile", EventStatus.START, compiling))
    now = 115.0
    kernels._COMPILATIONS.notify(Event("numba:compile", EventStatus.END, compiling))
    now = 134.0
    assert not due.passed
    now = 136.0
    assert due.passed


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_parts_come_in_order_whatever_the_number_of_workers(workers: int) -> None:
    assert list(each(lambda span: sum(range(*span)), spans(100, 7), workers)) == [
        sum(range(first, end)) for first, end in spans(100, 7)
    ]


def test_an_error_stops_the_work() -> None:
    done: list[int] = []

    def work(item: int) -> int:
        if item == 3:
            raise ValueError(item)
        done.append(item)
        return item

    with pytest.raises(ValueError, match="3"):
        list(each(work, range(1000), 2))
    assert len(done) < 20


def test_what_stops_the_taker_stops_parts_in_hand_at_their_next_pause() -> None:
    """Both parts pause for as long as they are let; blocks within blocks hear of it too."""
    begun, paused = threading.Barrier(3, timeout=30), []

    def endless(number: int) -> int:
        begun.wait()
        for _ in range(3_000):
            paused.append(number)
            threading.Event().wait(0.01)
            no_limit()
        return number

    def nested(number: int) -> int:
        return sum(each(endless, [number], workers=2))

    with pytest.raises(KeyboardInterrupt):
        taken_by_the_impatient(each(nested, [0, 1], workers=2), begun)
    assert len(paused) < 1_000
    no_limit()


def taken_by_the_impatient(parts: Iterator[int], begun: threading.Barrier) -> None:
    """Wait for parts in this thread until both are under way; then comes Ctrl-C."""
    main = threading.main_thread().ident
    assert main is not None

    def press() -> None:
        begun.wait()
        signal.pthread_kill(main, signal.SIGINT)

    presser = threading.Thread(target=press)
    presser.start()
    try:
        next(parts)
    finally:
        presser.join()
