"""A process of its own that writes: `writer.py NAME COUNT`, the store's address in ALLIANCEMAP_TEST_STORE.

Each write raises the size of the organisation `shared` by one and brings an organisation of its own.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from alliancemap.model import Organisation, OrganisationKind, RecordChange
from alliancemap.network.network import Network
from alliancemap.store.changes import ChangeKind, ChangeSet
from alliancemap.store.feed import NetworkFeed
from alliancemap.store.graph import GraphStore


def main() -> None:
    name, count = sys.argv[1], int(sys.argv[2])
    with GraphStore.open(os.environ["ALLIANCEMAP_TEST_STORE"]) as store:
        feed = NetworkFeed(store)
        for number in range(count):
            feed.write(lambda network, id=f"{name}-{number}": one_more(network, id))  # type: ignore[misc]


def one_more(network: Network, id: str) -> ChangeSet:
    shared = network.get("organisations", "shared")
    assert isinstance(shared, Organisation)
    larger = replace(shared, size=(shared.size or 0) + 1)
    own = Organisation(id, id, OrganisationKind.NGO)
    changes = (
        RecordChange("organisations", "shared", shared, larger),
        RecordChange("organisations", id, network.get("organisations", id), own),
    )
    return ChangeSet(changes, ChangeKind.EDIT, id, "two processes at once")


if __name__ == "__main__":
    main()
