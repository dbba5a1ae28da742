"""A cluster of Dask distributed as the place where the parts of jobs run, and which schedulers may be used."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any
from urllib.parse import urlsplit

from alliancemap.errors import SettingsError
from alliancemap.jobs.executors import RunnerLostError

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""


class DaskCluster:
    """A cluster of Dask distributed, whose workers have this package and reach the graph database.

    Parameters
    ----------
    address : str
        The scheduler's, as `tls://host:8786`; on loopback `tcp://` too. For TLS, Dask's own configuration names the
        certificates.

    Raises
    ------
    SettingsError
        If the address cannot be used, the scheduler does not answer, or the extra is not installed.
    """

    def __init__(self, address: str) -> None:
        check_address(address)
        if importlib.util.find_spec("distributed") is None:
            raise SettingsError("a scheduler needs Dask distributed; install alliancemap[cluster]")
        self._address = address
        self._changing = threading.Lock()
        self._client: Any
        self._executor: Executor
        try:
            self._connect()
        except RunnerLostError as error:
            raise SettingsError(str(error)) from error

    def check(self) -> None:
        """Look whether the scheduler is there; one that was lost is asked anew."""
        with self._changing:
            self._find()

    def submit(self, work: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let a function run; if its worker dies, it runs again on another."""
        with self._changing:
            self._find()
            return self._executor.submit(work, *arguments)

    def kill(self) -> None:
        """Cancel what waits; what runs learns that its job is lost when it next says how far it is."""
        with self._changing:
            self._cancel()
            self._executor = self._client.get_executor(pure=False)

    def close(self) -> None:
        """Leave the cluster."""
        with self._changing:
            self._cancel()
            self._client.close()

    def _find(self) -> None:
        if self._client.status == "closed":
            self._connect()
        if self._client.status != "running":
            raise RunnerLostError(f"the scheduler {self._address} is away; start it again, or wait")

    def _connect(self) -> None:
        from distributed import Client  # noqa: PLC0415 - of an extra

        try:
            self._knock()
            self._client = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise RunnerLostError(f"the scheduler {self._address} does not answer: {error}") from error
        self._executor = self._client.get_executor(pure=False)

    def _knock(self) -> None:
        """Raise OSError if nobody listens: a client that does not get through leaves its thread behind."""
        parts = urlsplit(self._address)
        socket.create_connection((parts.hostname, parts.port), CONNECT_SECONDS).close()

    def _cancel(self) -> None:
        if self._client.status == "running":
            # If the scheduler goes away in this moment, so does all that was to be cancelled.
            with contextlib.suppress(Exception):
                self._executor.shutdown(wait=False)


def check_address(address: str) -> None:
    """Refuse a scheduler that anybody on the network could give code to run, or that is none.

    Raises
    ------
    SettingsError
        If it is not `tls://`, nor `tcp://` on loopback.
    """
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in ("tcp", "tls") or not host or port is None:
        raise SettingsError(f"ALLIANCEMAP_SCHEDULER is {address!r}; write it as tls://host:8786")
    if scheme == "tcp" and not _is_loopback(host):
        raise SettingsError(
            f"ALLIANCEMAP_SCHEDULER is {address!r}: whoever reaches such a scheduler can run code on its workers; use "
            "tls:// with certificates, or tcp:// on loopback"
        )


def on_loopback(address: str) -> bool:
    """Whether a scheduler is on this machine; what is no address is not."""
    try:
        return _is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
