"""A small report with everything in it, made once."""

from __future__ import annotations

import pytest

from alliancemap.model import OrganisationKind
from alliancemap.network.network import Network
from alliancemap.reports.content.report import Report
from alliancemap.services.centrality.report import ReportOptions, centrality_report
from alliancemap.services.question import Question
from records import cause, network, organisation, stance, tie
from web.worlds import HOSTILE

KINDS = (OrganisationKind.NGO, OrganisationKind.TRADE_UNION, OrganisationKind.CAMPAIGN)


def hamlet() -> Network:
    """Two circles of six with a bridge, a pair apart and an isolate with a hostile name; three kinds in turn."""
    names = [f"{side}{number}" for side in "ab" for number in range(6)]
    circles = [(f"{side}{i}", f"{side}{(i + step) % 6}") for side in "ab" for i in range(6) for step in (1, 2)]
    rows = [organisation(name, kind=KINDS[place % 3]) for place, name in enumerate(names)]
    rows += [organisation("c0"), organisation("c1"), organisation("lone", name=HOSTILE)]
    causes = [cause("bread"), cause("roses", name=HOSTILE)]
    return network(
        organisations=rows,
        causes=causes,
        ties=[tie(a, b, strength=1 + (a == "a0")) for a, b in [*circles, ("a0", "b0"), ("c0", "c1")]],
        stances=[stance(name, "bread") for name in names] + [stance(f"a{i}", "roses") for i in range(4)],
    )


@pytest.fixture(scope="session")
def report() -> Report:
    return centrality_report(Question(hamlet()), ReportOptions(draws=49, seed=7))
