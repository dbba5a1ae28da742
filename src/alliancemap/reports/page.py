"""The page of a report: one HTML file that asks nobody for anything, readable without seeing its plots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alliancemap.reports import plots
from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.content.report import Report
from alliancemap.reports.content.robustness import MeasureRobustness, RankBand, error_band
from alliancemap.reports.numbers import UNDEFINED, chance, shown
from alliancemap.reports.plots import Plot
from alliancemap.reports.summary import TOP, quantiles

MOST_ROWS, SHOWN_ROWS = 2_000, 1_000
"""Above so many organisations the table on the page shows only the first so many by degree."""
TOP_CAUSES = 15
WORDS: Mapping[tuple[str, Any], str] = {
    ("weight", "weight"): "ties count by their strength",
    ("weight", None): "every tie counts the same",
    ("normalized", True): "divided by the most that is possible",
    ("groups", "kind"): "groups are the kinds of organisation",
}
"""How measures are asked for."""
NOTES = {"alpha": "α", "leading_eigenvalue": "largest eigenvalue"}
"""Numbers that belong to a value."""


@dataclass(frozen=True)
class Place:
    """An organisation among the first of a measure.

    `error` is half the interval that the value lies in, blank where it is exact; `band` are its likely ranks, `span`
    their share of the list.
    """

    rank: int
    name: str
    kind: str
    value: str
    error: str
    band: str
    span: tuple[float, float] | None


@dataclass(frozen=True)
class MeasurePart:
    """A measure as the page shows it."""

    column: NodeColumn
    asked: str
    summary: dict[str, float | None]
    plots: tuple[Plot, ...]
    top: tuple[Place, ...]
    robustness: MeasureRobustness | None

    @property
    def banded(self) -> bool:
        """Whether ranks have bands, drawn or of the error of an approximation."""
        return self.robustness is not None or self.column.half_width is not None


@dataclass(frozen=True)
class Row:
    """A line of the table of all organisations."""

    name: str
    kind: str
    community: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class CauseRow:
    """A line of the table of causes: two-mode values in order of the columns."""

    name: str
    supporters: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class ReportPage:
    """All that the template reads."""

    report: Report
    measures: tuple[MeasurePart, ...]
    rows: tuple[Row, ...]
    causes: tuple[CauseRow, ...]
    reasons: tuple[tuple[str, str, int], ...]


def write_page(report: Report, stream: BinaryIO) -> None:
    """Write the page as HTML in UTF-8; the same report gives the same bytes, and everything in it is escaped."""
    template = environment().get_template("centrality.html")
    stream.write(template.render(page=report_page(report)).encode())


def report_page(report: Report) -> ReportPage:
    """Shape a report for its page."""
    return ReportPage(
        report,
        tuple(_measure(report, column) for column in report.columns),
        _rows(report),
        _causes(report),
        tuple((c.title, c.undefined or "not defined there", c.n_undefined) for c in report.columns if c.n_undefined),
    )


@cache
def environment() -> Environment:
    """The templates, with the filters for numbers."""
    made = Environment(
        loader=PackageLoader("alliancemap.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("alliancemap.reports").joinpath("templates", "report.css").read_text("utf-8")
    made.filters |= {"shown": shown, "chance": chance, "percent": percent}
    made.globals |= {"style": Markup(style), "plots": plots, "undefined": UNDEFINED}  # noqa: S704 - our style sheet
    return made


def percent(value: float | None) -> str:
    """Write a share as a percentage."""
    if value is None or value != value:  # noqa: PLR0124 - NaN
        return UNDEFINED
    rounded = f"{100 * value:.0f}"
    if rounded in ("0", "100") and value not in (0, 1):
        rounded = f"{100 * value:.1f}"
    return f"{rounded}\u202f%"


def _measure(report: Report, column: NodeColumn) -> MeasurePart:
    drawn = (plots.distribution(column), plots.rank_plot(column))
    robust = report.robustness.measures if report.robustness else ()
    found = next((one for one in robust if one.name == column.name), None)
    rows = [row for row in column.order[:TOP].tolist() if column.ranks[row]]
    return MeasurePart(
        column,
        _asked(column),
        quantiles(column),
        tuple(plot for plot in drawn if plot),
        tuple(_place(report, column, row, found.band if found else error_band(column)) for row in rows),
        found,
    )


def _asked(column: NodeColumn) -> str:
    """Say how a measure was asked for, and with which numbers, in words; blank where there is nothing to say."""
    words = [WORDS[name, value] for name, value in column.params.items() if (name, value) in WORDS]
    words += [f"{NOTES[name]} {shown(value)}" for name, value in column.notes.items() if name in NOTES]
    return ", ".join(words)


def _place(report: Report, column: NodeColumn, row: int, band: RankBand | None) -> Place:
    low, high = (int(band.low[row]), int(band.high[row])) if band else (0, 0)
    text = UNDEFINED if not low else str(low) if low == high else f"{low}–{high}"
    most = max(2, len(column.defined))
    span = (_along(low, most), _along(high, most)) if low else None
    error = "" if column.half_width is None else shown(float(column.half_width[row]))
    value = shown(column.values[row])
    return Place(int(column.ranks[row]), report.names[row], report.kinds[row], value, error, text, span)


def _along(rank: int, most: int) -> float:
    """Where a rank stands on a logarithmic line, 0 to 100."""
    return round(100 * float(np.log(rank) / np.log(most)), 1)


def _rows(report: Report) -> tuple[Row, ...]:
    order = sorted(range(len(report.ids)), key=lambda row: (report.names[row].casefold(), report.ids[row]))
    if len(order) > MOST_ROWS:
        degree = np.diff(report.ties.indptr)
        order = np.argsort(-degree, kind="stable")[:SHOWN_ROWS].tolist()
    return tuple(
        Row(
            report.names[row],
            report.kinds[row],
            _community(report, row),
            tuple(shown(column.values[row]) for column in report.columns),
        )
        for row in order
    )


def _causes(report: Report) -> tuple[CauseRow, ...]:
    if report.affiliation is None:
        return ()
    table, columns = report.affiliation.table, report.affiliation.columns
    return tuple(
        CauseRow(table.names[at], int(table.supporters[at]), tuple(shown(float(one.causes[at])) for one in columns))
        for at in table.order[:TOP_CAUSES].tolist()
    )


def _community(report: Report, row: int) -> str:
    if report.partition is None:
        return UNDEFINED
    return f"{report.partition.labels[row]}{'' if report.partition.certain[row] else '?'}"
