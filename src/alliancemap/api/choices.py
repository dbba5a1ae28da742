"""Choices that only this room offers."""

from __future__ import annotations

from enum import StrEnum


class OrganisationOrder(StrEnum):
    """In what order organisations come."""

    RELEVANCE = "relevance"
    NAME = "name"
    SLUG = "slug"
    OLDEST = "oldest"
    NEWEST = "newest"
    LARGEST = "largest"


class TieDirection(StrEnum):
    """Which end of a tie the organisation asked about is."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class Component(StrEnum):
    """What a potential ally's score is made of."""

    CAUSE = "cause"
    CHALLENGE = "challenge"
    PLACE = "place"
    INTRODUCTION = "introduction"
    COMPATIBILITY = "compatibility"
