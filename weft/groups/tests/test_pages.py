"""Forms that keep what was typed, what groups use, lists, and how many queries pages take."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from testkit.query_counts import queries_of
from weft.common.errors import InvalidInput, NotAllowed
from weft.groups.actions import Resource, add_resource, ask_to_join, remove_resource
from weft.groups.models import Domain, Group, GroupMember, GroupResource, Openness
from weft.groups.queries import possible_parents
from weft.groups.tests.conftest import Here


def typed_again(here: Here, who: str, url: str, told: dict[str, str]) -> str:
    """The page that a form which is not in order leads to: it is no redirect, and says why."""
    answer = here.client(who).post(url, told)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'role="alert"' in page
    return page


def test_starting_keeps_what_was_typed(here: Here) -> None:
    told = {"name": "", "purpose": "We read aloud.", "domain": "team", "visibility": "1"}
    assert "We read aloud." in typed_again(here, "anna", here.url("group_start"), told)
    assert not Group.objects.exists()


def test_what_the_action_says_no_to_keeps_what_was_typed(here: Here) -> None:
    told = {"name": "\x00", "purpose": "We read aloud.", "domain": "team", "openness": "open",
            "visibility": "1"}  # fmt: skip
    assert "We read aloud." in typed_again(here, "anna", here.url("group_start"), told)


def test_asking_keeps_what_was_chosen(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED, question="Why us?")
    url = here.url("group_ask", group)
    page = typed_again(here, "ben", url, {"text": " ", "shown_to": "members"})
    assert "checked" in page[page.index('value="members"') :][:120]
    typed_again(here, "ben", url, {"text": "x" * 2001})
    assert not group.requests.exists()


def test_inviting_keeps_the_words(here: Here) -> None:
    told = {"email": "not an address", "text": "Come to us"}
    url = here.url("group_invite", here.start())
    page = typed_again(here, "anna", url, told)
    assert "Come to us" in page
    assert "not an address" in page


def test_an_answer_keeps_the_words_to_the_right_person(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    first, second = (ask_to_join(viewer=here.viewer(name), group=group) for name in ("ben", "dan"))
    url = here.url("group_request", group, second.pk)
    page = typed_again(here, "anna", url, {"do": "no", "answer": "Sorry, full", "reason": ""})
    assert page.count("Sorry, full") == 1
    assert "Sorry, full" in page[page.index(f'id="id_answer_asked_{second.pk}"') :][:200]
    assert f'id="id_answer_asked_{first.pk}"' in page
    assert group.requests.filter(state="waiting").count() == 2


def test_removing_without_a_reason_opens_the_form_again(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    url = here.url("group_member", group, here.member(group, "ben").pk)
    page = typed_again(here, "anna", url, {"do": "remove", "reason": " "})
    assert page.count("<details open>") == 1
    assert here.is_in(group, "ben")


def test_a_resource_that_cannot_be_added_stays_in_the_form(here: Here) -> None:
    group = here.start()
    told = {"title": "Our pad", "address": "http://pad.example.org/"}
    page = typed_again(here, "anna", here.url("group_resource_add", group), told)
    assert "Our pad" in page
    assert "begins with https://" in page
    assert not GroupResource.objects.exists()


def test_ending_without_a_note_keeps_the_thanks(here: Here) -> None:
    told = {"closing_note": " ", "thanks": "To the choir"}
    group = here.start()
    assert "To the choir" in typed_again(here, "anna", here.url("group_end", group), told)
    group.refresh_from_db()
    assert not group.has_ended


def add(here: Here, group: Group, who: str, title: str, **told: object) -> GroupResource:
    resource = Resource(title, "https://pad.example.org/", **told)  # type: ignore[arg-type]
    made = add_resource(viewer=here.viewer(who), group=group, resource=resource)
    assert isinstance(made, GroupResource)
    return made


def test_resources_are_for_members_unless_they_are_for_all(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    add(here, group, "ben", "Minutes")
    add(here, group, "ben", "Leaflet", is_for_all=True)
    url = reverse("api:group", args=[here.network.slug, group.slug])
    for who, seen in (("ben", True), ("cleo", False), ("con", False)):
        page = here.page(who, "group_detail", group)
        told = here.client(who).get(url).json()["resources"]
        assert "Leaflet" in page
        assert ("Minutes" in page) == seen
        assert ("Minutes" in {one["title"] for one in told}) == seen


@pytest.mark.parametrize(
    "address",
    ["http://pad.example.org", "javascript:alert(1)", "https://", "pad.example.org", "https://["],
)
def test_a_resource_lies_at_a_safe_address(here: Here, address: str) -> None:
    group = here.start()
    with pytest.raises(InvalidInput):
        add_resource(viewer=here.viewer("anna"), group=group, resource=Resource("Pad", address))


@pytest.mark.parametrize("who", ["con", "mo", "cleo"])
def test_who_is_not_in_it_adds_nothing(here: Here, who: str) -> None:
    group = here.start()
    with pytest.raises(NotAllowed):
        add(here, group, who, "Pad")


@pytest.mark.parametrize(
    ("who", "may"), [("anna", True), ("ben", True), ("con", True), ("cleo", False), ("dan", False)]
)
def test_who_added_it_and_who_looks_after_the_group_removes_it(
    here: Here, who: str, may: bool
) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    pad = add(here, group, "ben", "Pad")
    if may:
        remove_resource(viewer=here.viewer(who), group=group, resource_id=pad.pk)
    else:
        with pytest.raises(NotAllowed):
            remove_resource(viewer=here.viewer(who), group=group, resource_id=pad.pk)
    assert GroupResource.objects.filter(pk=pad.pk).exists() is not may


def test_a_resource_of_another_group_is_out_of_reach(here: Here) -> None:
    group, other = here.start(by="ben"), here.start("Writers")
    pad = add(here, other, "anna", "Pad")
    remove_resource(viewer=here.viewer("ben"), group=group, resource_id=pad.pk)
    assert GroupResource.objects.filter(pk=pad.pk).exists()


def rows_of(here: Here, who: str) -> list[dict[str, str]]:
    text = here.page(who, "groups_csv").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_a_row_for_each_group_with_what_it_lies_in(here: Here) -> None:
    parent = here.start(domain=Domain.OPEN_NETWORK)
    here.start("Young readers", parent=parent, openness=Openness.CLOSED)
    rows = rows_of(here, "ben")
    assert [(row["name"], row["joining"], row["part_of"]) for row in rows] == [
        ("Readers", "Open", ""), ("Young readers", "Closed", "Readers"),
    ]  # fmt: skip
    assert {row["members"] for row in rows} == {""}, "too few to tell"


def test_csv_cells_are_no_formulas(here: Here) -> None:
    here.start("=1+1")
    assert rows_of(here, "ben")[0]["name"] == "'=1+1"


def test_a_list_is_narrowed_by_kind_by_door_and_by_words(here: Here) -> None:
    here.start("Reading crew", domain=Domain.TEAM)
    closed = here.start("Writers", domain=Domain.COMMUNITY, openness=Openness.CLOSED)
    here.bring(closed, "ben")
    url = reverse("api:groups", args=[here.network.slug])

    def found(**told: str) -> list[str]:
        answer = here.client("ben").get(url, told).json()
        return [one["name"] for one in answer["items"]]

    assert found() == ["Reading crew", "Writers"]
    assert found(domain="team") == ["Reading crew"]
    assert found(only="mine") == ["Writers"]
    assert found(only="joinable") == ["Reading crew"]
    assert found(q="WRIT") == ["Writers"]


def test_a_group_lies_in_one_that_one_looks_after_and_never_in_itself(here: Here) -> None:
    outer = here.start()
    inner = here.start("Inner", parent=outer)
    here.start("Elsewhere", by="ben")
    names = [one.name for one in possible_parents(here.viewer("anna"), outer)]
    assert names == []
    assert list(possible_parents(here.viewer("anna"), inner)) == [outer]


def _more(here: Here, group: Group, count: int) -> None:
    """More of everything that the pages list."""
    for number in range(count):
        one = Group.objects.create(
            network=here.network, slug=f"more-{number}-{count}", name=f"More {number}",
            domain="team", purpose="More", parent=group,
        )  # fmt: skip
        account = type(here.accounts["anna"]).objects.create_user(f"m{number}-{count}@example.org")
        here.network.memberships.create(account=account)
        for each in (group, one):
            GroupMember.objects.create(group=each, account=account, is_steward=each == one)
        GroupResource.objects.create(group=group, title="Pad", address="https://pad.example.org/")
        group.requests.create(account=account, state="declined", answer="No", reason="Why")
        waiting = type(here.accounts["anna"]).objects.create_user(f"w{number}@{count}.example.org")
        here.network.memberships.create(account=waiting)
        group.requests.create(account=waiting, words="Please")


@pytest.mark.parametrize("name", ["groups", "groups_csv", "api:groups", "group_detail",
                                  "group_people", "network_home"])  # fmt: skip
def test_pages_take_no_more_queries_with_more_on_them(here: Here, name: str) -> None:
    group = here.start(openness=Openness.CLOSED)
    client, is_one = here.client("anna"), name in ("group_detail", "group_people")
    url = here.url(name, group if is_one else None)
    _more(here, group, 2)
    queries_of(client, url)
    before = queries_of(client, url)
    _more(here, group, 20)
    assert queries_of(client, url) == before
