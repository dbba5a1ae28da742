"""Organisations and the causes they support: the two-mode network, and which pairs share more than chance brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.backbone import MOST_LISTED, PairTests, pair_tests
from alliancemap.analysis.affiliation.margins import n_pairs
from alliancemap.analysis.inputs.landscape import Landscape
from alliancemap.network.rows import find_row
from alliancemap.reports.content.causes import Affiliation, CauseTable
from alliancemap.services.centrality.bands import Drawing
from alliancemap.services.centrality.two_modes import two_mode_columns
from alliancemap.services.question import Question

ALPHA = 0.05
METHOD = "stochastic degree sequence model, exact by convolution"
MOST_WORK = 2e10
"""Σ c² over causes of c supporters up to which pairs that share a cause are gone through: some minutes."""


@dataclass(frozen=True, eq=False)
class Supported:
    """Which organisation supports which cause, and the ids of the causes."""

    matrix: csr_array
    ids: tuple[str, ...]


def affiliation(question: Question, drawing: Drawing) -> Affiliation:
    """Describe who supports what, and count the backbone: pairs that share more than their numbers of causes explain.

    Pairs are tested by the exact SDSM with Benjamini-Hochberg over all pairs; where that would take too long, the
    backbone is left out.
    """
    causes = _supported(question.landscape)
    supporters = np.bincount(causes.matrix.indices, minlength=causes.matrix.shape[1])
    tests = None
    if causes.matrix.nnz and float(np.square(supporters.astype(np.float64)).sum()) <= MOST_WORK:
        tests = pair_tests(causes.matrix, check_time=drawing.check_time)
    kept = int(tests.observed[_wanted(tests)].sum()) if tests else None
    columns, left_out = two_mode_columns(causes.matrix, drawing)
    return Affiliation(
        organisations=causes.matrix.shape[0],
        causes=causes.matrix.shape[1],
        affiliations=int(causes.matrix.nnz),
        without=int((np.diff(causes.matrix.indptr) == 0).sum()),
        table=_table(question, causes, supporters),
        columns=columns,
        left_out=left_out,
        pairs=n_pairs(causes.matrix.shape[0]),
        pairs_sharing=_sharing(tests) if tests else None,
        backbone=kept,
        backbone_tied=_tied(tests, question.landscape.ties) if tests else None,
        method=METHOD,
        alpha=ALPHA,
    )


def _supported(land: Landscape) -> Supported:
    """The causes that somebody supports: a cause that nobody does is no part of the network."""
    there = np.flatnonzero(np.bincount(land.causes.indices, minlength=land.causes.shape[1]))
    return Supported(csr_array(land.causes[:, there]), tuple(land.cause_ids[column] for column in there.tolist()))


def _table(question: Question, causes: Supported, supporters: NDArray[np.int64]) -> CauseTable:
    names = (str(find_row(question.network, "causes", id).value("name")) for id in causes.ids)
    return CauseTable(causes.ids, tuple(names), supporters.astype(np.int64))


def _wanted(tests: PairTests) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The cells of the upper tail that are kept."""
    wanted: np.ndarray[tuple[int], np.dtype[np.bool_]] = (tests.observed > 0) & (tests.q[0] <= ALPHA)
    return wanted


def _sharing(tests: PairTests) -> int:
    """How many pairs share at least one cause."""
    return int(tests.observed[tests.pairs.shared() > 0].sum())


def _tied(tests: PairTests, ties: csr_array) -> int | None:
    """How many pairs of the backbone have a tie; None where there are too many to list."""
    wanted = _wanted(tests)
    if tests.observed[wanted].sum() > MOST_LISTED:
        return None
    pairs = tests.listed(0, wanted)
    return int((ties[pairs.first, pairs.second] > 0).sum()) if len(pairs.first) else 0
