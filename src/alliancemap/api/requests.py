"""GraphQL over HTTP: what a request must look like, and which media type its answer has.

After the GraphQL-over-HTTP specification of the GraphQL Foundation, https://graphql.github.io/graphql-over-http/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson

from alliancemap.api.answers import Ask

LEGACY = "application/json"
MODERN = "application/graphql-response+json"
UTF_8 = ("utf-8", "utf8")


class HttpRefusal(Exception):  # noqa: N818 - it is an answer, no failure
    """A request that cannot be read as GraphQL over HTTP: its status, its code, and headers that say what can."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.headers = status, code, dict(headers or {})


def media_type(accept: str) -> str:
    """Choose the media type of the answer; clients that name none get application/json.

    Raises
    ------
    HttpRefusal
        With status 406, if the client takes neither.
    """
    if not accept.strip():
        return LEGACY
    best, best_quality = "", 0.0
    for part in accept.lower().split(","):
        name, quality = _quality(part)
        offered = {MODERN: MODERN, LEGACY: LEGACY, "application/*": LEGACY, "*/*": LEGACY}.get(name)
        if offered and quality > best_quality:
            best, best_quality = offered, quality
    if not best:
        raise HttpRefusal(406, "NOT_ACCEPTABLE", f"Accept takes neither {MODERN} nor {LEGACY}; add one of them")
    return best


def _quality(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for key, _, value in (parameter.partition("=") for parameter in parameters):
        if key == "charset" and value.strip('"') not in UTF_8:
            return name, 0.0
        if key == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return name, quality


def check_content_type(content_type: str) -> None:
    """Refuse a body that is not JSON in UTF-8; forms of other sites can send none such.

    Raises
    ------
    HttpRefusal
        With status 415.
    """
    name, *parameters = (piece.strip() for piece in content_type.lower().split(";"))
    charsets = [value.strip('"') for key, _, value in (part.partition("=") for part in parameters) if key == "charset"]
    if name != LEGACY or any(charset not in UTF_8 for charset in charsets):
        message = f"Content-Type is {content_type[:80]!r}; send {LEGACY} in UTF-8"
        raise HttpRefusal(415, "UNSUPPORTED_MEDIA_TYPE", message)


def read_body(body: bytes) -> Ask:
    """Read what a POST request asks.

    Raises
    ------
    HttpRefusal
        With status 400, if it is no JSON or of another form.
    """
    try:
        values = orjson.loads(body)
    except ValueError:
        raise _bad('the body is no JSON in UTF-8; send {"query": "…"}') from None
    if not isinstance(values, dict):
        raise _bad('the body is no JSON object; send {"query": "…"}')
    return _ask(values)


def read_query_string(query: bytes) -> Ask:
    """Read what a GET request asks.

    Raises
    ------
    HttpRefusal
        With status 400, if it is of another form.
    """
    try:
        values: dict[str, Any] = dict(parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict"))
    except (UnicodeError, ValueError):
        raise _bad("the query string is not UTF-8, percent-encoded") from None
    for name in ("variables", "extensions"):
        if not (text := values.pop(name, "")):
            continue
        try:
            values[name] = orjson.loads(text)
        except ValueError:
            raise _bad(f"{name} is no JSON; send an object") from None
    return _ask(values)


def _ask(values: Mapping[str, Any]) -> Ask:
    for name, kind, what in (
        ("query", str, "a text, the document"),
        ("variables", dict, "an object"),
        ("operationName", str, "a text"),
        ("extensions", dict, "an object"),
    ):
        value = values.get(name)
        if not isinstance(value, kind) and (value is not None or name == "query"):
            raise _bad(f"{name} is {'missing' if value is None else 'of another type'}; give {what}")
    return Ask(values["query"], values.get("variables") or {}, values.get("operationName") or None)


def _bad(message: str) -> HttpRefusal:
    return HttpRefusal(400, "BAD_REQUEST", message)


def is_named(header: str, etag: str) -> bool:
    """Whether If-None-Match names an entity tag, compared weakly."""
    return header.strip() == "*" or etag.removeprefix("W/") in (
        tag.strip().removeprefix("W/") for tag in header.split(",")
    )
