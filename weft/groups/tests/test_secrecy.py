"""What is kept secret: a secret group, what lies in it, and what is written down of both."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from weft.common.audit import codes_of_power
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.models import AuditEntry
from weft.common.small_numbers import WITHIN_GROUP
from weft.graph.models import Actor, ChangeSet
from weft.groups.actions import (
    Draft,
    answer_request,
    ask_to_join,
    change_group,
    end_group,
    invite_member,
    join_group,
    remove_member,
    say_pulse,
    stand_down,
    wake_group,
)
from weft.groups.models import Group, Openness
from weft.groups.suggesting import groups_to_suggest
from weft.groups.tests.conftest import Here

#: Addresses that list groups, as names of URLs.
LISTS = ("groups", "groups_csv", "api:groups", "network_home", "directory")
OUTSIDE = ("", "ben", "dan")


def inside(here: Here, parent: Group, name: str = "Murmur") -> Group:
    """An open group that lies in another."""
    return here.start(name, parent=parent, topics=["housing"])


def everything_listed(here: Here, who: str) -> str:
    return "".join(here.page(who, name) for name in LISTS)


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_list_names_a_secret_group_or_what_lies_in_it(here: Here, who: str) -> None:
    secret = here.secret()
    inside(here, secret)
    told = everything_listed(here, who)
    assert "Whisper" not in told
    assert "Murmur" not in told


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_child_of_a_secret_group_is_404_to_those_outside(here: Here, who: str) -> None:
    secret = here.secret()
    child, grandchild = inside(here, secret), inside(here, inside(here, secret, "Half"), "Hum")
    for group in (child, grandchild):
        assert here.status(who, "group_detail", group) == 404
        url = reverse("api:group", args=[here.network.slug, group.slug])
        assert here.client(who).get(url).status_code == 404


def test_who_is_in_the_secret_group_sees_and_joins_what_lies_open_in_it(here: Here) -> None:
    secret = here.secret()
    child = inside(here, secret)
    here.bring(secret, "ben")
    assert "Murmur" in here.page("ben", "group_detail", secret)
    join_group(viewer=here.viewer("ben"), group=child)
    assert here.is_in(child, "ben")


def test_a_secret_group_in_a_secret_group_is_hidden_from_those_in_the_outer_one(
    here: Here,
) -> None:
    outer = here.secret()
    inner = here.start("Deeper", parent=outer, openness=Openness.SECRET)
    here.bring(outer, "ben")
    assert here.status("ben", "group_detail", inner) == 404
    assert "Deeper" not in here.page("ben", "group_detail", outer)


def test_who_is_in_the_child_alone_does_not_learn_of_what_it_lies_in(here: Here) -> None:
    secret = here.secret()
    child = inside(here, secret)
    here.bring(child, "ben")
    told = here.page("ben", "group_detail", child) + everything_listed(here, "ben")
    assert "Murmur" in told
    assert "Whisper" not in told
    assert secret.slug not in told
    url = reverse("api:group", args=[here.network.slug, child.slug])
    assert here.client("ben").get(url).json()["parent"] is None


def test_a_steward_who_cannot_see_the_whole_does_not_take_a_group_out_of_it(here: Here) -> None:
    secret = here.secret()
    child = inside(here, secret)
    here.bring(child, "ben")
    here.make_steward(child, "ben")
    here.start("Bens own", by="ben")
    assert "Part of" not in here.page("ben", "group_edit", child)
    change_group(viewer=here.viewer("ben"), group=child, draft=Draft("Murmur", purpose="New"))
    child.refresh_from_db()
    assert child.purpose == "New"
    assert child.parent == secret
    assert child.is_hidden
    assert here.status("dan", "group_detail", child) == 404


@pytest.mark.parametrize("openness", [Openness.OPEN, Openness.CLOSED])
def test_a_group_that_others_know_of_never_becomes_secret(here: Here, openness: str) -> None:
    group, secret = here.start(openness=openness), here.secret()
    for draft in (
        Draft("Readers", openness=Openness.SECRET),
        Draft("Readers", openness=openness, parent=secret),
    ):
        with pytest.raises(InvalidInput):
            change_group(viewer=here.viewer("anna"), group=group, draft=draft)
    group.refresh_from_db()
    assert not group.is_hidden


def test_a_secret_that_is_opened_shows_what_lies_in_it_but_who_is_in_neither(here: Here) -> None:
    secret = here.secret()
    child = inside(here, secret)
    here.bring(secret, "ben")
    draft = Draft("Whisper", openness=Openness.CLOSED, purpose="Out now.")
    change_group(viewer=here.viewer("anna"), group=secret, draft=draft)
    for group in (secret, child):
        group.refresh_from_db()
        assert not group.is_hidden
        assert here.status("con", "group_detail", group) == 200
        assert group.actor is not None
    assert "Ben" not in here.page("cleo", "group_detail", secret)


def test_a_secret_group_has_no_trace_on_the_map(here: Here) -> None:
    before = ChangeSet.objects.count()
    secret = here.secret()
    here.bring(secret, "ben")
    end_group(viewer=here.viewer("anna"), group=secret, closing_note="Done.")
    wake_group(viewer=here.viewer("anna"), group=secret)
    assert ChangeSet.objects.count() == before
    assert not Actor.objects.filter(name="Whisper").exists()


def test_another_group_of_the_same_name_does_not_give_a_secret_away(here: Here) -> None:
    secret = here.secret()
    assert "whisper" not in secret.slug
    assert here.start("Whisper", by="ben").slug == "whisper"


def test_a_convenor_changes_and_ends_a_secret_group_and_does_not_see_who_is_in_it(
    here: Here,
) -> None:
    secret = here.secret()
    here.bring(secret, "ben", "cleo", "dan")
    page = here.page("con", "group_detail", secret)
    assert "Hush." in page
    for name in ("Ben", "Cleo", "Dan"):
        assert name not in page
    assert f"Fewer than {WITHIN_GROUP} members" in page
    assert here.status("con", "group_people", secret) == 403
    draft = Draft("Whisper", openness=Openness.SECRET, purpose="Quiet.")
    change_group(viewer=here.viewer("con"), group=secret, draft=draft)
    end_group(viewer=here.viewer("con"), group=secret, closing_note="It is over.")
    secret.refresh_from_db()
    assert secret.has_ended


def test_a_map_manager_who_sees_everything_can_change_no_secret_group(here: Here) -> None:
    secret = here.secret()
    assert here.status("mo", "group_detail", secret) == 200
    with pytest.raises(NotAllowed):
        end_group(viewer=here.viewer("mo"), group=secret, closing_note="No.")


def _all_deeds(here: Here, group: Group) -> None:
    """Everything that is written down of a group, done once."""
    anna = here.viewer("anna")
    here.bring(group, "ben", "cleo")
    here.make_steward(group, "ben")
    change_group(viewer=anna, group=group,
                 draft=Draft("Whisper", openness=Openness.SECRET, purpose="More"))  # fmt: skip
    pk = here.member(group, "cleo").pk
    remove_member(viewer=anna, group=group, member_id=pk, reason="Why")
    say_pulse(viewer=anna, group=group, answer="pause")
    stand_down(viewer=here.viewer("ben"), group=group, member_id=here.member(group, "ben").pk)
    end_group(viewer=anna, group=group, closing_note="Done.")
    wake_group(viewer=anna, group=group)


def test_every_deed_in_a_secret_group_is_kept_quiet(here: Here) -> None:
    last = AuditEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    secret = here.secret()
    _all_deeds(here, secret)
    entries = AuditEntry.objects.filter(network_id=here.network.pk, number__gt=last)
    sealed = {one.details["seal"] for one in entries}
    assert sealed == {
        "group_started", "group_invited", "group_appointed", "group_changed", "group_removed",
        "group_paused", "group_stood_down", "group_ended", "group_woken",
    }  # fmt: skip
    assert {one.action for one in entries} == {"kept_quiet"}
    assert {one.subject for one in entries} == {""}
    assert "kept_quiet" not in codes_of_power()


def test_who_is_let_in_and_turned_down_inside_a_secret_group_is_kept_quiet_too(here: Here) -> None:
    secret = here.secret()
    child = here.start("Murmur", parent=secret, openness=Openness.CLOSED)
    here.bring(secret, "ben", "cleo")
    for name, lets_in in (("ben", True), ("cleo", False)):
        asked = ask_to_join(viewer=here.viewer(name), group=child)
        answer_request(viewer=here.viewer("anna"), request=asked, lets_in=lets_in,
                       answer="So it is", reason="Why")  # fmt: skip
    entries = AuditEntry.objects.filter(network_id=here.network.pk, action="kept_quiet")
    sealed = {one.details["seal"] for one in entries}
    assert {"group_let_in", "group_turned_down"} <= sealed
    assert not AuditEntry.objects.filter(action__startswith="group_").exists()


@pytest.mark.parametrize("who", ["ben", "mo", "con"])
def test_the_log_of_power_says_nothing_of_a_secret_group(here: Here, who: str) -> None:
    def sentences() -> str:
        page = here.client(who).get(reverse("power_log", args=[here.network.slug])).content.decode()
        return page[page.index("<main") : page.index("</main")]

    before = sentences()
    _all_deeds(here, here.secret())
    assert sentences() == before


def test_mails_do_not_name_a_secret_group(here: Here) -> None:
    secret = here.secret()
    invite_member(viewer=here.viewer("anna"), group=secret, email="ben@example.org", text="Psst")
    assert here.mails("ben") == ["News from Here"]


def test_suggestions_never_name_what_is_hidden(here: Here) -> None:
    secret = here.start("Whisper", openness=Openness.SECRET, topics=["housing"])
    inside(here, secret)
    here.start("Tenants", topics=["housing"])
    here.bring(secret, "ben")
    for who in ("ben", "con", "mo"):
        found = groups_to_suggest(here.viewer(who), here.network, ["housing"], "", 9)
        assert [one.group.name for one in found] == ["Tenants"]


def test_a_visitor_gets_the_same_answer_for_a_secret_and_a_made_up_group(here: Here) -> None:
    secret = here.secret()
    answers = {
        Client().get(reverse("api:group", args=[here.network.slug, slug])).content
        for slug in (secret.slug, "no-such-group")
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())["detail"]
