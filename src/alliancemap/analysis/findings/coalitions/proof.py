"""How far a coalition can be from the best one: a bound that an integer program proves."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from alliancemap.analysis.compute.pausing import CheckTime, no_limit
from alliancemap.analysis.findings.coalitions.objective import Objective
from alliancemap.analysis.findings.coalitions.program import GAP, Positions, Program

MOST_CANDIDATES = 1_000
"""Programs of larger pools take longer than a question may; the bound by marginal gains serves them."""

LOOK_SECONDS = 0.5
"""How often whoever waits for the proof may stop it."""


@dataclass(frozen=True, eq=False)
class Proof:
    """What the program found.

    Attributes
    ----------
    bound : float
        No set that fits the question has a larger F.
    members : int64
        The best set that the program met; may be better than the one it was given.
    finished : bool
        Whether F of `members` and the bound lie within 0.1 % of each other.
    """

    bound: float
    members: Positions
    finished: bool


def prove(
    objective: Objective, members: Positions, bound: float, seconds: float, check_time: CheckTime = no_limit
) -> Proof:
    """Bound F over all sets that fit the question, by a mixed-integer program in a process of its own.

    One variable 0 or 1 for each candidate, conflicts and size as constraints. The concave terms √t of coverage and
    diversity are bounded by tangents, √t ≤ √s + (t − s)/(2√s), at first at small s and whole numbers, then at the
    values of each solution, until F of a set met and the program's dual bound lie within 0.1 % or the time is up. The
    dual bound of a program with some tangents only is a bound of F all the same. The process is killed when the time
    is up, for the solver may not look at its clock; what it had proven by then counts.

    Parameters
    ----------
    objective : Objective
    members : int64
        A good set of the full size.
    bound : float
        A bound that is known already.
    seconds : float
        How long it may take.
    check_time : callable
        Called twice a second; whatever it raises ends the process too.

    Returns
    -------
    Proof
        With the given set and bound where nothing better was found, or where the pool has more than 1 000 candidates.

    References
    ----------
    M. A. Duran & I. E. Grossmann, Math. Program. 36, 307 (1986). doi:10.1007/BF02592064. Solver: HiGHS.
    """
    best = Proof(bound, members, finished=objective.value(members) >= bound * (1 - GAP))
    if best.finished or objective.free.sum() > MOST_CANDIDATES or seconds <= 0:
        return best
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, objective, best), daemon=True)
    process.start()
    theirs.close()
    try:
        return _listen(ours, best, time.monotonic() + seconds, check_time)
    finally:
        process.kill()
        process.join()
        ours.close()


def _listen(connection: Connection, best: Proof, deadline: float, check_time: CheckTime) -> Proof:
    while not best.finished:
        check_time()
        left = max(0.0, deadline - time.monotonic())
        if connection.poll(min(left, LOOK_SECONDS)):
            try:
                best = connection.recv()
            except EOFError:
                break
        elif left <= LOOK_SECONDS:
            break
    return best


def _work(connection: Connection, objective: Objective, best: Proof) -> None:
    """Sharpen the program until the proof is finished; tell of every step."""
    program = Program(objective)
    while not best.finished:
        members, bound = program.solved()
        if members is None:
            break
        better = members if objective.value(members) > objective.value(best.members) else best.members
        least = min(best.bound, bound)
        best = Proof(least, better, finished=objective.value(better) >= least * (1 - GAP))
        connection.send(best)
        if not program.sharpened(members):
            break
    connection.close()
