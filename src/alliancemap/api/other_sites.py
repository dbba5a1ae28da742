"""What pages of other sites may do here: ask, and read what anybody may read."""

from __future__ import annotations

READABLE = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}
"""Headers of every answer."""


def preflight(methods: str, *headers: str) -> dict[str, str]:
    """Headers of the answer to a browser that asks, by OPTIONS, whether another site's page may ask.

    Parameters
    ----------
    methods : str
        Those that the route answers, with commas between.
    headers : str
        What requests may carry, besides the type that they want and the answer that they have.
    """
    return {
        "access-control-allow-methods": methods,
        "access-control-allow-headers": ", ".join(("Accept", *headers, "If-None-Match")),
        "access-control-max-age": "86400",
        "allow": methods,
    }
