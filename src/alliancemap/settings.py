"""Settings: what the environment decides, read once and checked before anything starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from alliancemap.errors import SettingsError

PREFIX = "ALLIANCEMAP_"


def _setting(default: str | int | None, help: str, low: int = 0, high: int = 0) -> Any:
    return field(default=default, metadata={"help": help, "low": low, "high": high})


@dataclass(frozen=True)
class Settings:
    """One field a setting; its variable is the field's name in capitals behind `ALLIANCEMAP_`."""

    store: str = _setting("embedded:./.alliancemap", "Where the graph database is.")
    store_user: str | None = _setting(None, "User of a Neo4j store, if its address names none.")
    store_password: str | None = field(
        default=None, repr=False, metadata={"help": "Password of a Neo4j store, if its address names none."}
    )
    heap_mb: int = _setting(512, "Memory of the embedded database, in megabytes.", 128, 1_048_576)
    host: str = _setting("127.0.0.1", "Address that pages and GraphQL are served on.")
    port: int = _setting(8000, "Port that they are served on; 0 takes a free one.", 0, 65_535)
    refresh_seconds: int = _setting(1, "How often a running service looks for changes.", 1, 3_600)
    stale_seconds: int = _setting(10, "For how long it answers from what it has while the database is away.", 0, 86_400)
    workers: int = _setting(1, "How many processes of this machine work on jobs; 0: none of a running service.", 0, 256)
    lease_seconds: int = _setting(30, "How long a worker may be silent before another takes its job.", 3, 3_600)
    scheduler: str | None = _setting(None, "A Dask scheduler to run jobs on, as tls://host:8786 (extra cluster).")

    @classmethod
    def read(cls, environment: Mapping[str, str], **given: str | int | None) -> Self:
        """Read the environment; what is `given` on the command line goes before.

        Raises
        ------
        SettingsError
            If a value cannot be used.
        """
        known = {field.name: field for field in dataclasses.fields(cls)}
        values: dict[str, Any] = {}
        for variable, text in environment.items():
            name = variable.removeprefix(PREFIX).lower()
            if variable.startswith(PREFIX) and name in known and text != "":
                values[name] = _read(known[name], text)
        values.update({name: value for name, value in given.items() if value is not None})
        return cls(**values)


def _read(setting: dataclasses.Field[Any], text: str) -> str | int:
    low, high = setting.metadata.get("low", 0), setting.metadata.get("high", 0)
    if not high:
        return text
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    variable = PREFIX + setting.name.upper()
    raise SettingsError(f"{variable} is {text!r}; give a whole number from {low} to {high}")
