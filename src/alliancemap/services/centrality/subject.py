"""What a report is about: the network, the records behind it, and a hash of what was measured."""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.graphs.graph import Graph
from alliancemap.model import OrganisationKind, TieSet, TieType
from alliancemap.network.period import ALWAYS
from alliancemap.network.period_records import COOPERATION, period_records
from alliancemap.network.tie_sets import AllianceGraph, alliance_graph
from alliancemap.reports.content.subject import Subject
from alliancemap.reports.numbers import exact_number
from alliancemap.services.question import Question
from alliancemap.words import KINDS, TIE_SETS

UNKNOWN = "not recorded"
TIE_TYPES = {
    TieType.MEMBER_OF: "member of",
    TieType.COALITION_WITH: "in a coalition with",
    TieType.JOINT_ACTION: "joint action",
    TieType.PARTNER: "partner",
    TieType.SUPPORTS: "supports",
    TieType.FUNDS: "funds",
}
EMBODIES = "member of a coalition and the organisation that embodies it"


def software() -> str:
    """Name and version of this program."""
    return f"alliancemap {version('alliancemap')}"


def subject(question: Question, graph: Graph) -> Subject:
    """Describe the network of a question."""
    network, land = question.network, question.landscape
    records = alliance_graph(network, question.ties, question.period)
    sizes = np.bincount(graph.components()) if graph.n else np.zeros(1, np.int64)
    pairs = graph.n * (graph.n - 1) / 2
    kinds = Counter(kind_words(land.kinds[code] if code >= 0 else None) for code in land.kind.tolist())
    return Subject(
        audience=network.audience,
        revision=network.revision,
        data_date=str(network.date),
        as_of=str(question.as_of) if question.as_of else None,
        period=f"in force on {question.as_of}" if question.as_of else f"everything that had begun by {network.date}",
        tie_set=question.ties,
        tie_set_words=TIE_SETS[question.ties],
        n=graph.n,
        m=graph.m,
        isolates=len(graph.isolates),
        components=len(sizes) if graph.n else 0,
        largest_component=int(sizes.max()),
        density=exact_number(graph.m / pairs) if pairs else None,
        kinds=dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        **_of_records(question, records, graph.m),
        dissolved=len(network["organisations"]) - graph.n,
        data_hash=content_hash(question),
    )


def _of_records(question: Question, graph: AllianceGraph, m: int) -> dict[str, Any]:
    """What is known of the records that the ties stand on."""
    records, ties = period_records(question.network, question.period), question.network["ties"]
    counted = {type: records.mask(type) for type in COOPERATION}
    entered = np.logical_or.reduce(list(counted.values()))
    types = {TIE_TYPES[type]: int(mask.sum()) for type, mask in counted.items()}
    types[EMBODIES] = len(records.embodied()[0])
    recorded = alliance_graph(question.network, TieSet.RECORDED, question.period)
    return {
        "records": graph.n_records,
        "types": dict(sorted(types.items(), key=lambda item: (-item[1], item[0]))),
        "tie_records": int(entered.sum()),
        "undated": int((entered & (ties["since"] == 0)).sum()),
        "low_confidence": int((entered & ties.choice("confidence", "low")).sum()),
        "memberships": len(records.joined.body),
        "undated_memberships": int((records.joined.first == ALWAYS[False]).sum()),
        "by_tables": m - recorded.ties.nnz // 2,
        "conflicts": graph.conflicts.nnz // 2,
        "loops": graph.n_loops,
    }


def kind_words(kind: str | None) -> str:
    """A kind of organisation in words."""
    return KINDS[OrganisationKind(kind)][0] if kind else UNKNOWN


def content_hash(question: Question) -> str:
    """SHA-256 of all that is measured: organisations, their kinds, the ties with strengths, the causes they support.

    It is the same wherever the same data are measured, whatever the revision, and differs where anything differs.
    """
    land = question.landscape
    digest = hashlib.sha256(b"alliancemap centrality 1")
    for texts in (land.ids, land.kinds, land.cause_ids):
        digest.update("\n".join(texts).encode() + b"\0")
    _add(digest.update, land.kind.astype("<i4"))
    for matrix in (land.ties, land.causes):
        _add_matrix(digest.update, matrix)
    return digest.hexdigest()


def citation(title: str, of: Subject) -> str:
    """How to cite a report: what, by which program, of which data; no day of writing, so that equal ones are equal."""
    shape = f"{of.n} organisations, {of.m} ties, tie set {of.tie_set}, {of.period}"
    return (
        f"{title}. Computed with {software()} on the data set of {of.data_date}, revision {of.revision} of the "
        f"{of.audience} view ({shape}). Content sha256:{of.data_hash[:16]}."
    )


def _add_matrix(update: object, matrix: csr_array) -> None:
    _add(update, matrix.indptr.astype("<i8"))
    _add(update, matrix.indices.astype("<i8"))
    _add(update, np.array([float(f"{value:.12g}") for value in matrix.data.tolist()], "<f8"))


def _add(update: object, array: NDArray[np.generic]) -> None:
    update(array.tobytes())  # type: ignore[operator]  # a hash's own method
