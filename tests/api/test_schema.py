from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    parse,
    print_type,
    validate,
)

from alliancemap.api.schema import PRINTED, SCHEMA, execute, schema_text
from alliancemap.model import TABLES
from alliancemap.network.network import Network

OURS = {name: of for name, of in SCHEMA.type_map.items() if not name.startswith("__")}
OBJECTS = [of for of in OURS.values() if isinstance(of, GraphQLObjectType | GraphQLInterfaceType)]
ROOT = Path(__file__).parents[2]
EXPLORER = ROOT / "src" / "alliancemap" / "api" / "static" / "explorer.js"


def test_printed_schema_is_the_one_that_answers() -> None:
    assert PRINTED.read_text(encoding="utf-8") == schema_text(), "write schema_text() to schema.graphql"


def test_everything_is_described() -> None:
    bare = [name for name, of in OURS.items() if not of.description]
    for of in OBJECTS:
        bare += [f"{of.name}.{name}" for name, field in of.fields.items() if not field.description]
        bare += [f"{of.name}.{name}({arg})" for name, field in of.fields.items() for arg in _bare_arguments(field)]
    for other in OURS.values():
        if isinstance(other, GraphQLInputObjectType):
            bare += [f"{other.name}.{name}" for name, field in other.fields.items() if not field.description]
        if isinstance(other, GraphQLEnumType):
            bare += [f"{other.name}.{name}" for name, value in other.values.items() if not value.description]
    assert bare == []


def _bare_arguments(field: GraphQLField) -> list[str]:
    return [name for name, argument in field.args.items() if not argument.description]


@pytest.mark.parametrize("of", [of for of in OBJECTS if of.name.endswith("Connection")], ids=str)
def test_every_connection_has_the_same_form(of: GraphQLObjectType) -> None:
    assert {"nodes", "edges", "pageInfo", "totalCount"} <= set(of.fields)


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"stances"}))
def test_every_column_of_a_record_is_shown_under_some_name(table: str) -> None:
    renamed = {"parent_id": "within", "visibility": "slug", "polarity": "slug", "id": "slug"}
    renamed |= {"latitude": "latitude|position", "longitude": "longitude|position"}
    shown = OURS[TABLES[table].record.__name__]
    assert isinstance(shown, GraphQLObjectType)
    for name in TABLES[table].columns:
        wanted = renamed.get(name, re.sub("_(.)", lambda match: match[1].upper(), name.removesuffix("_id")))
        assert set(wanted.split("|")) & set(shown.fields), name


def test_contract() -> None:
    """Names that others depend on: a document that uses them all is valid."""
    assert validate(SCHEMA, parse(CONTRACT)) == []


def test_grouping_is_an_input() -> None:
    assert "groups: [GroupInput!]" in print_type(OURS["Grouping"])


def examples() -> list[str]:
    """Queries in the explorer, the README and the documents."""
    found = re.findall(r"`(# .*?)`", EXPLORER.read_text(encoding="utf-8"), re.DOTALL)
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]):
        blocks = re.findall(r"```graphql\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
        found += [block for block in blocks if re.match(r"\s*(#.*\n\s*)*(query|\{)", block)]
    return found


@pytest.mark.parametrize("example", examples())
def test_examples_run(seed: Network, example: str) -> None:
    answer = execute(seed, example, {"cause": "climate-action"})
    assert "errors" not in answer
    assert answer["data"]


CONTRACT = """
query (
  $id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: OrganisationFilter, $search: String,
  $orderBy: OrganisationOrder, $causes: CauseFilter, $coalitions: CoalitionFilter, $ties: TieSet, $by: Grouping!,
  $minExpected: Float, $goal: [CauseWeight!]!, $size: Int!, $ids: [ID!], $members: [ID!]!, $asOf: Date, $list: AllyList,
  $votes: [OrganisationVotes!]
) {
  revision
  node(id: $id) { id }
  organisation(id: $id) {
    id slug name kind description website founded scope
    place { name } position { latitude longitude }
    causes { edges { stance weight sources { title } confidence } }
    ties { edges { type state since until asOf direction strength sources { title } confidence } }
    coalitions { edges { role } }
    constituencies { name }
    potentialAllies(first: 20, after: $after, list: $list, ties: $ties, asOf: $asOf, includePower: false) {
      nodes {
        organisation { id } score base coverage
        contributions { component value mean weight contribution }
        socialDistance bridging
        sharedCauses { id } sharedChallenges { id } disagreements { id }
        introduction { strength path { id } introducers { id } ties { id } } warnings { code } reason
      }
      pastPartners { organisation { id } until ties { id } reason }
    }
    socialCapital(ties: $ties, asOf: $asOf) {
      bonding bridging linking shares { bonding bridging linking } baseline { expected z } words
    }
  }
  organisations(
    first: $first, after: $after, last: $last, before: $before, filter: $filter, search: $search, orderBy: $orderBy
  ) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }
  cause(id: $id) { id }
  causes(first: $first, after: $after, filter: $causes) { totalCount }
  coalitions(first: $first, after: $after, filter: $coalitions) { totalCount }
  places { totalCount }
  constituencies { totalCount }
  introductions(from: $id, to: $id, first: 3, ties: $ties, asOf: $asOf) { strength }
  bridgingGaps(by: $by, first: 20, ties: $ties, minExpected: $minExpected, seed: 1, draws: 99) {
    gaps {
      a { name } b { name } observed expected missing relativeGap atLeast z p q pExact pShuffle pMin dispersion draws
      label tooSmall circular strata { shared pairs tied between } reason
      pairs(first: 10, perOrganisation: 2) {
        a { id } b { id } score affinity sharedCauses { id } standings introduction { strength }
      }
    }
  }
  candidateCoalitions(
    goal: $goal, size: $size, include: $ids, exclude: $ids, alternatives: 3, ties: $ties, quota: 2, votes: $votes
  ) {
    alternatives {
      members { organisation { id } gain gainIfLeftOut backs { cause { id } weight } }
      value coverage diversity reach bound shareOfBound proven
      goals { cause { id } } introductions { strength } breadth { breadth } warnings { message }
      voting { votes quota winning minimal critical { id } dispensable withoutVotes { id } additions { id } reason }
    }
  }
  bridgingPlan(size: $size, by: $by, ties: $ties, asOf: $asOf, includePower: false, seed: 1) {
    before after steps { a { id } b { id } gain value introduction { strength } groupsOfA { name } }
  }
  solidarityBreadth(members: $members) { breadth }
}
"""
