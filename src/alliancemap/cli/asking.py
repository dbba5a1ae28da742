"""Questions on the command line: each is a GraphQL document, so that a script can move from one to the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import click

from alliancemap.api.schema import execute
from alliancemap.cli.legends import LEGENDS
from alliancemap.cli.options import Reading
from alliancemap.errors import AllianceMapError, UsageError
from alliancemap.network.network import Network

Answer = Any
"""What a GraphQL field gave: objects, lists, numbers, text."""


@dataclass(frozen=True)
class Ask:
    """A question by name: its document, its variables, and where in the data the answer stands.

    `analysis` says whether tie set, day and institutions of power are part of the question.
    """

    name: str
    variables: Mapping[str, Any]
    path: tuple[str, ...]
    analysis: bool = True


def ask(reading: Reading, question: Ask, show: Callable[[Answer], None]) -> None:
    """Answer a question and print it: as JSON for programs, else in words by `show`.

    Raises
    ------
    UsageError
        If an argument cannot be used.
    AllianceMapError
        If something is not there, or the store fails.
    """
    network = reading.network()
    variables = {**question.variables, **(_frame(reading) if question.analysis else {})}
    answer = _answer(network, question, variables)
    if reading.json:
        click.echo(json.dumps(_envelope(reading, network, question, variables, answer), ensure_ascii=False, indent=2))
    else:
        click.echo(_headline(reading, network, question))
        if question.name in LEGENDS:
            click.echo(f"({LEGENDS[question.name]})")
        show(answer)


def document(name: str) -> str:
    """The text of a document."""
    return (resources.files("alliancemap.cli") / "documents" / f"{name}.graphql").read_text(encoding="utf-8")


def _frame(reading: Reading) -> dict[str, Any]:
    return {
        "ties": reading.ties.name,
        "asOf": reading.as_of.isoformat() if reading.as_of else None,
        "includePower": reading.include_power,
    }


def _answer(network: Network, question: Ask, variables: Mapping[str, Any]) -> Answer:
    result = execute(network, document(question.name), variables)
    for error in result.get("errors", ()):
        wrong_use = error["extensions"]["code"] == "BAD_USER_INPUT"
        raise (UsageError if wrong_use else AllianceMapError)(error["message"])
    answer = result["data"]
    for step in question.path:
        answer = answer[step]
    return answer


def _envelope(
    reading: Reading, network: Network, question: Ask, variables: Mapping[str, Any], answer: Answer
) -> dict[str, Any]:
    """What goes with an answer; `asOf` is the day that counts, `parameters.asOf` null where all that had begun does."""
    return {
        "question": question.name,
        "parameters": variables,
        "audience": reading.audience.name,
        "revision": network.revision,
        "asOf": (reading.as_of or network.date).isoformat(),
        "ties": reading.ties.name if question.analysis else None,
        "answer": answer,
    }


def _headline(reading: Reading, network: Network, question: Ask) -> str:
    parts = [f"{reading.audience} view at revision {network.revision}"]
    if question.analysis:
        period = f"as of {reading.as_of}" if reading.as_of else f"all that had begun by {network.date}"
        parts += [f"tie set {reading.ties}", period]
    return f"({'; '.join(parts)})"
