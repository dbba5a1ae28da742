"""Parameters that several composite findings take."""

from __future__ import annotations

from alliancemap.measures.parameters import Kind, Parameter, flag, integer

POOL = flag("include_power", "Let institutions of power take part.", default=False)
WORDS = (
    Parameter("pool", Kind.TEXT, "In words, who takes part; `include_power` decides."),
    Parameter("eligible", Kind.TEXT, "In words, who takes part; `include_power` decides."),
    Parameter("affinity", Kind.TEXT, "In words, how strata are made: by causes in common, at most 3."),
    Parameter("candidates", Kind.TEXT, "In words, which ties may be added."),
)
SIZE = integer("k", "How many.", required=True, least=1)


def words(*names: str) -> tuple[Parameter, ...]:
    """Those that say in words what other parameters decide."""
    return tuple(parameter for parameter in WORDS if parameter.name in names)
