from __future__ import annotations

import numpy as np
import pytest

from alliancemap.analysis.compute.lines import LINE, lines


@pytest.mark.parametrize(("count", "width"), [(0, 8), (1, 8), (1_000, 8), (100_000, 8), (7, 4), (100_000, 2)])
def test_no_row_is_spread_over_two_lines(count: int, width: int) -> None:
    found = lines(count, width)
    assert found.shape == (count, width)
    assert found.dtype == np.float64
    assert not found.any()
    assert found.flags.c_contiguous
    assert found.ctypes.data % LINE == 0 or not count
