"""The whole map as a file."""

from __future__ import annotations

from alliancemap.model import TieSet
from alliancemap.network.network import Network
from alliancemap.services.maps import network_map
from alliancemap.services.question import Question
from alliancemap.web.asked import Asked


def whole_map_file(network: Network, asked: Asked) -> bytes:
    """Draw the Network: recorded ties, unless asked for those of the same table too."""
    ties = asked.choice("ties", TieSet, TieSet.RECORDED)
    return network_map(Question(network, ties), "/organisations/")
