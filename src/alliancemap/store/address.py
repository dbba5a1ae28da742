"""Where the graph database is: one line of text, read once and never printed with its password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from alliancemap.errors import SettingsError

EMBEDDED = "embedded"
BOLT_SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
DEFAULT_PORT = 7687
REMEDY = "give embedded:FOLDER, bolt://HOST:PORT or neo4j://HOST:PORT (+s and +ssc for TLS)"


@dataclass(frozen=True)
class StoreAddress:
    """The address of a store: a folder for the embedded database, or a Bolt server.

    Parameters
    ----------
    scheme : str
        `embedded`, or one of the six Bolt schemes.
    path : Path or None
        The data folder, absolute; None for a Bolt server.
    host, port : str, int
        The Bolt server; empty and 0 for the embedded database, which chooses its own port.
    user, password : str or None
        Both or neither; the password is left out of `repr` and `str`.
    database : str or None
        The database's name on the server; None is the server's default.
    """

    scheme: str
    path: Path | None = None
    host: str = ""
    port: int = 0
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None

    @classmethod
    def parse(cls, url: str, user: str | None = None, password: str | None = None) -> Self:
        """Read a store address.

        Parameters
        ----------
        url : str
            `embedded:FOLDER` or `SCHEME://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`; reserved characters in user and
            password are percent-encoded.
        user, password : str, optional
            Used where the address itself names none; the embedded database has its own and ignores them.

        Raises
        ------
        SettingsError
            If the address cannot be used; the message shows it with user and password blotted out.
        """
        scheme, colon, rest = url.strip().partition(":")
        if colon and scheme.lower() == EMBEDDED:
            return cls(EMBEDDED, path=_folder(url, rest))
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError:
            # The original error quotes the address, and so perhaps the password.
            raise _refusal(url, "the port must be a number between 1 and 65535") from None
        _check(url, parts)
        name, secret = _login(url, parts, user or None, password or None)
        database = parts.path.strip("/") or None
        return cls(parts.scheme, None, parts.hostname or "", port or DEFAULT_PORT, name, secret, database)

    @property
    def uri(self) -> str:
        """The address as the Bolt driver takes it: without user, password and database."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        if self.path is not None:
            return f"{EMBEDDED}:{self.path}"
        return f"{self.uri}/{self.database}" if self.database else self.uri


def _folder(url: str, text: str) -> Path:
    if not text.strip() or re.match("//[^/]", text):
        raise _refusal(url, "a folder must follow, as in embedded:./.alliancemap or embedded:/var/lib/alliancemap")
    if "\0" in text:
        raise _refusal(url, "a folder's name cannot hold the character 0")
    try:
        return Path(text.strip()).expanduser().absolute()
    except RuntimeError as error:
        raise _refusal(url, "there is no user of the name after ~") from error


def _check(url: str, parts: SplitResult) -> None:
    if parts.scheme not in BOLT_SCHEMES:
        raise _refusal(url, REMEDY)
    if not parts.hostname:
        raise _refusal(url, f"it names no host; {REMEDY}")
    if parts.port == 0:
        raise _refusal(url, "the port must be a number between 1 and 65535")
    if parts.query or parts.fragment:
        raise _refusal(url, "nothing may follow the database's name; percent-encode ? and # in a password")
    if "/" in parts.path.strip("/"):
        raise _refusal(url, "one database name may follow the host; percent-encode / in a password")


def _login(url: str, parts: SplitResult, user: str | None, password: str | None) -> tuple[str | None, str | None]:
    name = unquote(parts.username) if parts.username else user
    secret = unquote(parts.password) if parts.password else password
    if name and not secret:
        raise _refusal(url, f"user {name!r} has no password; put it into ALLIANCEMAP_STORE_PASSWORD")
    return (name or "neo4j", secret) if secret else (None, None)


def _refusal(url: str, remedy: str) -> SettingsError:
    return SettingsError(f"store address {blotted(url)!r} cannot be used: {remedy}")


def blotted(url: str) -> str:
    """Return the address with all that stands between scheme and last `@` replaced by stars."""
    return re.sub(r"^([a-z0-9+]+:/*)?.*@", r"\1***@", url, flags=re.IGNORECASE | re.DOTALL)
