"""Organisations and the causes they support: the two-mode network, and which pairs share more than chance brings."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from alliancemap.analysis.affiliation.backbone import MOST_LISTED, PairTests, pair_tests
from alliancemap.network.rows import find_row
from alliancemap.reports.content import Affiliation, CauseRow
from alliancemap.reports.numbers import exact_number
from alliancemap.services.centrality.bands import Drawing
from alliancemap.services.question import Question

ALPHA = 0.05
METHOD = "stochastic degree sequence model, exact by convolution"
TOP = 15
MOST_WORK = 2e10
"""Σ c² over causes of c supporters up to which pairs that share a cause are gone through: some minutes."""


def affiliation(question: Question, drawing: Drawing) -> Affiliation:
    """Describe who supports what, and count the backbone: pairs that share more than their numbers of causes explain.

    Pairs are tested by the exact SDSM with Benjamini-Hochberg over all pairs; where that would take too long, the
    backbone is left out.
    """
    causes = question.landscape.causes
    supporters = np.bincount(causes.indices, minlength=causes.shape[1])
    tests = None
    if causes.nnz and float(np.square(supporters.astype(np.float64)).sum()) <= MOST_WORK:
        tests = pair_tests(causes, check_time=drawing.check_time)
    kept = int(tests.observed[_wanted(tests)].sum()) if tests else None
    return Affiliation(
        organisations=causes.shape[0],
        causes=int((supporters > 0).sum()),
        affiliations=int(causes.nnz),
        without=int((np.diff(causes.indptr) == 0).sum()),
        top=_top(question, supporters),
        pairs_sharing=_sharing(tests) if tests else None,
        backbone=kept,
        backbone_tied=_tied(tests, question.landscape.ties) if tests else None,
        method=METHOD,
        alpha=ALPHA,
    )


def _top(question: Question, supporters: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[CauseRow, ...]:
    ids, n = question.landscape.cause_ids, question.landscape.size
    order = np.argsort(-supporters, kind="stable")[:TOP]
    return tuple(
        CauseRow(
            ids[column],
            str(find_row(question.network, "causes", ids[column]).value("name")),
            int(supporters[column]),
            exact_number(supporters[column] / n) or 0.0,
        )
        for column in order.tolist()
        if supporters[column]
    )


def _wanted(tests: PairTests) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The cells of the upper tail that are kept."""
    wanted: np.ndarray[tuple[int], np.dtype[np.bool_]] = (tests.observed > 0) & (tests.q[0] <= ALPHA)
    return wanted


def _sharing(tests: PairTests) -> int:
    """How many pairs share at least one cause: the first cell of each two classes holds those that share none."""
    none = np.unique(tests.pairs.base())
    return tests.n_pairs - int(tests.observed[none].sum())


def _tied(tests: PairTests, ties: csr_array) -> int | None:
    """How many pairs of the backbone have a tie; None where there are too many to list."""
    wanted = _wanted(tests)
    if tests.observed[wanted].sum() > MOST_LISTED:
        return None
    pairs = tests.listed(0, wanted)
    return int((ties[pairs.first, pairs.second] > 0).sum()) if len(pairs.first) else 0
