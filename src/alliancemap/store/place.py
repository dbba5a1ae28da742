"""Where a store is: what another process needs to open the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from alliancemap.store.address import EMBEDDED, StoreAddress
from alliancemap.store.graph import GraphStore


@dataclass(frozen=True)
class StorePlace:
    """Where the graph database is, and how to log in; as settings have it."""

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    heap_mb: int = 512

    @property
    def is_embedded(self) -> bool:
        """Whether it is a folder of this machine, which no other reaches."""
        return StoreAddress.parse(self.url, self.user, self.password).scheme == EMBEDDED

    def open(self) -> GraphStore:
        """Connect; use it as a context manager."""
        return GraphStore.open(self.url, self.user, self.password, heap_mb=self.heap_mb)
