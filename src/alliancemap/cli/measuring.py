"""The command `measure`: any measure of the catalogue on network files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import click

from alliancemap.errors import AllianceMapError, UsageError
from alliancemap.exchange.network_files.reading import read_network_files
from alliancemap.measures.catalogue import Measure, catalogue, find
from alliancemap.measures.given import Given
from alliancemap.measures.running import answer, described


@click.command()
@click.argument("name", required=False)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option("--params", metavar="JSON", default="{}", help="Parameters, as a JSON object.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Answer every line of a file of {measure, params, files} objects (- for standard input).",
)
@click.option("--list", "listing", is_flag=True, help="Say what NAME is, or every measure there is.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print for programs.")
def measure(
    name: str | None, files: tuple[Path, ...], params: str, batch: TextIO | None, *, listing: bool, as_json: bool
) -> None:
    """Compute measure NAME on network FILEs and print it as JSON.

    Files may be GraphML, GEXF, GML, Pajek, UCINET DL, a CSV edge list, or JSON with nodes and edges.
    """
    if listing:
        _list(name, as_json=as_json)
    elif batch is not None:
        if name or files:
            raise UsageError("--batch takes measures and files from its lines: leave out NAME and FILE")
        _batch(batch)
    elif name is None:
        raise UsageError("name a measure, or ask for --list to see them all")
    else:
        click.echo(_written(answer(name, Given(read_network_files(files), _params(params)))))


def _params(text: str) -> Mapping[str, Any]:
    try:
        params = json.loads(text)
    except ValueError as error:
        raise UsageError(f"--params is no JSON: {error}") from None
    if not isinstance(params, dict):
        raise UsageError(f'--params must be a JSON object such as {{"weight": null}}, not {text!r}')
    return params


def _batch(lines: TextIO) -> None:
    """Answer line by line; lines in a row that name the same files read them once."""
    kept: tuple[tuple[str, ...], Given] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = _line(number, line)
            files = tuple(asked.get("files") or ())
            if kept is None or kept[0] != files:
                kept = (files, Given(read_network_files([Path(file) for file in files])))
            written = answer(asked["measure"], kept[1].asked(asked.get("params") or {}))
        except AllianceMapError as error:
            written = {"error": str(error)}
        click.echo(_written(written))


def _line(number: int, line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise UsageError(f"line {number} is no JSON: {error}") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("measure"), str):
        raise UsageError(f"line {number} must be an object with measure, params and files")
    if not isinstance(asked.get("params") or {}, dict) or not isinstance(asked.get("files") or [], list):
        raise UsageError(f"line {number}: params must be an object and files a list")
    return asked


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def _list(name: str | None, *, as_json: bool) -> None:
    chosen = [find(name)] if name else list(catalogue().values())
    if as_json:
        click.echo(json.dumps([described(one) for one in chosen], ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join("\n".join(_said(one)) for one in chosen))


def _said(one: Measure) -> Iterator[str]:
    yield f"{one.name}  ({one.takes}; gives {one.gives})"
    yield f"  {one.definition}"
    yield f"  Source: {one.source}"
    for parameter in one.parameters:
        default = "" if parameter.default is None else f" [default: {json.dumps(parameter.default)}]"
        yield f"    {parameter.name}: {parameter.about}{default}"


COMMANDS = (measure,)
