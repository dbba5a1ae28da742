"""Organisations by the names that people type."""

from __future__ import annotations

from alliancemap.errors import OrganisationNotFoundError
from alliancemap.network.network import Network
from alliancemap.services.search import folded, search_organisations


def organisation_id(network: Network, name: str) -> str:
    """The id of the organisation of this name or id.

    Raises
    ------
    OrganisationNotFoundError
        If none has that name.
    """
    if network.get("organisations", name):
        return name
    found = search_organisations(network, name)
    exact = [row for row in found if folded(network["organisations"]["name"][row]) == folded(name)]
    if exact:
        return str(network["organisations"].ids[exact[0]])
    near = ", ".join(str(network["organisations"]["name"][row]) for row in found[:3])
    hint = f"is it one of these: {near}?" if near else "look for it under Organisations"
    raise OrganisationNotFoundError(f"there is no organisation named {name!r}; {hint}")


def name_of(network: Network, text: str) -> str:
    """The name of the organisation whose id is given; any other text as it is."""
    row = network["organisations"].row(text)
    return text if row is None else str(network["organisations"]["name"][row])


def all_names(network: Network) -> tuple[str, ...]:
    """The names of all organisations, in alphabetical order."""
    return tuple(sorted(map(str, network["organisations"]["name"]), key=str.casefold))
