"""How each kind of organisation is drawn: a colour that colour-blind people can tell apart, and a shape besides."""

from __future__ import annotations

from dataclasses import dataclass

from alliancemap.model import OrganisationKind

_ORANGE, _SKY, _GREEN, _YELLOW = "#e69f00", "#56b4e9", "#009e73", "#f0e442"
_BLUE, _RED, _PINK, _GREY = "#0072b2", "#d55e00", "#cc79a7", "#8a8a8a"


@dataclass(frozen=True)
class Mark:
    """A colour of the palette of Okabe and Ito, and a shape."""

    colour: str
    shape: str

    @property
    def outline(self) -> str:
        """The shape within a square of 20 × 20, as the points of an SVG polygon; empty for a dot."""
        return _OUTLINES[self.shape]


MARKS = {
    OrganisationKind.TRADE_UNION: Mark(_BLUE, "dot"),
    OrganisationKind.NGO: Mark(_ORANGE, "dot"),
    OrganisationKind.CAMPAIGN: Mark(_RED, "triangle"),
    OrganisationKind.COALITION: Mark(_SKY, "diamond"),
    OrganisationKind.UMBRELLA: Mark(_SKY, "square"),
    OrganisationKind.COMMUNITY_GROUP: Mark(_GREEN, "dot"),
    OrganisationKind.TRANSITION_GROUP: Mark(_GREEN, "triangle"),
    OrganisationKind.SOCIAL_MOVEMENT: Mark(_RED, "star"),
    OrganisationKind.COOPERATIVE: Mark(_YELLOW, "square"),
    OrganisationKind.MUTUAL: Mark(_YELLOW, "diamond"),
    OrganisationKind.THINK_TANK: Mark(_PINK, "square"),
    OrganisationKind.FAITH_GROUP: Mark(_PINK, "star"),
    OrganisationKind.PUBLIC_INSTITUTION: Mark(_GREY, "square"),
    OrganisationKind.FUNDER: Mark(_GREY, "diamond"),
    OrganisationKind.POLITICAL_NETWORK: Mark(_GREY, "triangleDown"),
    OrganisationKind.MEDIA: Mark(_GREY, "star"),
}
"""No two kinds share both."""

_OUTLINES = {
    "dot": "",
    "square": "3,3 17,3 17,17 3,17",
    "triangle": "10,2 18,17 2,17",
    "triangleDown": "2,3 18,3 10,18",
    "diamond": "10,1 19,10 10,19 1,10",
    "star": "10,1 12.4,7 19,7.3 13.8,11.3 15.6,18 10,14.2 4.4,18 6.2,11.3 1,7.3 7.6,7",
}
