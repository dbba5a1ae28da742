"""What pages say about known records."""

from __future__ import annotations

import shlex

from alliancemap.cli.reading import coalitions
from alliancemap.model import StanceSide
from alliancemap.web.rendering import chance, share, signed, two
from records import cause, network, organisation, stance
from web.site import Site


def test_an_organisation_tells_its_ties_from_its_own_side(bakery_site: Site) -> None:
    bakers, millers = (bakery_site.page(f"/organisations/{id}").text for id in ("bakers", "millers"))
    assert "… is a member of Millers campaign" in bakers
    assert "since 2014" in bakers
    assert "source: The chronicle; high confidence" in bakers
    assert "… has as a member Bakers" in millers
    assert "… is funded by Carters trade union no date recorded claimed by a source no source recorded" in millers
    assert "Embodies Loaf for life" in millers


def test_an_organisation_tells_what_it_stands_for_in_words(bakery_site: Site) -> None:
    text = bakery_site.page("/organisations/bakers").text
    assert "Co-operative that works locally" in text
    assert "Supports Bread for all core mission (1) source: The chronicle" in text
    assert "Opposes High rents shared challenge significant (0.5) no source recorded; low confidence" in text


def test_potential_allies_come_with_reasons_and_no_more_than_is_recorded(bakery_site: Site) -> None:
    """Bakers and growers share bread and rent and are not tied; millers know both. Millers are tied: no candidate."""
    text = bakery_site.page("/organisations/bakers/allies").text
    assert "1. Growers NGO" in text
    assert "Both support Bread for all and both oppose High rents; Millers could introduce them" in text
    assert "no tie recorded in the 1 source" in text
    assert "Introduction Bakers → , then Millers → , then Growers" in text
    assert "2. Millers" not in text
    assert "Millers campaign Both" not in text


def test_a_dissolved_organisation_has_no_allies_but_a_page_and_a_map(bakery_site: Site) -> None:
    text = bakery_site.page("/organisations/guild").text
    assert "Dissolved 1900" in text
    assert "no allies are looked for" in text
    assert "Potential allies" not in text
    assert "Guild was dissolved before the date" in bakery_site.page("/organisations/guild/map").text


def test_both_sides_of_a_cause(bakery_site: Site) -> None:
    bread, rent = (bakery_site.page(f"/causes/{id}").text for id in ("bread", "rent"))
    assert "3 organisations support it" in bread
    assert bread.index("Bakers") < bread.index("Growers") < bread.index("Carters")
    assert "A shared challenge" in rent
    assert "2 organisations oppose it" in rent


def test_one_organisation_supports_and_several_support() -> None:
    sides = [("a", StanceSide.SUPPORTS), ("b", StanceSide.OPPOSES)]
    world = network(
        causes=[cause("c"), cause("under", broader_id="c")],
        organisations=[organisation("a"), organisation("b")],
        stances=[stance(who, what, side) for who, side in sides for what in ("c", "under")],
    )
    site = Site.of(world)
    text = site.page("/causes/c").text
    assert "1 organisation supports it, those" in text
    assert "1 organisation opposes it, those" in text
    assert site.page("/causes").text.count("1 supports it, 1 opposes it") == 2


def test_a_source_lists_what_rests_on_it(bakery_site: Site) -> None:
    text = bakery_site.page("/sources/chronicle").text
    assert "Bakers is a member of Millers" in text
    assert "Carters joined Loaf for life" in text
    assert "Growers opposes High rents" in text


def test_filters_hold_together(bakery_site: Site) -> None:
    text = bakery_site.page("/organisations?cause=bread&place=land&kind=ngo").text
    assert "1 organisation; kind: NGOs; takes a side on: Bread for all; in: Land" in text
    assert "Growers" in text
    assert "stands for: Workers" in bakery_site.page("/organisations?constituency=workers").text


def test_a_coalition_is_found_by_names_or_ids(bakery_site: Site) -> None:
    text = bakery_site.page("/coalition?cause=bread&weight=1&size=2&include=carters&exclude=BAKERS").text
    members = text[text.index("Members, in the order chosen") : text.index("Goals and who backs them")]
    assert "Carters" in members
    assert "Growers" in members
    assert "Bakers" not in members


def test_a_coalition_that_cannot_be_keeps_the_form_and_says_why(bakery_site: Site) -> None:
    response = bakery_site.get("/coalition?cause=bread&size=2&include=Bakery")
    assert response.status_code == 400
    assert "There is no organisation named &#39;Bakery&#39;; look for it under Organisations." in response.text
    assert 'value="Bakery"' in response.text
    assert '<option value="bread" selected>' in response.text
    for query in (
        "size=2",
        "cause=bread&size=0",
        "cause=bread&size=x",
        "cause=bread&weight=nan&size=2",
        "cause=x&size=2",
    ):
        response = bakery_site.get(f"/coalition?{query}")
        assert (response.status_code, 'role="alert"' in response.text) == (400, True), query


