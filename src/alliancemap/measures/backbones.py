"""Null models of affiliation networks, and the backbone that they leave of a projection."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alliancemap.analysis.affiliation.backbone import PairList, PairTests, pair_tests
from alliancemap.analysis.affiliation.backbone import backbone as kept_and_avoiding
from alliancemap.analysis.affiliation.configuration import configuration_model
from alliancemap.analysis.affiliation.margins import degrees
from alliancemap.analysis.affiliation.null_models import NullModel, Sampling
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import EXACT, Outcome
from alliancemap.measures.parameters import SEED, choice, flag, integer, number
from alliancemap.measures.two_modes import (
    OF,
    PAIRS,
    all_pairs_asked,
    pair_notes,
    paired_names,
    refuse_too_many,
    sided,
    triples,
)

ALL_MATRICES = 100_000
"""More matrices than this are gone through only if asked."""

NEAL = "Neal, Domagalski & Sagan 2021, doi:10.1038/s41598-021-03238-3"
TAIL = choice(
    "tail",
    "Which tail: that two share what they do or more, exact by convolution.",
    ("P(X>=observed), exact Poisson-binomial",),
    "P(X>=observed), exact Poisson-binomial",
)
DRAWS = integer("draws", "How many matrices are drawn (fdsm).", 10_000, least=1, most=10_000_000)
LISTED_PAIRS = "a list of [one, other, p]"


@measure(
    gives="a list of [row, column, probability]; for the parameter matrix a matrix of its shape",
    source="Saracco et al. 2015, doi:10.1038/srep10595",
    takes=Takes.TWO_MODE,
)
def bicm_probability(given: Given) -> Outcome:
    """π_ik = x_i y_k/(1 + x_i y_k), whose expected degrees are those of the network (bipartite configuration model).

    0 or 1 where the degrees leave no choice.
    """
    network = given.affiliation()
    refuse_too_many(len(network.rows) * len(network.columns), "affiliations")
    probability = configuration_model(network.binary()).matrix()
    if not given.files and given.params.get("matrix") is not None:
        return Outcome(probability)
    return Outcome(
        [
            [row, column, value]
            for row, values in zip(network.rows, probability.tolist(), strict=True)
            for column, value in zip(network.columns, values, strict=True)
        ]
    )


@measure(gives=LISTED_PAIRS, source=NEAL, takes=Takes.TWO_MODE, parameters=(OF, PAIRS))
def fixedfill_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if as many affiliations lie anywhere at random."""
    return _upper_p(given, NullModel.FIXED_FILL)


@measure(gives=LISTED_PAIRS, source=NEAL, takes=Takes.TWO_MODE, parameters=(OF, PAIRS))
def fixedrow_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if each chooses as many causes at random.

    The upper tail of hypergeometric(n₂, r_i, r_j).
    """
    return _upper_p(given, NullModel.FIXED_ROW)


@measure(
    gives=LISTED_PAIRS,
    source="Neal 2014, doi:10.1016/j.socnet.2014.06.001",
    takes=Takes.TWO_MODE,
    parameters=(OF, PAIRS, TAIL),
)
def sdsm_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if all degrees are kept on average.

    Affiliations are independent with the probabilities of bicm_probability: the Poisson-binomial tail of π_ik π_jk,
    exact by convolution.
    """
    return _upper_p(given, NullModel.SDSM)


@measure(
    gives=LISTED_PAIRS,
    source=NEAL,
    takes=Takes.TWO_MODE,
    parameters=(
        OF,
        PAIRS,
        DRAWS,
        SEED,
        flag("exact", "Go through all matrices instead of drawing some; for small networks.", default=False),
        integer("matrices", "With exact: more matrices than this are an error.", ALL_MATRICES, least=1),
    ),
)
def fdsm_upper_p(given: Given) -> Outcome:
    """Probability that two organisations share what they do or more if all degrees are kept exactly.

    Among R drawn matrices with the same row and column sums and the observed one, the share that has it so; pairs of
    the same two degrees are counted together.
    """
    exact = given.params["exact"]
    return _upper_p(given, NullModel.FDSM, _sampling(given, given.params["matrices"] if exact else None))


@measure(
    gives="`kept` and `avoiding`: lists of [one, other, number shared, p, q]",
    source=NEAL,
    takes=Takes.TWO_MODE,
    parameters=(
        OF,
        choice("model", "The null model.", tuple(map(str, NullModel)), str(NullModel.SDSM)),
        number("alpha", "A pair is kept if its q (uncorrected: its p) is at most this.", 0.05, least=0, most=1),
        choice(
            "correction",
            "For many tests: Benjamini and Hochberg over all pairs (bh), or none.",
            ("bh", "none"),
            "bh",
        ),
        DRAWS,
        SEED,
    ),
)
def backbone(given: Given) -> Outcome:
    """Pairs that share more than a null model would have them share, and pairs that share less.

    `kept` by the upper tail, P(X ≥ observed), `avoiding` by the lower one, P(X ≤ observed), each by itself at alpha; q
    after Benjamini and Hochberg over all pairs, those that share nothing too. Where many causes have one or two
    organisations take fdsm: sdsm reckons with shares in them that no network with these causes has.
    """
    model = NullModel(given.params["model"])
    tests = _tests(given, model, _sampling(given))
    found = kept_and_avoiding(tests, given.params["alpha"], corrected=given.params["correction"] == "bh")
    names = paired_names(given)
    value = {"kept": _tested(found.kept, names), "avoiding": _tested(found.avoiding, names)}
    sharing = int(tests.observed[tests.pairs.shared() > 0].sum())
    notes = {
        "pairs_tested": tests.n_pairs,
        "pairs_sharing_something": sharing,
        "columns_of_one_or_two": int(np.isin(degrees(sided(given))[1], (1, 2)).sum()),
        "smallest_q": {"kept": tests.smallest_q(0), "avoiding": tests.smallest_q(1)},
        "tails": "each tail is a family of tests of its own; pairs that share nothing count, with the upper p 1",
    }
    return Outcome(value, _method(given, model), notes)


def _sampling(given: Given, all_at_most: int | None = None) -> Sampling:
    return Sampling(given.params["draws"], given.params["seed"], all_at_most)


def _tests(given: Given, model: NullModel, sampling: Sampling) -> PairTests:
    key = ("pair tests", given.params["of"], model, sampling if model is NullModel.FDSM else None)
    return given.once(key, lambda: pair_tests(sided(given), model, sampling))


def _upper_p(given: Given, model: NullModel, sampling: Sampling | None = None) -> Outcome:
    tests = _tests(given, model, sampling or Sampling())
    wanted = tests.observed > 0
    if not all_pairs_asked(given):
        wanted &= tests.pairs.shared() > 0
    found = tests.listed(0, wanted)
    return Outcome(
        triples(paired_names(given), (found.first, found.second), found.p), _method(given, model), pair_notes(given)
    )


def _method(given: Given, model: NullModel) -> str:
    if model is not NullModel.FDSM:
        return EXACT
    if given.params.get("exact"):
        return "exact: all matrices with these row and column sums"
    return (
        f"Monte Carlo: {given.params['draws']} matrices drawn by Curveball with seed {given.params['seed']}, "
        "pairs of rows of equal degrees counted together"
    )


def _tested(pairs: PairList, names: Sequence[str]) -> list[list[object]]:
    columns = (pairs.first, pairs.second, pairs.shared, pairs.p, pairs.q)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [[names[first], names[second], *numbers] for first, second, *numbers in rows]
