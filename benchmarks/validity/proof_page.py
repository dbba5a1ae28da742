"""The parts of the page on gaps, coalitions and plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.validity.intervals import wilson
from benchmarks.validity.tables import kind_of_map, percent, shares, table

SHOWN = ("p_exact", "p_shuffle", "p", "at least above 0")
GAPS = """\
## Bridging gaps

{organisations} organisations in six groups that share causes unequally; ties come one by one or in coalitions of 5
to 40 (a quarter of all organisations at most), and follow causes and sociability only. In unequal maps one group is
up to nine times as sociable as another. No gap is there, so whatever is called is a false alarm: the share of pairs
of groups with p ≤ {level}, {maps} maps a row, {draws} draws a test; intervals allow for the pairs of one map
hanging together.

"""
GAPS_READ = """
The exact p takes ties for independent, and calls gaps everywhere; the shuffle carries the decision. Both together stay
near the stated rate for a single pair. A whole map of groups that are unequally sociable, however, has a *supported*
pair though none is true in {worst} of cases, where the label promises one in ten at most:
ten blocks of degree do not quite make up for sociability that differs ninefold. Several supported pairs should be
believed sooner than one alone.

*At least* is no such claim: it compares with equally close organisations elsewhere, sociable or not, so in unequal
maps it is above 0 for {claims} of pairs without a gap, and it overstates a small cut below. It should be read only
behind the label *supported*, and even then as "fewer than others have", not as "because the two groups keep apart".

Power: ties between two groups cut at random, unequal maps, {maps} maps a row; *supported* with the mean *at least*.

"""
COALITIONS = """
## Candidate coalitions

Goals drawn at random among causes with three backers or more. Where all sets can be looked at the product does, and its
answer is the best there is; below, what greedy choice and exchange, which serve larger questions, reach of it.

"""
PROVEN = """
Larger questions, against the bound that an integer program proves (it ends within 0.1 % of the answer):

"""
PLANS = """
## Bridging plans

Small generated maps (24 organisations) where every choice can be tried; what greedy choice, which larger questions rest
on, gains of the best, and what as many random candidates gain.

"""

Row = Mapping[str, Any]


def calibration(found: Row) -> str:
    """False alarms and power."""
    alarms, power = found["false alarms"], found["power"]
    first = table(
        (
            "ties",
            "sociability",
            "exact p",
            "shuffle p",
            "p (both)",
            "*at least* above 0",
            "any pair of a map *supported*",
        ),
        [(kind_of_map(row), _sociable(row), *(percent(row[p]) for p in SHOWN), _any(row)) for row in alarms],
    )
    cuts = list(power[0]["cuts"])
    second = table(
        ("ties", "organisations", "ties expected", *(f"{float(cut):.0%} cut: *supported*; *at least*" for cut in cuts)),
        [
            (kind_of_map(row), row["organisations"], row["ties expected"], *(_cut(row["cuts"][cut]) for cut in cuts))
            for row in power
        ],
    )
    unequal = [row for row in alarms if row["unequal"]]
    hits = sum(row["any pair supported"][0] * row["maps"] for row in unequal)
    worst = percent(wilson(hits, sum(row["maps"] for row in unequal)).row())
    said = {"level": found["level"], "draws": found["draws"], **{k: alarms[0][k] for k in ("organisations", "maps")}}
    claimed = [row["at least above 0"][0] for row in unequal]
    read = {"worst": worst, "claims": _between(claimed), "maps": power[0]["maps"]}
    return GAPS.format(**said) + first + GAPS_READ.format(**read) + second


def coalitions(found: Row) -> str:
    """Answers against the best, and against a bound."""
    first = table(
        ("map", "members", "questions", "pool", "greedy reaches", "with exchange", "best found", "bound / best, mean"),
        [
            (
                *(row["map"], row["size"], row["questions"], _pools(row), shares(row["greedy"])),
                *(shares(row["with exchange"]), row["best found"], f"{row['bound over the best']['mean']:.2f}"),
            )
            for row in found["exhaustive"]
        ],
    )
    second = table(
        ("map", "members", "questions", "pool", "greedy with exchange / bound", "after the proof", "proof finished"),
        [
            (
                *(row["map"], row["size"], row["questions"], _pools(row)),
                *(shares(row["without proof"]), shares(row["with proof"]), row["finished"]),
            )
            for row in found["proven"]
            if row["questions"]
        ],
    )
    broken = sum(row["bound below the best"] for row in found["exhaustive"])
    quick = (
        f"\nThe quick bound by marginal gains was below the best answer {broken} times. It is safe, and loose: an "
        "answer said to be\nat 80 % of that bound is usually the best or near it, which a proof would tell.\n"
    )
    return COALITIONS + first + quick + PROVEN + second


def plans(found: Row) -> str:
    """Plans against all choices, and against chance."""
    body = table(
        ("ties", "introductions", "maps", "best found", "share of the best gain", "random choices"),
        [
            (
                *(kind_of_map(row), row["introductions"], row["maps"], row["best"]),
                "{1:.2%}, least {0:.2%}".format(*row["share of the best gain"]),
                f"{row['random choices']:.0%}",
            )
            for row in found["exhaustive"]
        ],
    )
    seed = found["seed"]
    said = f"Φ from {seed['before']:.4f} to {seed['after']:.4f}: {seed['times chance']:.1f} times what as many random"
    number = f"{seed['introductions']} introductions out of {seed['candidates']} candidates"
    last = "candidates do. Whether anybody is better off for being nearer, no figure here says."
    return f"{PLANS}{body}\nOn the seed map {number} raise {said}\n{last}\n"


def _between(shares_found: list[float]) -> str:
    return f"{min(shares_found):.0%} to {max(shares_found):.0%}"


def _sociable(row: Row) -> str:
    return "unequal" if row["unequal"] else "equal"


def _any(row: Row) -> str:
    return percent(row["any pair supported"])


def _cut(row: Row) -> str:
    return f"{percent(row['supported'])}; {row['at least']:.0%}"


def _pools(row: Row) -> str:
    return "–".join(map(str, row["pools"]))
