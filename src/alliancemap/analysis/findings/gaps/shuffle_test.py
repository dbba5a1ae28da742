"""The shuffle test: is a gap larger than between random groups as well connected, given what they share."""

from __future__ import annotations

from collections.abc import Iterable

from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.gaps.counts import GapCounts
from alliancemap.analysis.findings.gaps.shuffle_dealer import Dealer
from alliancemap.analysis.findings.gaps.shuffle_tally import Deals, ShuffleTest, Tally

BLOCKS, SHORTEST = 32, 32
"""Into how many blocks draws are cut at most, and how many draws a block has at least."""


def shuffle_test(
    counts: GapCounts,
    draws: int,
    seed: int,
    check_time: CheckTime = no_limit,
    dealt: Iterable[Deals] | None = None,
) -> ShuffleTest:
    """Deal the memberships at random among organisations with about as many ties, and compare z.

    The eligible organisations fall in ten blocks by degree, sizes equal within one, equal degrees in order of id; each
    draw permutes the rows of memberships within the blocks and takes O, E, Var and z anew. With b the draws whose z is
    not larger than the recorded one, p = (b + 1)/(R + 1). A draw with Var = 0 is skipped. A draw serves all pairs of
    groups at once, so the run stops early only when each of them has b >= 50, at draw r; then p = b/r. φ is the
    population variance of z over the draws, at least 1. Draw number d is seeded by (seed, d), and draws are put
    together in the blocks of `draw_blocks`, so the result does not depend on who draws it: threads here, or whoever
    made `dealt`. Time O(draws · (ties + kept pairs)).

    Parameters
    ----------
    counts : GapCounts
    draws, seed : int
    check_time : callable
        Called before each draw, by the thread that makes it; whatever it raises ends the test.
    dealt : iterable of Deals, optional
        Blocks that were drawn elsewhere, by `deals`: all of `draw_blocks(draws)`, in order.

    Returns
    -------
    ShuffleTest
        p is NaN where z is undefined or nothing was drawn.

    References
    ----------
    Besag & Clifford, Biometrika 78, 301 (1991). doi:10.1093/biomet/78.2.301
    Chan, Golub & LeVeque, COMPSTAT 1982, 30. doi:10.1007/978-3-642-51461-6_3
    """
    tally, dealer = Tally(counts.z), Dealer.of(counts)
    if tally.settled:
        return tally.outcome()
    if dealt is None:
        dealt = each(lambda block: dealer.deals(*block, seed, check_time), draw_blocks(draws))
    for deals in dealt:
        enough = tally.enough(deals)
        tally.add(deals if enough == deals.last else dealer.deals(deals.first, enough, seed))
        if tally.settled:
            break
    return tally.outcome()


def draw_blocks(draws: int) -> list[tuple[int, int]]:
    """Cut draws into blocks: the numbers of the first of each, and of the first after it."""
    return spans(draws, max(SHORTEST, -(-draws // BLOCKS)))


def deals(counts: GapCounts, first: int, last: int, seed: int, check_time: CheckTime = no_limit) -> Deals:
    """Make the draws of one block for `shuffle_test`; `check_time` is called before each."""
    return Dealer.of(counts).deals(first, last, seed, check_time)
