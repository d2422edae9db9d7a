"""Actors that are alike are found, with reasons; those that differ on purpose are not."""

from __future__ import annotations

import time

import pytest

from weft.graph.likeness import REASONS, THRESHOLD, Traits, alike, likenesses


def reasons_for(first: Traits, second: Traits) -> tuple[str, ...]:
    """Why the two are suspected to be one; nothing when they are not."""
    pairs = alike([first, second])
    return pairs[0].reasons if pairs else ()


@pytest.mark.parametrize(
    ("new", "here", "reason"),
    [
        ("Leeds Food Partnership", "Leeds Food Partnerships", "one_letter"),
        ("Partnership Leeds Food", "Leeds Food Partnership", "same_order"),
        ("Université de Lyon", "Universite de Lyon", "same_name"),
        ("Bristol Energy Co-operative", "Bristol Energy Cooperative", "same_words"),
        ("The Hull Youth Council", "Hull Youth Council Ltd", "same_words"),
        ("Hull Youth Council CIO", "Hull Youth Council (registered charity)", "same_words"),
        ("Women's Aid & Advice", "Womens Aid and Advice", "same_words"),
        ("Northgate Assoc. of Tenants", "Northgate Association of Tenants", "same_words"),
        ("Ville de Saint-Mandé", "SAINT MANDE", "same_words"),
        ("Millhaven Neighbourhood Forum", "Millhaven Nieghborhood Forum", "alike"),
        ("Leeds City Council", "Leeds Council", "same_words"),
        ("SDIS 72 Sarthe", "SDIS72 Sarthe", "same_words"),
    ],
)
def test_names_alone(new: str, here: str, reason: str) -> None:
    assert reasons_for(Traits(new), Traits(here)) == (reason,)


@pytest.mark.parametrize(
    ("new", "here"),
    [
        ("Ward 11 forum", "Ward 12 forum"),
        ("10245", "10246"),
        ("Leeds Food Partnership", "York Housing Forum"),
        ("Ann", "Anna"),
        ("Angers", "Angers Loire Métropole"),
        ("Leeds", "Leeds Trades Council"),
        ("", "The"),
    ],
)
def test_names_that_differ_on_purpose(new: str, here: str) -> None:
    assert reasons_for(Traits(new), Traits(here)) == ()


def test_east_and_west_are_no_slip_where_both_are_words() -> None:
    places = [Traits(f"{town} {side}") for town in ("Millhaven", "Northgate", "Oakfield", "Redhill")
              for side in ("East", "West")]  # fmt: skip
    assert alike(places) == []


def test_other_fields_speak_for_and_against() -> None:
    short = Traits("CAB", website="https://www.bureau.example/about", place="Leeds")
    whole = Traits("Citizens Advice Bureau", website="http://bureau.example", place="leeds")
    assert reasons_for(short, whole) == ("acronym", "same_website", "same_town")
    assert reasons_for(Traits("CAB"), Traits("Citizens Advice Bureau")) == ()
    same_number = Traits("Riverside", public_id="GB-CHC-1"), Traits("R. Ltd", public_id="gb-chc-1")
    assert "same_public_id" in reasons_for(*same_number)
    other = Traits("Riverside", public_id="GB-CHC-1"), Traits("Riverside", public_id="GB-CHC-2")
    assert reasons_for(*other) == ()
    # Each register counts its own: a charity is often a company too.
    both = Traits("Riverside", public_id="GB-CHC-1"), Traits("Riverside", public_id="GB-COH-2")
    assert reasons_for(*both) == ("same_name",)


def test_what_many_share_tells_little() -> None:
    words = ("Amber", "Birch", "Cedar", "Dahlia", "Elder", "Fir", "Gorse", "Holly")
    on_portal = [Traits(f"{word} works", website="http://portal.example") for word in words]
    assert alike(on_portal) == []
    facebook = (
        Traits("Amber", website="facebook.com/a"),
        Traits("Amber Dance", website="facebook.com/b"),
    )
    assert reasons_for(*facebook) == ()
    smiths = alike([Traits("John Smith") for _ in range(6)])
    assert {pair.reasons for pair in smiths} == {("same_name", "common_name")}


def test_reasons_add_up_to_the_points() -> None:
    (pair,) = alike(
        [Traits("Riverside Trust", place="Leeds"), Traits("Riverside Trsut", place="Leeds")]
    )
    assert pair.points == sum(REASONS[reason].points for reason in pair.reasons) >= THRESHOLD


def test_a_new_record_resembles_one_that_is_here() -> None:
    here = [(11, Traits("Leeds Food Partnership"))]
    (found,) = likenesses([(3, Traits("Leeds Food Partnerships"))], here)
    assert (found.record, found.actor_id, found.resembles) == (3, 11, "Leeds Food Partnership")


def test_two_new_records_alike_are_told_once() -> None:
    rows = [(0, Traits("Hull Youth Council")), (1, Traits("Hull Youth Councils"))]
    (found,) = likenesses(rows, [])
    assert (found.record, found.other_record) == (0, 1)


def test_many_names_take_seconds_not_minutes() -> None:
    names = [(n, Traits(f"{word} {place} forum {n}")) for n, (word, place) in enumerate(
        (f"w{n % 977}", f"p{n % 1009}") for n in range(20_000))]  # fmt: skip
    started = time.process_time()
    likenesses(names, names)
    assert time.process_time() - started < 60
