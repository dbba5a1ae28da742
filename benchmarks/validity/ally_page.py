"""The part of the page on the ally ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alliancemap.analysis.findings.allies.candidates import COMPONENTS
from benchmarks.validity.rivals import OURS
from benchmarks.validity.tables import figure, signed, table

Row = Mapping[str, Any]

INTRODUCTION = """
## Ally ranking

An organisation at the end of a year, by what was known then; every stranger is a candidate, and who became tied
later, by a tie or at a table of at most fifty, is a hit. *AUC* is the chance that a later ally scores higher than
another stranger (½: no better than chance), averaged over organisations; *first 20* is how many later allies stand
among the first twenty of an organisation. Intervals come from weighing the later coalitions and ties anew, {draws}
times, so that a large coalition counts as one event. Pairs tied by a link that nobody can date are neither hits nor
misses, and such links tell nothing; not seen is not false, so every figure is a lower bound.

### How much the stances give away

Stances have no date, and many were recorded *because* an organisation joined a coalition: whoever joined has at
least the weight 0.25 for its cause. Which stances count as known before the year decides the answer, more than any
weight does:

- **all**: every stance. The answer leaks; shown as a warning.
- **joined**: without those of weight 0.25 or less on the cause of a coalition joined later. The default
  weights were once chosen by a rule like this.
- **dated**: without those whose every source is later than the year, whoever joined what. Also loses much that was
  true.
- **strict**: as dated, and without any stance on the cause of a coalition that the organisation joined later.

"""
READ = """
So an AUC near .8 holds only if the stances of higher weight were known before. By what dated sources had shown, the
score foretells little, {low} to {high}: ahead of every rival that knows ties only in each year, of shared causes alone
clearly in two of three, of affinity alone clearly in the latest only, and no oracle. The truth lies between *strict*
and *joined*; this map cannot say where, for most of its stances were written down from the very pages that list its
coalitions. A map kept up to date from now on could. Scores of the neighbourhood are no better than chance here: whoever
sits at one table seldom joins the next because of it, and many ties are no sign of more.

### Beside others
"""
GENERATED_READ = """
On generated maps ties grow along ties, and busy organisations get busier. There the ally score is ahead of the scores
of the neighbourhood over all pairs, but these put more later ties among their first twenty on every map; and
preferential attachment is as good as ours over all pairs on two maps, and ahead of ours at distance > 2 on one.
"""
BRIDGING = """
### The bridging list apart

Later ties among the first twenty of the bridging lists, against as many drawn from candidates at the same social
distance (to a tenth):

"""
BRIDGING_READ = """
By every rule the first of the bridging list met more later ties than others equally unlike: more than three times as
many by the rule *joined*, half as many again by the strict one, where the interval of the latest year begins at as
many. On generated maps, which grow by closing triangles, resource allocation finds more; it names nobody beyond two
steps, and no reason.
"""
WEIGHTS = """
### Other weights

Weights in steps of a tenth, chosen on four windows of years and judged on the fifth, which they have not seen:

