"""What a driver's error means to us: one table from its classes to our three."""

from __future__ import annotations

from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from alliancemap.errors import StoreConflictError, StoreError, StoreUnavailableError
from alliancemap.store.address import StoreAddress

FAILURES = (Neo4jError, DriverError)
LOST = (ServiceUnavailable, SessionExpired)
NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"


def translated(error: Exception, address: StoreAddress) -> StoreError:
    """Return our error for a driver's: by class and code alone, because ArcadeDB's messages say nothing.

    Parameters
    ----------
    error : Exception
        One of `FAILURES`, or an OSError met while connecting.
    address : StoreAddress
        What the message names; it prints without password.

    Returns
    -------
    StoreError
        StoreConflictError for a constraint, StoreUnavailableError for what may be well another time or with another
        login, StoreError for the rest.
    """
    code = getattr(error, "code", None) or type(error).__name__
    if isinstance(error, ConstraintError):
        return StoreConflictError(f"{address} forbids the write: it breaks a constraint ({code})")
    if isinstance(error, AuthError):
        return StoreUnavailableError(
            f"{address} refuses user or password ({code}); set ALLIANCEMAP_STORE_USER and "
            "ALLIANCEMAP_STORE_PASSWORD to what the server knows"
        )
    if code == NO_DATABASE:
        return StoreUnavailableError(f"{address} has no such database; name one that exists after the host")
    if isinstance(error, TransientError):
        return StoreUnavailableError(f"{address} stayed busy ({code}); try again in a while")
    if isinstance(error, (*LOST, OSError)):
        return StoreUnavailableError(_lost(error, address))
    return StoreError(f"{address} refused a statement ({code}); its own log says more")


def _lost(error: Exception, address: StoreAddress) -> str:
    if isinstance(error, ServiceUnavailable) and not error.is_retryable():
        return f"the connection to {address} broke during a commit; look whether the change is there, then repeat"
    return f"{address} does not answer; is the database running, and the address right?"