def test_a_coalition_says_how_it_does_in_a_vote(bakery_site: Site) -> None:
    vote = "&quota=3&votes=Bakers+%3D+2%0D%0A%0D%0AGROWERS%3D1.5%0D%0Amillers%3D7"
    page = bakery_site.page(f"/coalition?cause=bread&size=2&include=bakers&include=growers{vote}")
    assert "The vote Wins with 3.5 votes, 3 being needed; loses if any member leaves." in page.text
    assert "Needed to win: Bakers, Growers" in page.text
    assert "The vote" not in bakery_site.page("/coalition?cause=bread&size=2").text


def test_a_vote_that_makes_no_sense_keeps_what_was_typed(bakery_site: Site) -> None:
    for vote, why in {
        "quota=3&votes=Bakers": "The line &#39;Bakers&#39; says no votes; write a name",
        "quota=3&votes=Bakers%3Dmany": "The votes of Bakers cannot be &#39;many&#39;; give a number",
        "quota=much&votes=Bakers%3D1": "The quota cannot be &#39;much&#39;",
        "quota=3&votes=Bakers%3D1": "all votes given come to 1, so that nobody could win",
        "quota=0&votes=Bakers%3D1": "The quota is 0",
        "quota=nan&votes=Bakers%3D1": "must be a finite number",
        "quota=1&votes=Nobody%3D1": "There is no organisation named &#39;Nobody&#39;",
        "votes=Bakers%3D1": "Votes are given without a quota",
    }.items():
        response = bakery_site.get(f"/coalition?cause=bread&size=2&{vote}")
        assert (response.status_code, why in response.text) == (400, True), vote
        assert "<details open><summary>It must win a vote" in response.text
        assert ">\nBakers" in response.text or "Nobody=1</textarea>" in response.text


def test_a_name_that_is_nearly_right_is_asked_back(bakery_site: Site) -> None:
    response = bakery_site.get("/coalition?cause=bread&size=2&include=Baker")
    assert response.status_code == 400
    assert "is it one of these: Bakers?</p>" in response.text


def test_alternatives_differ_only_where_there_are_several(bakery_site: Site, seed_site: Site) -> None:
    one = bakery_site.page("/coalition?cause=bread&size=3").text
    several = seed_site.page("/coalition?cause=climate-action&size=3").text
    assert "1 alternative Out of" in one
    assert "Any two alternatives" not in one
    assert "Any two alternatives differ in at least two members." in several


def test_an_empty_list_of_allies_says_why() -> None:
    site = Site.of(network(organisations=[organisation("alone")]))
    why = "No candidate in this list: all who may be suggested are linked to it on record, or how unlike they are"
    assert site.page("/organisations/alone").text.count(why) == 2
    assert why in site.page("/organisations/alone/allies?list=bridging").text


def test_a_gap_is_one_of_recorded_ties_on_every_page(seed_site: Site) -> None:
    home, about, gaps = (seed_site.page(path).text for path in ("/", "/about", "/gaps?by=place"))
    assert "By place (region)" in gaps
    assert "% fewer recorded ties" in seed_site.page("/gaps").text
    assert all("fewer ties" not in text for text in (home, about, gaps))


def test_a_plan_names_both_sides_and_who_introduces_them(bakery_site: Site) -> None:
    """Bakers and growers share bread, carters and growers too; bakers and carters sat at one table: no candidates."""
    page = bakery_site.page("/plan?by=kind&size=10")
    assert "Only 2 introductions can be planned" in page.text
    steps = page.text[page.text.index("The introductions, in order") :]
    assert "1. Bakers (Co-operatives) and Growers (NGOs)" in steps
    assert "2. Carters (Trade unions) and Growers (NGOs)" in steps
    assert "Bakers → , then Millers → , then Growers" in steps
    assert "Millers could introduce them; no tie recorded in the 1 source" in steps
    assert "Relieves Millers Adds 0.0833 Connectivity then 0.9167" in steps
    assert "/gaps?by=kind&level=region&ties=tables" in page.values("href")


def test_a_plan_is_what_the_form_asks_for(bakery_site: Site) -> None:
    path = "/plan?by=place&level=town&ties=recorded&pairs=introducible&size=2"
    html = bakery_site.get(path).text
    for chosen in ("place", "town", "recorded", "introducible"):
        assert f'<option value="{chosen}" selected>' in html
    assert 'max="10" value="2"' in html
    assert "no pair of organisations of different groups shares a cause" in html.lower()
    assert "The introductions, in order" not in html
    gaps = bakery_site.page("/gaps?by=place&level=town&ties=recorded")
    assert "/plan?by=place&level=town&ties=recorded" in gaps.values("href")


