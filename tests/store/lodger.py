"""A process of its own that uses an embedded database: `lodger.py FOLDER`, driven over its standard streams.

Writes `pid uri` of the server once it answers, then waits for a line; `leave` releases, an end of input only exits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alliancemap.store.embedded import EmbeddedDatabase


def main() -> None:
    lease = EmbeddedDatabase.acquire(Path(sys.argv[1]))
    sys.stdout.write(f"{lease.pid} {lease.uri}\n")
    sys.stdout.flush()
    if sys.stdin.readline().strip() == "leave":
        lease.release()


if __name__ == "__main__":
    main()
