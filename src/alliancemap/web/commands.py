"""What to type for what a page does not work out: commands that ask what the page was asked."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from alliancemap.services.coalitions import CoalitionWish

PROOF_SECONDS = 20


def submit_command(kind: str, asked: Mapping[str, Any]) -> str:
    """Have a job of a kind worked out."""
    return shlex.join(["alliancemap", "submit", kind, "--params", json.dumps(asked)])


def proof_command(wish: CoalitionWish) -> str:
    """Ask for the same coalitions with a proof of how good the best one is."""
    return shlex.join(["alliancemap", "coalitions", *_options(wish), "--proof", str(PROOF_SECONDS)])


def _options(wish: CoalitionWish) -> Iterator[str]:
    for cause, weight in wish.goals:
        yield from ("--cause", cause if weight == 1 else f"{cause}={_number(weight)}")
    yield from ("--size", str(wish.size))
    for name, ids in (("--include", wish.include), ("--exclude", wish.exclude)):
        for id in ids:
            yield from (name, id)
    if wish.quota is not None:
        yield from ("--quota", _number(wish.quota))
    for id, votes in wish.votes:
        yield from ("--votes", f"{id}={_number(votes)}")


def _number(value: float) -> str:
    """As short as it can be without becoming another."""
    return repr(value).removesuffix(".0")
