"""The command `measure`: any measure of the catalogue on network files."""

from __future__ import annotations

import json
import logging
import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any, TextIO

import click

from alliancemap.errors import AllianceMapError, NotFoundError, UsageError
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
    type=click.File(encoding="utf-8", errors="replace"),
    metavar="FILE",
    help="Answer every line of a file of {measure, params, files} objects (- for standard input).",
)
@click.option("--list", "listing", is_flag=True, help="Say what NAME is, or every measure there is.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print for programs.")
def measure(
    name: str | None, files: tuple[Path, ...], params: str, batch: TextIO | None, *, listing: bool, as_json: bool
) -> None:
    """Compute measure NAME on network FILEs and print it as JSON.

    Files may be GraphML, GEXF, GML, Pajek, UCINET DL, a list of ties or a matrix as CSV, or JSON with nodes and edges,
    each packed with gzip or not.
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
        click.echo(_written(_answer(name, Given(read_network_files(files), _params(params)))))


def _params(text: str) -> Mapping[str, Any]:
    try:
        params = _json(text)
    except ValueError as error:
        raise UsageError(f"--params is no JSON: {error}") from None
    if not isinstance(params, dict):
        raise UsageError(f'--params must be a JSON object such as {{"weight": null}}, not {text!r}')
    return params


def _batch(lines: TextIO) -> None:
    """Answer line by line, whatever a line holds; lines that name the same files read them once."""
    read = _Read()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            written = _written(_line_answer(line, read))
        except AllianceMapError as error:
            written = _written({"error": str(error), "line": number})
        except Exception as error:
            logging.getLogger(__name__).exception("line %d of the batch", number)
            written = _written({"error": f"a fault in alliancemap: {error!r}", "line": number})
        click.echo(written)


def _line_answer(line: str, read: _Read) -> dict[str, Any]:
    try:
        asked = _json(line)
    except ValueError as error:
        raise UsageError(f"the line is no JSON: {error}") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("measure"), str):
        raise UsageError("the line must be an object with measure, params and files")
    if unknown := asked.keys() - {"measure", "params", "files"}:
        raise UsageError(f"the line has {min(unknown)!r}; it may have measure, params and files")
    params, files = asked.get("params") or {}, asked.get("files") or []
    if not isinstance(params, dict):
        raise UsageError("params must be an object")
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise UsageError("files must be a list of names")
    return _answer(asked["measure"], read.given(tuple(files)).asked(params))


class _Read:
    """The networks of the files that the last lines of a batch named."""

    def __init__(self, keep: int = 4) -> None:
        self._keep = keep
        self._given: OrderedDict[tuple[str, ...], Given] = OrderedDict()

    def given(self, files: tuple[str, ...]) -> Given:
        """Give the networks of files, read anew only if it is long since a line named them."""
        if files not in self._given:
            self._given[files] = Given(read_network_files([Path(file) for file in files]))
        self._given.move_to_end(files)
        while len(self._given) > self._keep:
            self._given.popitem(last=False)
        return self._given[files]


def _answer(name: str, given: Given) -> dict[str, Any]:
    try:
        return answer(name, given)
    except NotFoundError as error:
        raise UsageError(str(error)) from None  # a name that is wrong in the command itself, as an unknown option is


def _json(text: str) -> Any:
    return json.loads(text, parse_constant=_no_number, parse_float=_finite)


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number in JSON")


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def _list(name: str | None, *, as_json: bool) -> None:
    chosen = [_found(name)] if name else list(catalogue().values())
    if as_json:
        click.echo(json.dumps([described(one) for one in chosen], ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join("\n".join(_said(one)) for one in chosen))


def _found(name: str) -> Measure:
    try:
        return find(name)
    except NotFoundError as error:
        raise UsageError(str(error)) from None


def _said(one: Measure) -> Iterator[str]:
    yield f"{one.name}  ({one.takes}; gives {one.gives})"
    yield indent(one.definition, "  ")
    yield f"  Source: {one.source}"
    for parameter in one.parameters:
        default = "" if parameter.default is None else f" [default: {json.dumps(parameter.default)}]"
        yield f"    {parameter.name}: {parameter.about}{default}"


COMMANDS = (measure,)