def test_a_long_list_is_turned_by_pages() -> None:
    world = network(
        causes=[cause("c")],
        organisations=[organisation(f"o{number:03}") for number in range(120)],
        stances=[stance(f"o{number:03}", "c") for number in range(120)],
    )
    site = Site.of(world)
    text = site.page("/organisations?q=&kind=ngo&page=2").text
    assert "O050" in text
    assert "O100" not in text
    assert "Page 2 of 3" in text
    assert "/organisations?kind=ngo&page=3" in site.page("/organisations?q=&kind=ngo&page=2").values("href")
    assert site.get("/organisations?page=4").status_code == 400
    assert "Page 2 of 5" in site.page("/organisations/o000/allies?page=2").text


def test_an_empty_map_has_pages_too() -> None:
    site = Site.of(network())
    for path in ("/", "/organisations", "/causes", "/coalitions", "/coalition", "/gaps", "/plan", "/map", "/about"):
        assert site.page(path).text


def test_numbers_keep_not_known_apart_from_nothing() -> None:
    assert [share(None), share(0.0), two(None), two(0.0)] == ["not known", "0 %", "not known", "0.00"]
    assert [signed(0.126), signed(-0.004), signed(-0.2)] == ["+0.13", "0.00", "−0.20"]
    assert [chance(None), chance(0.0004), chance(0.05)] == ["not known", "below 0.001", "0.050"]


def test_a_list_that_begins_like_the_other_is_not_shown_twice(bakery_site: Site) -> None:
    """Growers are the only candidate, and unlike bakers: in both lists."""
    text = bakery_site.page("/organisations/bakers").text
    assert 'class="columns"' not in bakery_site.get("/organisations/bakers").text
    assert text.count("no tie recorded in the 1 source") == 1
    assert "The first natural ally is bridging, so this list begins with it too." in text


def test_gaps_that_are_not_told_one_by_one_are_listed(seed_site: Site) -> None:
    page = seed_site.page("/gaps")
    assert "The first 15, one by one" in page.text
    assert "The pairs from place 16 on" in page.text
    assert "No evidence of a gap" in page.text.split("The other pairs of groups")[1]


def test_a_plan_that_nobody_could_introduce_leads_to_one_that_somebody_could(seed_site: Site) -> None:
    asked = "/plan?by=place&level=region&ties=tables"
    page = seed_site.page(f"{asked}&size=3")
    assert "Nobody on the map could introduce any of these pairs yet" in page.text
    (address,) = {link for link in page.links_within("/plan") if "pairs=introducible" in link}
    assert "could introduce any of these pairs yet" not in seed_site.page(address).text


def test_a_coalition_says_how_to_prove_how_good_it_is(seed_site: Site) -> None:
    asked = (
        "/coalition?cause=climate-action&weight=1&cause=fuel-poverty&weight=0.25&size=6"
        "&include=Oxfam+GB&exclude=E3G&quota=2&votes=Oxfam+GB+%3D+1.5%0AGreenpeace+UK+%3D+1"
    )
    text = seed_site.page(asked).text
    assert text.count("can have a nearer one proven") == 1
    words = shlex.split(text.split("in seconds as a rule: ")[1].split(" Alternative 2")[0])
    assert words[:2] == ["alliancemap", "coalitions"]
    read = coalitions.make_context("coalitions", words[2:]).params
    given = {name: read[name] for name in ("causes", "size", "include", "exclude", "quota", "votes", "proof")}
    assert given == {
        "causes": ("climate-action", "fuel-poverty=0.25"),
        "size": 6,
        "include": ("oxfam",),
        "exclude": ("e3g",),
        "quota": 2.0,
        "votes": ("oxfam=1.5", "greenpeace-uk=1"),
        "proof": 20,
    }


def test_a_coalition_out_of_all_there_are_needs_no_further_proof(bakery_site: Site) -> None:
    text = bakery_site.page("/coalition?cause=bread&size=2").text
    assert "every possible coalition was looked at" in text
    assert "nearer one proven" not in text


def test_an_introduction_says_what_each_step_rests_on(bakery_site: Site) -> None:
    page = bakery_site.page("/introductions?from=bakers&to=Growers")
    assert "1. Millers knows both." in page.text
    assert "Bakers is a member of Millers, since 2014 source: The chronicle; high confidence" in page.text
    assert "Linked on record already" not in page.text
    assert "/introductions?from=bakers&to=growers&ties=tables" in bakery_site.page(
        "/organisations/bakers"
    ).links_within("/")


def test_two_that_are_linked_already_are_told_so(bakery_site: Site) -> None:
    text = bakery_site.page("/introductions?from=bakers&to=millers").text
    assert "Linked on record already Bakers is a member of Millers, since 2014" in text


def test_introductions_of_nobody_say_what_is_wrong(bakery_site: Site) -> None:
    for query, wrong in {
        "to=baker": "Is it one of these: Bakers?",
        "to=bakers": "needs no introduction to itself",
    }.items():
        response = bakery_site.get(f"/introductions?from=bakers&{query}")
        assert response.status_code == 400
        assert wrong.lower() in response.text.lower()
