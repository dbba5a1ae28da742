"""Brokerage and homophily by kind of organisation, tested by shuffling the kinds over the organisations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from alliancemap.analysis.brokerage.expectation import expected_roles
from alliancemap.analysis.brokerage.roles import role_names
from alliancemap.analysis.brokerage.totals import AT_ONCE, Dealing
from alliancemap.analysis.compute.blocks import each, spans
from alliancemap.analysis.statistics.shares import share
from alliancemap.model import OrganisationKind
from alliancemap.reports.content.kinds import Brokerage, KindBrokerage, RoleTotal
from alliancemap.reports.numbers import exact_number
from alliancemap.services.centrality.bands import Drawing
from alliancemap.services.centrality.beside import Beside, beside
from alliancemap.words import KINDS

ROLES = {"representative_gatekeeper": "representative or gatekeeper", "total": "all roles"}


@dataclass(frozen=True, eq=False)
class _Counts:
    """By group: roles (groups × 5), ties inside and to other groups."""

    roles: NDArray[np.float64]
    internal: NDArray[np.integer]
    external: NDArray[np.integer]

    @property
    def ei(self) -> NDArray[np.float64]:
        """E-I index of each group; NaN for one without a tie."""
        return _ei(self.external, self.internal)

    @property
    def ei_of_all(self) -> float:
        """E-I index of the network: ties between groups have two ends outside their own."""
        return float(_ei(self.external.sum(keepdims=True) / 2, self.internal.sum(keepdims=True))[0])


def brokerage_by_kind(
    ties: csr_array, kind: NDArray[np.integer], kinds: tuple[str, ...], drawing: Drawing
) -> Brokerage:
    """Count the roles that each kind plays, and its ties inside and outside, and shuffle the kinds.

    The kinds are shuffled over the organisations that have one, ties stay: draw r is seeded by (seed, r), so that
    the result does not depend on workers. Organisations of unknown kind neither broker nor are brokered.
    Time O(draws · (n + m) + draws/64 · triangles).
    """
    present = np.unique(kind[kind >= 0])
    labels = np.full(len(kind), -1, np.int32)
    labels[kind >= 0] = np.searchsorted(present, kind[kind >= 0])
    dealing, count = Dealing.of(ties, labels >= 0), len(present)
    observed, shuffled = _counted(dealing, labels[:, None], count)[0], []

    def drawn(block: tuple[int, int]) -> list[_Counts]:
        deals = [_shuffled(labels, drawing.seed, draw) for draw in range(*block)]
        return _counted(dealing, np.column_stack(deals), count)

    for block in each(drawn, spans(drawing.draws, AT_ONCE), drawing.workers):
        for one in block:
            shuffled.append(one)
            drawing.check_time()
    moments = expected_roles(ties, labels, directed=False).expected
    expected = np.array([moments[labels == group].sum(axis=0) for group in range(len(present))])
    names = tuple(kinds[code] for code in present.tolist())
    every = beside(observed.ei_of_all, np.array([one.ei_of_all for one in shuffled]))
    return Brokerage(
        kinds=tuple(
            _kind(name, group, int((labels == group).sum()), observed, shuffled, expected)
            for group, name in enumerate(names)
        ),
        ei=exact_number(observed.ei_of_all),
        ei_expected=every.mean,
        ei_p=every.p,
        draws=drawing.draws,
        seed=drawing.seed,
        unknown=int((labels < 0).sum()),
    )


def _counted(dealing: Dealing, deals: NDArray[np.int32], n_groups: int) -> list[_Counts]:
    found = dealing.totals(deals[dealing.bones.order], n_groups)
    return [
        _Counts(*counts) for counts in zip(found.roles.astype(np.float64), found.internal, found.external, strict=True)
    ]


def _shuffled(labels: NDArray[np.int32], seed: int, draw: int) -> NDArray[np.int32]:
    dealt = labels.copy()
    dealt[labels >= 0] = np.random.default_rng([seed, draw]).permutation(labels[labels >= 0])
    return dealt


def _kind(
    name: str, group: int, size: int, observed: _Counts, shuffled: list[_Counts], expected: NDArray[np.float64]
) -> KindBrokerage:
    ei = beside(float(observed.ei[group]), np.array([one.ei[group] for one in shuffled]))
    tests = [
        beside(float(observed.roles[group, role]), np.array([one.roles[group, role] for one in shuffled]))
        for role in range(observed.roles.shape[1])
    ]
    return KindBrokerage(
        kind=name,
        title=KINDS[OrganisationKind(name)][1].capitalize() if name != "ngo" else "NGOs",
        size=size,
        roles=tuple(
            _role(role, float(observed.roles[group, place]), float(expected[group, place]), tests[place])
            for place, role in enumerate(role_names(directed=False))
        ),
        internal=int(observed.internal[group]),
        external=int(observed.external[group]),
        ei=exact_number(float(observed.ei[group])),
        ei_shuffled=ei.mean,
        ei_p=ei.p,
    )


def _role(role: str, raw: float, expected: float, test: Beside) -> RoleTotal:
    return RoleTotal(ROLES.get(role, role), raw, exact_number(expected) or 0.0, test.mean, test.sd, test.z, test.p)


def _ei(external: NDArray[np.number], internal: NDArray[np.number]) -> NDArray[np.float64]:
    all_ties = external + internal
    return share(external - internal, all_ties, all_ties > 0)
