"""The file of a map: pyvis draws, in a template of our own that asks nobody for anything.

pyvis's own page loads bootstrap from elsewhere, sets headings and titles unescaped and has no words for those who do
not see the drawing. So its Network is filled in bulk and given our template, in which everything is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from textwrap import wrap
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alliancemap.maps.marks import MARKS
from alliancemap.maps.picture import LOOKS, Line, Look, Picture, Spot
from alliancemap.words import KINDS, TIE_SETS

_LINES: dict[Look, dict[str, Any]] = {
    Look.RECORDED: {"color": {"color": "#3d4f5c", "opacity": 0.75}, "width": 2},
    Look.TABLE: {"color": {"color": "#7d8a94", "opacity": 0.35}, "width": 1},
    Look.SUGGESTED: {"color": {"color": "#9c2f6f", "opacity": 1}, "width": 2, "dashes": [8, 8]},
}

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "tooltipDelay": 150,
    },
    "edges": {"smooth": False},
}

_NODES = {"borderWidth": 1, "font": {"strokeWidth": 4, "strokeColor": "#ffffff"}}
_FROM_AFAR = {
    "min": 14,
    "max": 60,
    "label": {"enabled": True, "min": 18, "max": 100, "drawThreshold": 9, "maxVisible": 20},
}
_CLOSE = {"min": 9, "max": 22, "label": {"enabled": True, "min": 15, "max": 18, "drawThreshold": 5, "maxVisible": 22}}


def map_file(picture: Picture) -> bytes:
    """Write a picture as one HTML file in UTF-8; the same picture gives the same bytes.

    It holds the drawing program and the data, forbids itself every request by a content security policy that names its
    two scripts by their digests, and lists organisations and ties in tables below the drawing.
    """
    from pyvis.network import Network as Drawing  # type: ignore[import-untyped] # noqa: PLC0415 - slow to import

    drawing = Drawing(cdn_resources="in_line")
    drawing.nodes = [_node(place, spot, picture) for place, spot in enumerate(picture.spots)]
    drawing.edges = [_edge(line) for line in picture.lines]
    drawing.node_ids = [node["id"] for node in drawing.nodes]
    drawing.node_map = {node["id"]: node for node in drawing.nodes}
    drawing.options = _OPTIONS | {"nodes": {**_NODES, "scaling": _CLOSE if picture.close else _FROM_AFAR}}
    drawing.path = "map.html"
    drawing.templateEnv = _environment()
    drawing.heading = picture
    html: str = drawing.generate_html(notebook=False)
    return html.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alliancemap.maps"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    program, draw = _program(), _script("draw.js")
    environment.globals |= {
        "program": program,
        "draw": draw,
        "digests": [_digest(program), _digest(draw)],
        "kind_names": KINDS,
        "look_names": LOOKS,
        "marks": MARKS,
        "tie_sets": TIE_SETS,
    }
    return environment


def _program() -> Markup:
    """The vis-network that comes with pyvis, without the pointer to its source map."""
    source = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text("utf-8")
    return Markup(source.partition("//# sourceMappingURL")[0].strip())  # noqa: S704 - a program, not data


def _script(name: str) -> Markup:
    return Markup(files("alliancemap.maps").joinpath("templates", name).read_text("utf-8").strip())  # noqa: S704 - ours


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _node(place: int, spot: Spot, picture: Picture) -> dict[str, Any]:
    mark = MARKS[spot.kind]
    node: dict[str, Any] = {
        "id": place,
        "label": "\n".join(wrap(spot.name, 22, break_long_words=False, break_on_hyphens=False)) or spot.id,
        "title": f"{spot.name}\n{KINDS[spot.kind][0]}, tied to {spot.n_ties} on record",
        "shape": mark.shape,
        "value": 1 + spot.n_ties,
        "x": spot.x,
        "y": spot.y,
        "color": {"background": mark.colour, "border": "#22303a" if picture.close else mark.colour},
    }
    if spot.focus:
        node |= {"borderWidth": 5, "focus": True}
    if spot.suggested:
        node |= {"color": {"background": "#ffffff", "border": "#9c2f6f"}, "borderWidth": 3}
        node |= {"shapeProperties": {"borderDashes": [6, 4]}}
    return node


def _edge(line: Line) -> dict[str, Any]:
    return {"from": line.a, "to": line.b, "title": "\n".join(line.words), **_LINES[line.look]}
