"""The report as `report.json`: what was asked, what it stands on, and the numbers of the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from alliancemap.measures.outcome import plain
from alliancemap.reports.columns import NodeColumn
from alliancemap.reports.content.causes import Affiliation
from alliancemap.reports.content.report import Report
from alliancemap.reports.content.robustness import Robustness, error_band

MARK = "alliancemap centrality"
"""What tells our reports from other folders."""
TOP = 20
"""How many organisations stand at the head of each measure."""
QUANTILES = {"lowest": 0.0, "lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75, "highest": 1.0}


def summary(report: Report, digests: Mapping[str, str]) -> dict[str, Any]:
    """Give what `report.json` holds; `digests` are the SHA-256 of the other files. Numbers have 12 digits."""
    subject = report.subject
    content = {
        "report": MARK,
        "title": report.title,
        "citation": report.citation,
        "software": report.software,
        "parameters": report.parameters,
        "data": _data(subject),
        "draws": report.draws,
        "measures": [_measure(report, column) for column in report.columns],
        "communities": _without(report.partition, "labels", "certain"),
        "brokerage": report.brokerage,
        "robustness": _robustness(report.robustness),
        "null_models": report.null_models,
        "affiliation": _affiliation(report.affiliation),
        "files": digests,
    }
    made: dict[str, Any] = plain(_open(content))
    return made


def quantiles(column: NodeColumn) -> dict[str, float | None]:
    """Give lowest, quartiles, highest and mean of the values that are defined; None where there are none."""
    values = column.defined
    if not len(values):
        return dict.fromkeys([*QUANTILES, "mean"])
    found = {name: float(np.quantile(values, share)) for name, share in QUANTILES.items()}
    return {**found, "mean": float(values.mean())}


def _data(subject: Any) -> dict[str, Any]:
    """What the numbers rest on; the hash is of the content that was measured."""
    content = {field.name: getattr(subject, field.name) for field in dataclasses.fields(subject)}
    return {"content_hash": f"sha256:{content.pop('data_hash')}", **content}


def _measure(report: Report, column: NodeColumn) -> dict[str, Any]:
    band = (report.robustness.band(column.name) if report.robustness else None) or error_band(column)
    return {
        "measure": column.name,
        "title": column.title,
        "meaning": column.meaning,
        "definition": column.definition,
        "source": column.source,
        "params": column.params,
        "method": column.method,
        "notes": column.notes,
        "undefined": column.n_undefined,
        "undefined_because": column.undefined or None,
        "coverage": column.coverage,
        "ranked": "lowest first" if column.low_first else "highest first",
        **quantiles(column),
        "top": [
            {
                "id": report.ids[row],
                "name": report.names[row],
                "value": column.values[row],
                "rank": column.ranks[row],
                **({"rank_low": band.low[row], "rank_high": band.high[row]} if band else {}),
            }
            for row in column.order[:TOP].tolist()
            if column.ranks[row]
        ],
    }


def _robustness(robustness: Robustness | None) -> Any:
    if robustness is None:
        return None
    content = _without(robustness, "measures")
    return {**content, "measures": [_without(one, "band") for one in robustness.measures]}


def _affiliation(affiliation: Affiliation | None) -> Any:
    """The two-mode network without the values, which stand in the tables."""
    if affiliation is None:
        return None
    measures = [_without(column, "organisations", "causes") for column in affiliation.columns]
    return {**_without(affiliation, "table", "columns"), "measures": measures}


def _without(value: Any, *names: str) -> Any:
    if value is None:
        return None
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.name not in names}


def _open(value: Any) -> Any:
    """Dataclasses as mappings, all the way down."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _open(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _open(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_open(item) for item in value]
    return value
