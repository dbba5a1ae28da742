"""Writes the tables of docs/data-format.md from the model; with --check, says whether they are up to date."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from alliancemap.exchange.files import DATASET_FILE
from alliancemap.exchange.reading import DATASET_COLUMNS
from alliancemap.model import TABLES, Column, Form

DOCUMENT = Path(__file__).parents[1] / "docs" / "data-format.md"
BEGIN, END = "<!-- made by scripts/data_format.py -->", "<!-- end -->"
FORMS = {
    Form.ID: "id",
    Form.TEXT: "text",
    Form.TEXTS: "texts",
    Form.FLAG: "yes or no",
    Form.INTEGER: "whole number",
    Form.NUMBER: "number",
    Form.DATE: "date",
}


def main() -> int:
    """Write the tables, or compare them."""
    text = DOCUMENT.read_text("utf-8")
    made = re.sub(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{tables()}\n{END}", text, flags=re.DOTALL)
    if "--check" in sys.argv:
        if made != text:
            print("docs/data-format.md is not what the model says; run scripts/data_format.py", file=sys.stderr)
        return int(made != text)
    DOCUMENT.write_text(made, "utf-8")
    return 0


def tables() -> str:
    """Every table of the format in Markdown."""
    parts = [
        table(kind.file, (kind.record.__doc__ or "").strip(), list(kind.columns.values())) for kind in TABLES.values()
    ]
    parts.append(table(DATASET_FILE, "The data set itself; exactly one row.", list(DATASET_COLUMNS.values())))
    return "\n\n".join(parts)


def table(file: str, about: str, columns: list[Column]) -> str:
    """One table in Markdown."""
    lines = [f"### {file}", "", about, "", "| Column | Holds | Meaning |", "| --- | --- | --- |"]
    lines += [f"| {name(column)} | {holds(column)} | {column.help} |" for column in columns]
    return "\n".join(lines)


def name(column: Column) -> str:
    """The header, in bold where a new record needs it."""
    return f"**`{column.header}`**" if column.required else f"`{column.header}`"


def holds(column: Column) -> str:
    """What may stand in a cell."""
    return "; ".join(what(column))


def what(column: Column) -> Iterator[str]:
    """The parts of that."""
    if column.choices is not None:
        yield ", ".join(f"`{choice}`" for choice in column.choices)
    elif column.table:
        yield f"{'ids' if column.form is Form.REFERENCES else 'an id'} of {TABLES[column.table].file}"
    else:
        yield FORMS[column.form]
    if column.low is not None and column.high is not None:
        yield f"{column.low:.12g} to {column.high:.12g}"
    if column.default not in (None, "", ()):
        yield f"blank: `{str(column.default).lower()}`"


if __name__ == "__main__":
    sys.exit(main())
