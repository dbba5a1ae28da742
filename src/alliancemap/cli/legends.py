"""What the numbers in the words of an answer mean, a line each; the page `/about` says more."""

from __future__ import annotations

from collections.abc import Mapping

LEGENDS: Mapping[str, str] = {
    "allies": "score: what the two share and how they could meet, 0 to 1, a rank and no chance of success; "
    "bridging: at least as unlike the one who asks as the median candidate",
    "introductions": "trust: 0 to 1, one half for a tie of middling weight; strength: the product along the way",
    "gaps": "expected: what pairs that share as many causes have elsewhere; supported: of such findings about one in "
    "ten may be chance; who could build the bridge, the best placed first",
    "coalitions": "value: half coverage of the goals, three tenths diversity, a fifth reach, 0 to 1; "
    "adds: by how much a member raises it after those before it",
    "plan": "connectivity: the mean, over pairs of different groups, of 1 / the steps between them, 0 where no way is "
    "on record; adds: by how much one introduction raises it",
    "profile": "in units of tie weight; percentile: how many of 100 organisations with ties have less",
    "breadth": "ratio: how diverse the set is in a dimension, against all organisations of the map, 1 at most",
}
"""By the name of the question."""
