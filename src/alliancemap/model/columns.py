"""What describes a field of a record, for files, columns and the database alike."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from alliancemap.model.choices import Audience, Confidence


class Form(Enum):
    """What stands in a column."""

    ID = "id"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True)
class Column:
    """One field of a record: its name here, its header in files, its form and its limits.

    `choices` is set for Form.CHOICE, `table` for references, `low` and `high` for numbers (both ends allowed).
    """

    name: str
    header: str
    form: Form
    required: bool = False
    choices: type[StrEnum] | None = None
    table: str = ""
    low: float | None = None
    high: float | None = None
    default: Any = None
    help: str = ""


def column(form: Form, help: str, **limits: Any) -> Any:
    """Describe a field of a record: what stands in it, what it means, and its limits as in `Column`."""
    default = limits.pop("default", () if form in (Form.TEXTS, Form.REFERENCES) else "" if form is Form.TEXT else None)
    metadata = {"form": form, "help": help, "default": default, **limits}
    return (
        dataclasses.field(metadata=metadata)
        if limits.get("required")
        else dataclasses.field(default=default, metadata=metadata)
    )


def visibility_column() -> Any:
    """Describe the field that says who sees the record."""
    return column(Form.CHOICE, "The widest circle that sees the record.", choices=Audience, default=Audience.PUBLIC)


def confidence_column() -> Any:
    """Describe the field that says how sure the record is."""
    return column(Form.CHOICE, "How well the sources bear the record out.", choices=Confidence)


def sources_column(header: str) -> Any:
    """Describe the field that cites sources, under the header that it has in the record's file."""
    return column(Form.REFERENCES, "The sources that show it.", table="sources", header=header)
