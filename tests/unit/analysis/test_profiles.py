"""From records to the landscape, worked by hand."""

from __future__ import annotations

from alliancemap.analysis.inputs.profiles import landscape, theme_headings
from alliancemap.model import CauseType, OrganisationKind, Place, PlaceKind, Scope, StanceSide
from records import cause, network, organisation, stance, when

CAUSES = [cause("air", broader_id="earth"), cause("earth"), cause("coal", type=CauseType.CHALLENGE, broader_id="earth")]
PLACES = [
    Place("uk", "UK", PlaceKind.COUNTRY),
    Place("england", "England", PlaceKind.NATION, "uk"),
    Place("north", "North", PlaceKind.REGION, "england"),
    Place("leeds", "Leeds", PlaceKind.CITY, "north"),
]


def test_sets_hold_stances_of_any_weight_and_backing_their_weights() -> None:
    land = landscape(
        network(
            causes=CAUSES,
            organisations=[organisation("ash"), organisation("elm")],
            stances=[
                stance("ash", "air", weight=0.0),
                stance("ash", "earth", weight=0.5),
                stance("elm", "air", StanceSide.OPPOSES, weight=0.0),
                stance("elm", "coal", StanceSide.OPPOSES),
            ],
        )
    )
    assert land.causes.toarray().tolist() == [[1, 0, 0], [0, 0, 0]]  # a heading does not count
    assert land.opposed.toarray().tolist() == [[0, 0, 0], [1, 0, 0]]
    assert land.challenges.toarray().tolist() == [[0, 0, 0], [0, 1, 0]]
    assert land.backing.toarray().tolist() == [[0, 0, 0.5], [0, 1, 0]]


def test_only_a_heading_of_others_is_one() -> None:
    assert theme_headings(network(causes=CAUSES)).tolist() == [False, False, True]
    assert not theme_headings(network(causes=[cause("air")])).any()


def test_places_follow_the_scope_and_leave_the_country_out() -> None:
    scopes = {"ash": Scope.LOCAL, "beech": Scope.REGIONAL, "cedar": Scope.NATIONAL, "elm": Scope.INTERNATIONAL}
    near = [organisation(id, scope=scope, place_id="leeds") for id, scope in scopes.items()]
    nation = organisation("fir", scope=Scope.NATIONAL, place_id="england")
    land = landscape(network(places=PLACES, organisations=[*near, nation, organisation("oak", place_id="leeds")]))
    found = [[land.place_ids[column] for column in row.nonzero()[0]] for row in land.places.toarray()]
    chain = ["england", "leeds", "north"]
    assert found == [chain, chain, [], [], ["england"], []]


def test_power_follows_the_kind_unless_the_record_says_otherwise() -> None:
    funder = OrganisationKind.FUNDER
    land = landscape(
        network(
            organisations=[
                organisation("ash", kind=funder),
                organisation("elm", kind=funder, power=False),
                organisation("fir", power=True),
                organisation("oak", do_not_suggest=True),
                organisation("yew", dissolved=when("1999")),
            ]
        )
    )
    assert land.ids == ("ash", "elm", "fir", "oak")
    assert land.power.tolist() == [True, False, True, False]
    assert land.suggestible.tolist() == [True, True, True, False]
