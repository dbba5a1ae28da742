"""A real Neo4j Community server without Docker, from Maven Central: for the tests, or by hand.

By hand: `python scripts/neo4j_server.py [VERSION]` serves a throw-away database and prints its address.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

LTS = "5.26.30"
CURRENT = "2026.08.1"
# The least and greatest Java that a release line runs on: 5.x, and the calendar releases from 2025 on.
JAVA_OF_LTS, JAVA_OF_CALENDAR = (17, 21), (21, 99)
SOURCES = Path(__file__).parent / "neo4j"
START_SECONDS = 300.0
STOP_SECONDS = 60.0


class Neo4jMissingError(RuntimeError):
    """What a Neo4j server needs and this machine lacks, in one line."""


class Neo4jServer:
    """One server on loopback, with user `neo4j` and a password of its own.

    Parameters
    ----------
    version : str
        `LTS`, `CURRENT`, or another release on Maven Central.
    home : Path, optional
        Where it keeps its data; a temporary folder, removed by `stop`, unless given.
    heap_mb : int
        The Java heap, MiB.

    Raises
    ------
    Neo4jMissingError
        If no fitting Java, no Maven or no jars can be had.
    """

    user = "neo4j"
    password = "for-tests-only"

    def __init__(self, version: str = LTS, home: Path | None = None, heap_mb: int = 512) -> None:
        self.version = version
        self._java = java_home(version)
        self._jars = jars(version, self._java)
        self._temporary = None if home else tempfile.TemporaryDirectory(prefix="neo4j-")
        self.home = home or Path(self._temporary.name if self._temporary else "")
        self.port = _free_port()
        self._heap_mb = heap_mb
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """The address for a Bolt driver; the same through restarts."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The address with user and password, as a store address takes it."""
        return f"bolt://{self.user}:{self.password}@127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start the server and wait until it takes logins; data in its home is kept."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "server.out").open("wb") as out:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TEST_NEO4J_PASSWORD": self.password},
                start_new_session=True,
            )
        self._wait()
        return self

    def stop(self) -> None:
        """Stop the server cleanly and remove a temporary home; again is harmless."""
        if self._process and self._process.stdin:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None
        if self._temporary:
            self._temporary.cleanup()

    def kill(self) -> None:
        """End the server as a power cut would (kill -9); its home stays, for `start`."""
        if self._process:
            self._process.kill()
            self._process.wait()
            if self._process.stdin:
                self._process.stdin.close()
            self._process = None

    def restart(self) -> Self:
        """Kill the server if it runs, and start it again on the same home and port."""
        self.kill()
        return self.start()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _command(self) -> list[str]:
        java = [str(self._java / "bin" / "java"), f"-Xmx{self._heap_mb}m", "-XX:+UseSerialGC"]
        return [*java, "-cp", f"{self._jars}:{self._jars}/*", "TestServer", str(self.home), str(self.port)]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        log = self.home / "server.out"
        while b"ready" not in log.read_bytes().split():
            dead = self._process is None or self._process.poll() is not None
            if dead or time.monotonic() > deadline:
                text = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                self.kill()
                raise RuntimeError(f"Neo4j {self.version} did not start: {text}")
            time.sleep(0.05)


def java_home(version: str) -> Path:
    """Return the home of a Java development kit that runs this release.

    Looked for in JAVA_HOME, on PATH, in /usr/lib/jvm and where macOS says; the oldest that fits is taken.
    """
    least, greatest = JAVA_OF_CALENDAR if int(version.split(".", maxsplit=1)[0]) >= 2025 else JAVA_OF_LTS
    fitting = sorted((number, home) for home in _javas() if least <= (number := _java_version(home)) <= greatest)
    if not fitting:
        span = f"{least} or newer" if greatest == 99 else f"{least} to {greatest}"
        raise Neo4jMissingError(f"Neo4j {version} needs a Java development kit {span}")
    return fitting[0][1]


def jars(version: str, java: Path) -> Path:
    """Return the folder with the jars of a release and our small server, fetched at the first use.

    Parameters
    ----------
    version : str
        A release on Maven Central.
    java : Path
        The home of the Java development kit that compiles the server.

    Returns
    -------
    Path
        Below the user's cache folder; complete, because it takes its name only when it is.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "alliancemap" / "neo4j"
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(SOURCES.iterdir()))).hexdigest()[:12]
    folder = cache / version
    complete = folder / f"complete-{digest}"
    cache.mkdir(parents=True, exist_ok=True)
    with _locked(cache / f"{version}.lock"):
        if not complete.exists():
            draft = Path(tempfile.mkdtemp(prefix=f"{version}-", dir=cache))
            try:
                _fetch(version, draft)
                _compile(java, draft)
                (draft / complete.name).touch()
                shutil.rmtree(folder, ignore_errors=True)
                draft.rename(folder)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    return folder


def _fetch(version: str, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Neo4jMissingError(f"Neo4j {version} needs Maven (mvn) to be fetched")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    command = [maven, "-q", "-B", "-f", str(SOURCES / "pom.xml"), f"-Dneo4j.version={version}", *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        first = next((line for line in done.stdout.splitlines() if "ERROR" in line), "no reason given")
        raise Neo4jMissingError(f"Maven cannot fetch Neo4j {version}: {first[:300]}")


def _compile(java: Path, folder: Path) -> None:
    command = [str(java / "bin" / "javac"), "-d", str(folder), "-cp", f"{folder}/*", str(SOURCES / "TestServer.java")]
    subprocess.run(command, check=True)


def _javas() -> set[Path]:
    found = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    if on_path := shutil.which("javac"):
        found.append(Path(on_path).resolve().parents[1])
    found += Path("/usr/lib/jvm").glob("*")
    if sys.platform == "darwin":
        listed = subprocess.run(["/usr/libexec/java_home", "-V"], capture_output=True, text=True, check=False)
        found += [Path(home) for home in re.findall(r"(/\S.*)$", listed.stderr, flags=re.MULTILINE)]
    return {home.resolve() for home in found if (home / "bin" / "javac").exists()}


def _java_version(home: Path) -> int:
    """Return the major version, from the file that every kit carries; 0 if it says none."""
    with contextlib.suppress(OSError):
        if found := re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(), flags=re.MULTILINE):
            return int(found[1])
    return 0


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def main() -> None:
    """Serve a throw-away database until Ctrl-C."""
    with Neo4jServer(sys.argv[1] if len(sys.argv) > 1 else LTS) as server:
        print(f"{server.url}  (Ctrl-C stops it)")
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)


if __name__ == "__main__":
    main()
