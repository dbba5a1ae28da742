from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from alliancemap.analysis.findings.allies.ally_scores import ally_scores
from alliancemap.analysis.findings.introductions.workspace import Workspace, workspace
from networks import World
from unit.analysis.worlds import few, worlds


def noted(room: Workspace) -> list[str]:
    """What is not as it was lent; lists may hold anything."""
    fresh = Workspace.empty(len(room.near))
    return [name for name in Workspace._fields[:-1] if not np.array_equal(getattr(room, name), getattr(fresh, name))]


@few
@given(worlds(most=12))
def test_a_finding_leaves_it_as_it_was(world: World) -> None:
    landscape = world.landscape()
    for row in range(landscape.size):
        ally_scores(landscape, row)
        with workspace(landscape.size) as room:
            assert noted(room) == []


def test_two_at_once_have_one_each() -> None:
    with workspace(3) as one, workspace(3) as other:
        assert one.near is not other.near


def test_maps_of_two_sizes_take_nothing_from_each_other() -> None:
    with workspace(11) as one:
        pass
    with workspace(12) as other:
        pass
    with workspace(11) as again, workspace(12) as another:
        assert again.near is one.near
        assert another.near is other.near


def test_after_an_error_nobody_is_lent_it_again() -> None:
    with pytest.raises(KeyboardInterrupt):
        spoil(5)
    with workspace(5) as room:
        assert noted(room) == []


def spoil(size: int) -> None:
    with workspace(size) as room:
        room.near[2] = True
        raise KeyboardInterrupt
