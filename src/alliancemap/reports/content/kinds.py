"""Brokerage and homophily by kind of organisation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RoleTotal:
    """How often organisations of a kind play a role: counted, expected at random, and under shuffled kinds."""

    role: str
    raw: float
    expected: float
    shuffled: float | None
    sd: float | None
    z: float | None
    p: float | None


@dataclass(frozen=True)
class KindBrokerage:
    """The brokerage of one kind of organisation, and how far its ties lead outside."""

    kind: str
    title: str
    size: int
    roles: tuple[RoleTotal, ...]
    internal: int
    external: int
    ei: float | None
    ei_shuffled: float | None
    ei_p: float | None


@dataclass(frozen=True)
class Brokerage:
    """Brokerage and homophily by kind; `unknown` organisations have no kind on record and are left out."""

    kinds: tuple[KindBrokerage, ...]
    ei: float | None
    ei_expected: float | None
    ei_p: float | None
    draws: int
    seed: int
    unknown: int
