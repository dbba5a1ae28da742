"""Arithmetic of tests, diversity, how sure a density is, and the correlation of two networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.analysis.statistics.diversity import blau, effective_number, shannon
from alliancemap.analysis.statistics.dyadic import quadratic_assignment
from alliancemap.analysis.statistics.jackknife import density, density_jackknife_se
from alliancemap.analysis.statistics.multiple_testing import benjamini_hochberg as false_discovery_rate
from alliancemap.analysis.statistics.permutation import TAILS
from alliancemap.analysis.statistics.permutation import permutation_p as p_of_draws
from alliancemap.analysis.statistics.vertex_bootstrap import density_bootstrap as bootstrap
from alliancemap.errors import InvalidNetworkError, UsageError
from alliancemap.exchange.network_files.values import finite
from alliancemap.measures.catalogue import Takes, measure
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import GROUPS, SEED, Kind, Parameter, choice, integer, weight


@measure(
    gives="a number for each p; null for a null",
    source="Benjamini & Hochberg 1995",
    takes=Takes.PARAMETERS,
    parameters=(Parameter("p", Kind.LIST, "The p of all tests; null for tests that were not made.", required=True),),
)
def benjamini_hochberg(given: Given) -> Outcome:
    """q: the false discovery rate at which a test would just be called a discovery: min over s ≥ r of p_(s) m/s, at
    most 1, p sorted and m tests. A null is no test.
    """  # noqa: D205 - two sentences
    p = _numbers("p", given.params["p"], least=0, most=1)
    made = ~np.isnan(p)
    q = np.full(len(p), np.nan)
    q[made] = false_discovery_rate(p[made])
    return Outcome(q)


@measure(
    gives="a number",
    source="Phipson & Smyth 2010",
    takes=Takes.PARAMETERS,
    parameters=(
        integer("as_extreme", "Draws at least as extreme as what was observed.", least=0, required=True),
        integer("draws", "All draws.", least=1, required=True),
    ),
)
def permutation_p(given: Given) -> Outcome:
    """(b + 1)/(R + 1), b of R draws being at least as extreme as what was observed; never 0."""
    return Outcome(float(p_of_draws(int(given.params["as_extreme"]), int(given.params["draws"]))))


@measure(
    gives="Blau's index, Shannon's entropy, effective numbers, index of qualitative variation",
    source="Blau 1977; Shannon 1948; Hill 1973; Mueller & Schuessler 1961",
    parameters=(
        Parameter("categories", Kind.LIST, "A category for each member, or a list of several, which share its mass."),
        Parameter("counts", Kind.OBJECT, "Instead: how many members each category has."),
        GROUPS,
    ),
)
def diversity(given: Given) -> Outcome:
    """Over shares p of K categories: Blau 1 − Σp², Shannon −Σ p ln p (nats), effective numbers e^Shannon (q1) and
    1/Σp² (q2), iqv Blau/(1 − 1/K), null if K is 1. Members without a category (null) are left out; nobody left: null.
    """  # noqa: D205 - two sentences
    masses, left_out = _masses(given)
    shares, k = blau(masses), len(masses)
    entropy = shannon(masses)
    value = {
        "blau": shares,
        "shannon": entropy,
        "effective_number_q1": None if entropy is None else float(np.exp(entropy)),
        "effective_number_q2": effective_number(masses),
        "iqv": shares / (1 - 1 / k) if shares is not None and k > 1 else None,
    }
    return Outcome(value, notes={"categories": k, "members_left_out": left_out})


@measure(
    name="density_jackknife_se",
    gives="the density and its standard error",
    source="Snijders & Borgatti 1999",
    parameters=(weight(),),
)
def jackknife(given: Given) -> Outcome:
    """Density (with `weight`: mean strength of all dyads) and √((n−2)/(2n) Σ(z₋ᵢ − z̄)²), z₋ᵢ the density without
    node i; n < 3: null.
    """  # noqa: D205 - one sentence over two lines
    ties = given.graph(given.params["weight"]).ties
    return Outcome({"density": density(ties), "se": density_jackknife_se(ties)})


@measure(
    gives="the density, the standard deviation of the draws, and the interval that holds the middle 95 % of them",
    source="Snijders & Borgatti 1999",
    parameters=(weight(), integer("draws", "Networks drawn.", 2000, least=1), SEED),
)
def density_bootstrap(given: Given) -> Outcome:
    """Density (with `weight`: mean strength of all dyads) and its spread over networks whose nodes are drawn with
    replacement; the pair of a node drawn twice gets the dyad of a random pair. n < 2: null.
    """  # noqa: D205 - two sentences
    ties, draws = given.graph(given.params["weight"]).ties, int(given.params["draws"])
    found = bootstrap(ties, draws=draws, seed=int(given.params["seed"]))
    low, high = np.quantile(found, (0.025, 0.975))
    value = {"density": density(ties), "se": float(found.std()), "low": float(low), "high": float(high), "draws": draws}
    return Outcome(value, f"vertex bootstrap, {draws} draws")


@measure(
    gives="the correlation, its p on either side, mean and sd over the draws",
    source="Krackhardt 1988",
    files=2,
    parameters=(
        weight(),
        Parameter("other_relation", Kind.TEXT, "The relation to compare with, of the second file or else of this one."),
        choice(
            "nodes_in",
            "Nodes to compare: the networks must have the same, or take those in both.",
            ("same", "both"),
            "same",
        ),
        integer("draws", "Permutations of the second network's nodes.", 999, least=1),
        choice("tail", "Which p is `p`: upper, lower, or both sides.", TAILS, "both"),
        SEED,
    ),
)
def qap(given: Given) -> Outcome:
    """Pearson's correlation of the dyads of two networks over the same nodes; p = (b+1)/(R+1) from permuting rows and
    columns of the second together. A network whose dyads are all alike: null.
    """  # noqa: D205 - two sentences
    first, second, left_out = _matched(given)
    draws = int(given.params["draws"])
    found = quadratic_assignment(first.ties, second.ties, draws=draws, seed=int(given.params["seed"]))
    value = {
        "correlation": found.correlation,
        "p": float(found.test.tail(given.params["tail"])),
        "p_upper": float(found.test.upper),
        "p_lower": float(found.test.lower),
        "mean": found.mean,
        "sd": found.sd,
        "draws": draws,
    }
    method = f"exact correlation; p from {draws} permutations, {given.params['tail']}"
    return Outcome(value, method, {"nodes_compared": first.n, "nodes_left_out": left_out})


def _numbers(name: str, values: Sequence[Any], least: float, most: float) -> NDArray[np.float64]:
    for value in values:
        if value is not None and not (finite(value) and least <= value <= most):
            bounds = f"numbers from {least} to {most}" if most < float("inf") else f"numbers of at least {least}"
            raise UsageError(f"parameter {name} holds {value!r}, but takes {bounds}")
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _masses(given: Given) -> tuple[NDArray[np.float64], int]:
    """Mass of each category that has any, and how many members have none."""
    counts = given.params["counts"]
    if counts is not None:
        masses = _numbers("counts", list(counts.values()), least=0, most=float("inf"))
        if not np.isfinite(masses).all():
            raise UsageError(f"parameter counts is {counts!r}, but takes a number for each category")
        return masses[masses > 0], 0
    categories = given.params["categories"]
    members = given.groups().tolist() if categories is None else categories
    mass: dict[str, float] = defaultdict(float)
    for member in members:
        values = member if isinstance(member, list) else [member]
        if wrong := [value for value in values if isinstance(value, list | dict)]:
            raise UsageError(f"a category is {wrong[0]!r}, but must be text or a number")
        own = sorted({str(value) for value in values if value not in (None, "")})
        for category in own:
            mass[category] += 1 / len(own)
    left_out = sum(member in (None, "", []) for member in members)
    return np.array([mass[category] for category in sorted(mass)], np.float64), left_out


def _matched(given: Given) -> tuple[Graph, Graph, int]:
    """The two networks over the same nodes, in order of the first, and how many nodes are left out."""
    params = given.params
    first = given.graph(params["weight"])
    if len(given.files) < 2 and not params["other_relation"]:
        given.file(1)
    relation = params["other_relation"] or params["relation"]
    other = Given(given.files[1:] or given.files[:1], {**params, "relation": relation})
    second = other.graph(params["weight"])
    if first.directed != second.directed:
        raise InvalidNetworkError("one network is directed and the other is not: set directed to false")
    at = {id: row for row, id in enumerate(second.ids)}
    common = np.array([id in at for id in first.ids], bool)
    left_out = first.n + second.n - 2 * int(common.sum())
    if left_out and params["nodes_in"] == "same":
        lone = next((id for id in first.ids if id not in at), None) or next(iter(set(at) - set(first.ids)))
        raise InvalidNetworkError(f"node {lone!r} is in only one of the networks: set nodes_in to both to leave it out")
    rows = np.array([at[id] for id in first.ids if id in at], np.int64)
    ties = second.ties[rows][:, rows]
    kept = first.kept(common)
    return kept, Graph(kept.ids, ties, kept.directed), left_out
