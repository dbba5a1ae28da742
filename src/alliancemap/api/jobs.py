"""Jobs over GraphQL: how far a question is that takes long."""

# graphene has no types
# mypy: disallow-subclassing-any=False, disable-error-code=import-untyped
from __future__ import annotations

import graphene
from graphql import GraphQLResolveInfo

from alliancemap.api.enums import enum
from alliancemap.api.frames import many
from alliancemap.jobs import board

JobKind = enum(
    board.JobKind,
    {
        "GAPS": "Bridging gaps between groups.",
        "COALITIONS": "Candidate coalitions for goals.",
        "PLAN": "A plan of introductions that bridge groups.",
        "ALL_ALLIES": "The first potential allies of every organisation.",
        "CENTRALITY_REPORT": "The centrality report, as an archive of its folder.",
        "LAYOUT": "Where every organisation stands on a map.",
        "EVALUATION": "How well ties are foretold from other ties.",
    },
)
JobState = enum(
    board.JobState,
    {
        "QUEUED": "Waits for a worker.",
        "RUNNING": "A worker is at it.",
        "DONE": "Its result is there.",
        "FAILED": "It could not be answered; the reasons say why.",
        "CANCELLED": "It was called off, or the data moved on before it ran.",
    },
)


class Job(graphene.ObjectType):
    """A question that takes long, worked out beside the service. An answer that shows one is never kept by caches."""

    id = graphene.ID(required=True, description="What it is known by: the same question on the same data has the same.")
    kind = graphene.Field(JobKind, required=True, description="What is asked.")
    state = graphene.Field(JobState, required=True, description="Where it stands.")
    parameters = graphene.String(required=True, description="With what it is asked, all defaults filled in; JSON.")
    seed = graphene.Int(required=True, description="What its draws start from.")
    revision = graphene.Int(required=True, description="The revision of the data that it is about.")
    software = graphene.String(required=True, description="Name and version of the program that was asked.")
    attempt = graphene.Int(required=True, description="How often a worker has begun with it.")
    progress = graphene.Float(required=True, description="The share that is done, from 0 to 1.")
    words = graphene.String(required=True, description="What is being done; blank if that is not known.")
    reasons = many(graphene.String, "Why attempts failed, in order.")
    result = graphene.String(
        description="SHA-256 of its result, which is at `/jobs/ID/result`; null before it is there."
    )
    cited = graphene.Boolean(required=True, description="Whether it is kept when the data moves on.")
    successor = graphene.ID(description="The job that asks the same of later data, where the data moved on first.")
    submitted_at = graphene.String(required=True, description="When it was asked, by the database's clock; ISO 8601.")
    seconds = graphene.Float(
        description="How long its result took to work out, all parts added up, without waiting and without reading the "
        "data; null before it is there."
    )


def _job(_root: None, info: GraphQLResolveInfo, id: str) -> board.JobView:
    found: board.JobView = info.context.job(id)
    return found


JOB = graphene.Field(
    Job,
    description="A job; null, with an error, if there is none. `/jobs/ID/events` tells its progress as it goes.",
    resolver=_job,
    id=graphene.ID(required=True, description="Its id, as the command `submit` gave it."),
)
