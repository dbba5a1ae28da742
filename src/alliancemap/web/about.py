"""What every number means, and what the map can and cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alliancemap.network.network import Network
from alliancemap.web.asked import Asked
from alliancemap.web.page import Basis, Page


@dataclass(frozen=True)
class AboutPage(Page):
    """The methods in plain words."""

    template: ClassVar[str] = "about.html"
    section: ClassVar[str] = "about"


def about_page(network: Network, asked: Asked) -> AboutPage:  # noqa: ARG001 - a page that asks nothing
    """Explain."""
    return AboutPage("What the numbers mean", Basis.of_network(network))
