"""Parameters of measures: what may be asked, checked before anything is computed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alliancemap.errors import UsageError
from alliancemap.exchange.near import did_you_mean, listed
from alliancemap.exchange.network_files.values import finite


class Kind(StrEnum):
    """What form a parameter's value has."""

    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "true or false"
    TEXT = "text"
    LIST = "list"
    OBJECT = "object"
    ANY = "any value"


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, form, meaning and default (None: none).

    `choices` are the texts it may have; `least` and `most` bound a number. `required` ones must be given.
    """

    name: str
    kind: Kind
    about: str
    default: Any = None
    choices: tuple[str, ...] = ()
    least: float = -math.inf
    most: float = math.inf
    required: bool = False

    def checked(self, value: Any) -> Any:
        """Give the value if it is one that the parameter may have; null stands for none.

        Raises
        ------
        UsageError
            If it is not: names parameter, value and what is expected.
        """
        if value is None:
            return None
        if not self._fits(value):
            raise UsageError(f"parameter {self.name} is {value!r}, but takes {self.kind}")
        if self.choices and value not in self.choices:
            meant = did_you_mean(str(value), self.choices)
            raise UsageError(f"parameter {self.name} is {value!r}, but takes {listed(map(repr, self.choices))}{meant}")
        if self.kind in (Kind.NUMBER, Kind.INTEGER) and not self.least <= value <= self.most:
            bounds = [
                f"{sign} {bound:g}"
                for sign, bound in (("at least", self.least), ("at most", self.most))
                if math.isfinite(bound)
            ]
            raise UsageError(f"parameter {self.name} is {value!r}, but must be {' and '.join(bounds)}")
        return value

    def _fits(self, value: Any) -> bool:
        match self.kind:
            case Kind.NUMBER:
                return finite(value)
            case Kind.INTEGER:
                return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
            case Kind.FLAG:
                return isinstance(value, bool)
            case Kind.TEXT:
                return isinstance(value, str)
            case Kind.LIST:
                return isinstance(value, list)
            case Kind.OBJECT:
                return isinstance(value, dict)
        return True


def checked(measure: str, parameters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Check what was given and fill in the defaults.

    Raises
    ------
    UsageError
        If a parameter is unknown (the nearest right ones are named), missing, or has a value it cannot have.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in by_name:
            known = f"it takes {', '.join(sorted(by_name))}" if by_name else "it takes none"
            raise UsageError(f"{measure} has no parameter {name!r}{did_you_mean(name, by_name)} ({known})")
    values = {
        name: parameter.checked(given[name]) if name in given else parameter.default
        for name, parameter in by_name.items()
    }
    for name, parameter in by_name.items():
        if parameter.required and values[name] is None:
            raise UsageError(f"{measure} needs the parameter {name}: {parameter.about}")
    return values


def number(name: str, about: str, default: float | None = None, **bounds: Any) -> Parameter:
    """Describe a number."""
    return Parameter(name, Kind.NUMBER, about, default, **bounds)


def integer(name: str, about: str, default: int | None = None, **bounds: Any) -> Parameter:
    """Describe a whole number."""
    return Parameter(name, Kind.INTEGER, about, default, **bounds)


def flag(name: str, about: str, default: bool | None = None) -> Parameter:
    """Describe a yes or no."""
    return Parameter(name, Kind.FLAG, about, default)


def choice(name: str, about: str, choices: Sequence[str], default: str | None = None) -> Parameter:
    """Describe one of several texts."""
    return Parameter(name, Kind.TEXT, about, default, tuple(choices))


def weight(default: str | None = None) -> Parameter:
    """Which attribute of the tie records is their strength."""
    return Parameter(
        "weight",
        Kind.TEXT,
        "Which attribute of the tie records is their strength (summed where they are merged); null makes every tie 1.",
        default,
    )


SEED = integer("seed", "What the random draws start from.", 0, least=0)
"""The same seed gives the same draws."""

ONE_MODE = (
    Parameter(
        "graph", Kind.TEXT, "Without a file: a network that NetworkX ships (karate, lesmis, florentine_marriage)."
    ),
    Parameter("edges", Kind.LIST, "Without a file: the ties, [[from, to], …] or [[from, to, strength], …]."),
    Parameter("nodes", Kind.LIST, "With `edges`: ids of all nodes, isolates too."),
    flag("directed", "Whether ties have a direction; unless told, as the file says."),
    flag("mutual", "Where directions are dropped: count only ties that both sides say.", default=False),
    Parameter("relation", Kind.TEXT, "Which relation of the file; all together unless told."),
)
"""Parameters of every measure that takes a one-mode network."""

IN_PLACE = ("graph", "edges", "matrix")
"""Parameters that stand in a file's place."""

SIGNED = tuple(parameter for parameter in ONE_MODE if parameter.name not in ("graph", "mutual"))
"""Parameters of every measure that takes ties of either sign; NetworkX ships no such network."""

TWO_MODE = (
    Parameter("graph", Kind.TEXT, "Without a file: a network that NetworkX ships (davis)."),
    Parameter("matrix", Kind.LIST, "Without a file: the affiliations, [[0, 1, …], …]; rows a, b, …, columns 1, 2, …"),
    Parameter("relation", Kind.TEXT, "Which relation of the file; all together unless told."),
)
"""Parameters of every measure that takes a two-mode network."""

GROUPS = Parameter(
    "groups",
    Kind.ANY,
    "Groups of the nodes: an attribute's name, a list in order of the nodes, or an object from node to group; unless "
    "told, the attribute `group`, else `kind`. Null leaves a node out.",
)
"""How the nodes are grouped."""
