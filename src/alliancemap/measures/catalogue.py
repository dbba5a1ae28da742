"""Every measure by name: what it is, what it takes, and how it is computed from files and parameters."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import alliancemap.measures
from alliancemap.errors import NotFoundError, UsageError
from alliancemap.exchange.near import did_you_mean
from alliancemap.measures.given import Given
from alliancemap.measures.outcome import Outcome
from alliancemap.measures.parameters import IN_PLACE, ONE_MODE, SIGNED, TWO_MODE, Parameter, checked


class Takes(StrEnum):
    """What a measure is computed on."""

    PARAMETERS = "parameters only"
    ONE_MODE = "a one-mode network"
    TWO_MODE = "a two-mode network"
    SIGNED = "a one-mode network whose ties are positive or negative"
    ANY = "a network of either kind"
    LANDSCAPE = "organisations with what they stand for, and their ties and conflicts"


_ROOM = f"{alliancemap.measures.__name__}."
_SHARED = {Takes.ONE_MODE: ONE_MODE, Takes.SIGNED: SIGNED, Takes.TWO_MODE: TWO_MODE}


@dataclass(frozen=True)
class Measure:
    """A measure.

    Attributes
    ----------
    name : str
        As commands and files know it, snake_case.
    subject : str
        The page of the catalogue it stands on: the module or package of this room that holds it.
    definition : str
        What it is, with its formula and what undefined, isolates and empty networks give; one or two sentences.
    gives : str
        The shape of its value.
    source : str
        Where it was published.
    takes : Takes
        What it needs.
    parameters : tuple of Parameter
        What may be asked.
    compute : callable
        Works it out.
    files : int
        How many networks it takes at most.
    """

    name: str
    subject: str
    definition: str
    gives: str
    source: str
    takes: Takes
    parameters: tuple[Parameter, ...]
    compute: Callable[[Given], Outcome]
    files: int = 1


_MEASURES: dict[str, Measure] = {}


def measure(
    *,
    gives: str,
    source: str,
    takes: Takes = Takes.ONE_MODE,
    parameters: Sequence[Parameter] = (),
    name: str = "",
    files: int = 1,
) -> Callable[[Callable[[Given], Outcome]], Callable[[Given], Outcome]]:
    """Enter a function into the catalogue: under its own name unless told, its docstring being the definition."""

    def entered(compute: Callable[[Given], Outcome]) -> Callable[[Given], Outcome]:
        title = name or compute.__name__
        assert title not in _MEASURES, f"{title} is in the catalogue twice"
        subject = compute.__module__.removeprefix(_ROOM).partition(".")[0]
        own = {parameter.name for parameter in parameters}
        shared = (parameter for parameter in _SHARED.get(takes, ()) if parameter.name not in own)
        _MEASURES[title] = Measure(
            title,
            subject,
            inspect.cleandoc(compute.__doc__ or ""),
            gives,
            source,
            takes,
            (*parameters, *shared),
            compute,
            2 if takes is Takes.LANDSCAPE else files,
        )
        return compute

    return entered


@cache
def catalogue() -> Mapping[str, Measure]:
    """Give every measure by name, ordered by name."""
    for module in pkgutil.walk_packages(alliancemap.measures.__path__, _ROOM):
        importlib.import_module(module.name)
    return dict(sorted(_MEASURES.items()))


def find(name: str) -> Measure:
    """Give the measure of that name.

    Raises
    ------
    NotFoundError
        If there is none; names those that come nearest.
    """
    found = catalogue().get(name)
    if found is None:
        meant = did_you_mean(name, catalogue())
        raise NotFoundError(f"there is no measure {name!r}{meant} (alliancemap measure --list names them all)")
    return found


def compute(name: str, given: Given) -> Outcome:
    """Compute a measure on what was given, its parameters checked and completed.

    Raises
    ------
    UsageError
        If there is no such measure or parameter, or a value it cannot take.
    InvalidNetworkError
        If the network is not one that the measure takes.
    """
    found = find(name)
    asked = given.asked(checked(name, found.parameters, given.params))
    _refuse_idle(found, asked)
    return found.compute(asked)


def _refuse_idle(found: Measure, asked: Given) -> None:
    """Refuse networks that the measure would leave unread: the answer would not be of what was named."""
    if found.takes is Takes.PARAMETERS:
        return
    if len(asked.files) > found.files:
        idle = asked.files[found.files].name
        raise UsageError(f"{found.name} takes {found.files} network{'s' * (found.files > 1)}: leave out {idle}")
    beside = next((name for name in IN_PLACE if asked.files and asked.params.get(name) is not None), None)
    if beside is not None:
        raise UsageError(f"{found.name} was given a file and the parameter {beside}, a network each: leave one out")