"""
DECISION = """
By the dated rule, weights without the introduction do better by two hundredths on four of the windows left out, and
worse on the latest; by the joined rule the weights chosen win one hundredth at most. So little on so few windows is no
ground to change. On generated maps, where ties grow along ties, leaving the introduction out costs {cost}.
An organisation needs to know who could introduce it, whatever that foretells. So the default weights stay.
"""
ORDER = (OURS, "ally score without introduction", "affinity alone", "shared causes alone", "resource allocation")
REST = ("Adamic-Adar", "common neighbours", "preferential attachment", "random")


def allies(found: Row) -> str:
    """Rules, rivals, the bridging list, weights."""
    strict = [row for row in found["seed"] if not row["undated"]]
    dated = [_auc(row)[0] for row in strict if row["rule"] in ("dated", "strict")]
    parts = [
        INTRODUCTION.format(draws=500),
        _rules(strict),
        READ.format(low=f"{min(dated):.2f}", high=f"{max(dated):.2f}"),
        *(_rivals(row, f"Seed map after {row['year']}, rule *{row['rule']}*") for row in _shown(strict)),
        _undated(found["seed"]),
        *(_rivals(row, f"Generated map {row['seed']} after {row['year']}") for row in found["generated"]),
        GENERATED_READ,
        BRIDGING + _bridging([*strict, *found["generated"]]) + BRIDGING_READ,
    ]
    if found["weights"]:
        costs = [row["all pairs"]["ally score without introduction"]["ours ahead by"][0] for row in found["generated"]]
        parts += [
            WEIGHTS,
            *map(_weights, found["weights"]),
            DECISION.format(cost=f"{min(costs):.2f} to {max(costs):.2f} of AUC"),
        ]
    return "".join(parts)


def _auc(row: Row, name: str = OURS, pairs: str = "all pairs") -> list[float]:
    found: list[float] = row[pairs][name]["auc"]
    return found


def _rules(rows: Iterable[Row]) -> str:
    return table(
        (
            "rule",
            "after",
            "stances left out",
            "organisations",
            "AUC",
            "affinity alone",
            "causes alone",
            "first 20",
            "random",
        ),
        [
            (
                *(row["rule"], row["year"], row["counts"]["stances left out"], row["organisations"], figure(_auc(row))),
                *(f"{_auc(row, name)[0]:.3f}" for name in ("affinity alone", "shared causes alone")),
                *(f"{row['all pairs'][name]['hits']:.2f}" for name in (OURS, "random")),
            )
            for row in rows
        ],
    )


def _shown(rows: list[Row]) -> Iterator[Row]:
    """Give the latest year by the two rules between which the truth lies; the file of results holds the others."""
    latest = max(row["year"] for row in rows)
    yield from (row for row in rows if row["year"] == latest and row["rule"] in ("joined", "strict"))


def _rivals(row: Row, title: str) -> str:
    head = (
        "score",
        "AUC, all pairs",
        "ours ahead by",
        "average precision",
        "first 20",
        "AUC, distance > 2",
        "ours ahead by",
    )
    body = [
        (
            *(name, figure(_auc(row, name)), _ahead(row, name, "all pairs")),
            *(f"{near['average precision']:.3f}", f"{near['hits']:.2f}"),
            *(figure(_auc(row, name, "distant pairs")), _ahead(row, name, "distant pairs")),
        )
        for name in (*ORDER, *REST)
        if (near := row["all pairs"][name])
    ]
    counts = f"{row['organisations']} organisations, {row['pairs']} later allies, {row['events']} events"
    return f"\n{title} ({counts}):\n\n" + table(head, body)


def _ahead(row: Row, name: str, pairs: str) -> str:
    return "–" if name == OURS else signed(row[pairs][name]["ours ahead by"])


def _undated(rows: Iterable[Row]) -> str:
    read = ", ".join(f"{_auc(row)[0]:.3f} after {row['year']}" for row in rows if row["undated"])
    return (
        "\nIf links without a date stand among the known, as the product reads them, AUC by the rule *joined* is "
        f"{read}.\n"
    )


def _bridging(rows: Iterable[Row]) -> str:
    names = (OURS, "affinity alone", "resource allocation")
    return table(
        ("map", "lists", "drawn", *(f"{name}: hits, times drawn" for name in names)),
        [
            (
                _named(row),
                row["bridging list"][OURS]["lists"],
                row["bridging list"][OURS]["expected"],
                *(f"{one['hits']:.0f}, {figure(one['ratio'], 1)}" for one in map(row["bridging list"].get, names)),
            )
            for row in rows
            if row.get("rule") != "all" or "seed" in row
        ],
    )


def _named(row: Row) -> str:
    return f"generated {row['seed']}" if "seed" in row else f"seed after {row['year']}, {row['rule']}"


def _weights(found: Row) -> str:
    body = [
        (
            *("{}–{}".format(row["window"][0] + 1, row["window"][1]), row["organisations"]),
            " / ".join(f"{row['weights'][name]:.1f}" for name in COMPONENTS),
            *(f"{row[where]:.3f}" for where in ("here", "default")),
            " / ".join(f"{row['alone'][name]:.2f}" for name in COMPONENTS),
        )
        for row in found["windows"]
    ]
    order = " / ".join(COMPONENTS)
    head = ("window", "organisations", "weights chosen elsewhere", "AUC here", "default weights here", "each alone")
    return f"\nRule *{found['rule']}* ({order}):\n\n" + table(head, body)
