"""How well scores foretell later ties: a case an organisation, every stranger a candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.findings.allies.ally_scores import AllyScores, ally_scores
from alliancemap.analysis.inputs.landscape import Landscape, row
from alliancemap.analysis.inputs.profiles import landscape
from alliancemap.analysis.prediction.accuracy import Tally
from alliancemap.network.network import Network
from benchmarks.validity.intervals import Estimate, middle_95
from benchmarks.validity.splitting import Split

FIRST = 20
DRAWS = 500
DIGITS = 12

Scores = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class Case:
    """One organisation before the year: who could become an ally, and who did.

    Attributes
    ----------
    allies : AllyScores
        As the product gives them.
    kept : bool, length candidates
        Without those of whom nobody can tell whether they were tied before.
    later, far : bool, length candidates
        Tied by a link of the window; at distance above 2 before.
    """

    allies: AllyScores
    kept: NDArray[np.bool_]
    later: NDArray[np.bool_]
    far: NDArray[np.bool_]

    def useful(self, mask: NDArray[np.bool_]) -> bool:
        """Whether some of these candidates became allies and some did not."""
        found = self.later[mask]
        return bool(found.any() and not found.all())


@dataclass(frozen=True, eq=False)
class Trial:
    """All cases of a split, and which events could have made each pair."""

    landscape: Landscape
    cases: tuple[Case, ...]
    members: csr_array

    @classmethod
    def of(cls, split: Split) -> Trial:
        """Score every organisation on what was known."""
        known = landscape(split.known)
        settled, whole = (_tied(known, network) for network in (split.settled, split.whole))
        cases = (_case(known, focal, settled, whole) for focal in range(known.size))
        useful = tuple(case for case in cases if case.useful(case.kept))
        return cls(known, useful, _members(known, split.events))


@dataclass(frozen=True, eq=False)
class Foresight:
    """How well one score foretold.

    Attributes
    ----------
    auc : Estimate
        Mean over organisations of P(a later ally scores higher than another stranger), with the middle 95 % over
        resamplings of the events.
    average_precision, hits : float
        Means over organisations; hits among the first 20.
    """

    auc: Estimate
    average_precision: float
    hits: float


def foresight(
    trial: Trial, scores: Sequence[NDArray[np.float64]], *, far: bool = False, seed: int = 0
) -> tuple[Foresight, NDArray[np.float64]]:
    """Judge one score, given for every candidate of every case; also the AUC of every resampling of the events.

    The percentile of a later ally is the share of the other candidates that score lower, equal scores counting ½. A
    resampling gives each event a weight at random, an exponential one; a pair weighs what its events do, and each
    organisation's percentiles are averaged so.
    """
    masks = [case.kept & case.far if far else case.kept for case in trial.cases]
    used = [place for place, mask in enumerate(masks) if trial.cases[place].useful(mask)]
    focal, partner, percentile, figures = [], [], [], []
    for place in used:
        case, mask = trial.cases[place], masks[place]
        values, later = np.round(scores[place][mask], DIGITS), case.later[mask]
        percentile.append(percentiles(values, later))
        partner.append(case.allies.candidates[mask][later])
        focal.append(np.full(int(later.sum()), case.allies.focal))
        figures.append(Tally.of(values, later).figures((FIRST,)))
    ends = np.concatenate(focal), np.concatenate(partner)
    draws = _resampled(trial, ends, np.concatenate(percentile), seed)
    means = [float(np.mean([one[name] for one in figures])) for name in ("auc", "average_precision", "hits_at_20")]
    return Foresight(middle_95(means[0], draws), means[1], means[2]), draws


def percentiles(values: NDArray[np.float64], later: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Where each later ally stands among the others: the share that scores lower, equal scores counting ½."""
    others = np.sort(values[~later])
    low, high = (np.searchsorted(others, values[later], side) for side in ("left", "right"))
    found: NDArray[np.float64] = (low + high) / (2 * len(others))
    return found


def pair_events(trial: Trial, ends: tuple[NDArray[np.int64], NDArray[np.int64]]) -> csr_array:
    """Pairs × events: 1 where both ends are in the event."""
    return csr_array(trial.members[ends[0]].multiply(trial.members[ends[1]]))


def event_weights(count: int, seed: int) -> NDArray[np.float64]:
    """Weights of events for every resampling, events × draws."""
    return np.random.default_rng(seed).exponential(size=(count, DRAWS))


def _resampled(
    trial: Trial, ends: tuple[NDArray[np.int64], NDArray[np.int64]], percentile: NDArray[np.float64], seed: int
) -> NDArray[np.float64]:
    _, owner, count = np.unique(ends[0], return_inverse=True, return_counts=True)
    weight = pair_events(trial, ends) @ event_weights(trial.members.shape[1], seed) / count[owner][:, None]
    means: NDArray[np.float64] = (percentile @ weight) / weight.sum(axis=0)
    return means


def _case(known: Landscape, focal: int, settled: csr_array, whole: csr_array) -> Case:
    allies = ally_scores(known, focal)
    near = np.zeros(known.size, bool)
    first = row(known.ties, focal)
    near[first] = True
    near[csr_array(known.ties[first]).indices] = True
    before, ever = (np.isin(allies.candidates, row(ties, focal)) for ties in (settled, whole))
    return Case(allies, ~before, ever & ~before, ~near[allies.candidates])


def _tied(known: Landscape, network: Network) -> csr_array:
    """The ties of another Network between the organisations of this landscape."""
    other = landscape(network)
    place = {id: index for index, id in enumerate(other.ids)}
    rows = np.array([place[id] for id in known.ids])
    ties = csr_array(other.tied_ever[rows][:, rows])
    ties.sort_indices()
    return ties


def _members(known: Landscape, events: Sequence[frozenset[str]]) -> csr_array:
    place = {id: index for index, id in enumerate(known.ids)}
    entries = [(place[id], number) for number, event in enumerate(events) for id in sorted(event) if id in place]
    rows, columns = np.array(entries, np.int64).reshape(-1, 2).T
    return csr_array((np.ones(len(entries)), (rows, columns)), shape=(known.size, len(events)))
