"""The ArcadeDB server as a process of its own: found in its wheel, started, asked, stopped."""

from __future__ import annotations

import base64
import contextlib
import http.client
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

from alliancemap.errors import StoreUnavailableError

DATABASE = "alliance"
USER = "root"
LOOPBACK = "127.0.0.1"
# The shell writes the process number down, so that it is known even if we die in that moment; the server is no child
# of ours, so nobody has to reap it.
LAUNCH = '"$@" </dev/null >>"$LOG" 2>&1 & echo $! > "$PIDFILE"'
LOGGING = """\
handlers=java.util.logging.FileHandler
.level=WARNING
java.util.logging.FileHandler.pattern={log}
java.util.logging.FileHandler.limit=1000000
java.util.logging.FileHandler.count=2
java.util.logging.FileHandler.append=true
java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
java.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%6$s%n
"""
MISSING = (
    "the embedded database has no package for this platform ({platform}); give the address of a Neo4j server "
    "(--store bolt://HOST:PORT or ALLIANCEMAP_STORE)"
)


def wheel() -> Path:
    """Return the folder of the `arcadedb_embedded` wheel, which carries the server's jars and its own Java.

    Raises
    ------
    StoreUnavailableError
        If it is not installed, as on platforms it has no wheel for.
    """
    found = importlib.util.find_spec("arcadedb_embedded")
    folder = Path(found.origin).parent if found and found.origin else None
    if folder is None or not (folder / "jre" / "bin" / "java").is_file():
        raise StoreUnavailableError(MISSING.format(platform=sys.platform))
    return folder


def free_ports(preferred: tuple[int, int] | None) -> tuple[int, int]:
    """Return two loopback ports that nobody listens on, the preferred ones where they are free."""
    with contextlib.ExitStack() as stack:
        first, second = (stack.enter_context(_bound(port)) for port in preferred or (0, 0))
        return first.getsockname()[1], second.getsockname()[1]


def launch(folder: Path, ports: tuple[int, int], heap_mb: int, lock: int) -> None:
    """Start the server in a session of its own, so that a Ctrl-C in the terminal passes it by.

    Parameters
    ----------
    folder : Path
        The data folder.
    ports : (int, int)
        Where to listen on loopback for Bolt and for HTTP.
    heap_mb : int
        The Java heap, MiB.
    lock : int
        A handle the server inherits; what is locked through it stays locked as long as the server lives.
    """
    properties = folder / "logging.properties"
    properties.write_text(LOGGING.format(log=str(folder / "server.log").replace("%", "%%")), encoding="utf-8")
    # What the log says is about this start only; the log before it is kept once.
    with contextlib.suppress(FileNotFoundError):
        (folder / "server.log.0").replace(folder / "server.log.before")
    (folder / "server.out").write_bytes(b"")
    (folder / "server.pid").unlink(missing_ok=True)
    # Variables like JAVA_TOOL_OPTIONS or a store's password are none of the server's business.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    subprocess.run(  # noqa: S603 - the command is ours
        ["/bin/sh", "-c", LAUNCH, "sh", *_command(folder, ports, heap_mb)],
        cwd=folder,
        env={**kept, "LOG": str(folder / "server.out"), "PIDFILE": str(folder / "server.pid")},
        pass_fds=(lock,),
        start_new_session=True,
        check=True,
    )


def answers(http_port: int, password: str) -> bool:
    """Return whether the database itself, not only the server, answers a query."""
    login = base64.b64encode(f"{USER}:{password}".encode()).decode()
    connection = http.client.HTTPConnection(LOOPBACK, http_port, timeout=5)
    try:
        connection.request("GET", "/api/v1/ready")
        response = connection.getresponse()
        response.read()
        if response.status >= 300:
            return False
        body = '{"language": "cypher", "command": "RETURN 1"}'
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        connection.request("POST", f"/api/v1/query/{DATABASE}", body, headers)
        response = connection.getresponse()
        response.read()
        return response.status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def port_taken(folder: Path) -> bool:
    """Return whether the server's log says that it could not have a port; it does not end by itself then."""
    return "Unable to listen" in _log(folder)


def last_words(folder: Path, lines: int = 5) -> str:
    """Return the end of the server's log, for a message about a start that failed."""
    told = [line for line in _log(folder).splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    return " | ".join(told[-lines:]) or "nothing"


def _log(folder: Path) -> str:
    text = ""
    for name in ("server.out", "server.log.0"):
        with contextlib.suppress(OSError):
            text += (folder / name).read_text(encoding="utf-8", errors="replace")[-4000:]
    return text


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError:
        listener.bind((LOOPBACK, 0))
    return listener


def _command(folder: Path, ports: tuple[int, int], heap_mb: int) -> list[str]:
    home = wheel()
    settings = {
        "server.rootPath": folder / "database",
        "server.rootPasswordPath": folder / "password",
        "server.defaultDatabases": f"{DATABASE}[{USER}]",
        "server.mode": "production",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.httpIncomingHost": LOOPBACK,
        "server.httpIncomingPort": ports[1],
        "bolt.host": LOOPBACK,
        "bolt.port": ports[0],
        "txWalFlush": 2,
    }
    opens = ("java.util.concurrent.atomic", "java.nio.channels.spi", "java.lang")
    return [
        str(home / "jre" / "bin" / "java"),
        f"-Xmx{heap_mb}m",
        "-XX:+UseSerialGC",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opens),
        f"-Djava.util.logging.config.file={folder / 'logging.properties'}",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        str(home / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]
