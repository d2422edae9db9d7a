"""What newcomers write waits; what others write does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from testkit.query_counts import queries_of
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.links import has_link
from weft.graph.actions import add_actor
from weft.graph.models import Voice, VoiceKind
from weft.graph.owning import as_oneself
from weft.groups.actions import Draft, Resource, add_resource, change_group, start_group
from weft.groups.models import Domain, Group, GroupResource, Openness
from weft.home.tests.moderation.conftest import Town
from weft.mapping.lenses import LensDraft, add_lens
from weft.mapping.models import Asset
from weft.mapping.sharing import Offer, add_asset
from weft.moderating.actions import refuse, release, set_rules, take_back
from weft.moderating.models import Held, HeldState, Measure, Why
from weft.networks.models import Membership, Responsibility, Standing


@pytest.mark.parametrize(
    "text",
    ["see http://a.invalid", "www.loans.invalid", "loans.invalid/now", "Go to cheap-loans.biz now",
     '["shop.example.com"]'],
)  # fmt: skip
def test_a_link_is_found(text: str) -> None:
    assert has_link(text)


@pytest.mark.parametrize(
    "text", ["We meet at 7.30, e.g. on Mondays.", "1.5 hours", "Dr. Who", "and so on. Then", "3.5m"]
)
def test_plain_words_are_no_link(text: str) -> None:
    assert not has_link(text)


def test_the_first_things_wait_and_then_no_more(town: Town) -> None:
    for name in ("One", "Two"):
        held = town.held("new", name)
        assert held.why == Why.FIRST
        assert not Group.objects.filter(name=name).exists()
        release(viewer=town.viewer("mia"), held=held)
        assert Group.objects.get(name=name).members.get().account.name == "New"
    assert isinstance(town.start("new", "Three"), Group)


def test_links_wait_for_as_long_as_one_is_new(town: Town) -> None:
    for name in ("One", "Two"):
        release(viewer=town.viewer("mia"), held=town.held("new", name))
    assert town.held("new", "Three", "At https://a.invalid").why == Why.LINK
    long_ago = timezone.now() - timedelta(days=31)
    Membership.objects.filter(account=town.accounts["new"]).update(since=long_ago)
    assert isinstance(town.start("new", "Four", "At https://a.invalid"), Group)


@pytest.mark.parametrize("who", ["old", "mia", "con"])
def test_nobody_else_waits(town: Town, who: str) -> None:
    assert isinstance(town.start(who, "Shop", "At https://a.invalid"), Group)


def test_a_network_can_hold_nothing(town: Town) -> None:
    set_rules(viewer=town.viewer("con"), network=town.network, new_days=0, first_posts=2)
    assert isinstance(town.start("new"), Group)
    with pytest.raises(NotAllowed):
        set_rules(viewer=town.viewer("mia"), network=town.network, new_days=30, first_posts=2)


def test_nothing_waits_where_nobody_would_look(town: Town) -> None:
    Responsibility.objects.filter(membership__network=town.network).delete()
    assert isinstance(town.start("new"), Group)


def test_a_secret_group_is_for_no_moderator(town: Town) -> None:
    draft = Draft("Quiet", Domain.TEAM, Openness.SECRET, purpose="At https://a.invalid")
    made = start_group(viewer=town.viewer("new"), network=town.network, draft=draft)
    assert isinstance(made, Group)
    pad = Resource("Pad", "https://pad.invalid/")
    assert isinstance(
        add_resource(viewer=town.viewer("new"), group=made, resource=pad), GroupResource
    )


def test_links_of_a_group_wait_and_come_as_they_were(town: Town) -> None:
    group = town.group("old")
    group.members.create(account=town.accounts["new"])
    pad = Resource("Pad", "https://pad.invalid/", "Our notes", is_for_all=True)
    held = add_resource(viewer=town.viewer("new"), group=group, resource=pad)
    assert isinstance(held, Held)
    assert "https://pad.invalid/" in held.words
    release(viewer=town.viewer("max"), held=held)
    there = group.resources.get()
    assert (there.title, there.note, there.is_for_all) == ("Pad", "Our notes", True)
    assert there.added_by == town.accounts["new"]


def test_something_to_share_waits(town: Town) -> None:
    actor = add_actor(viewer=town.viewer("con"), values={"name": "New", "kind": "Person"})
    Voice.objects.create(actor=actor, account=town.accounts["new"], kind=VoiceKind.SELF)
    oneself = as_oneself(town.viewer("new"))
    held = add_asset(viewer=oneself, actor=actor, offer=Offer("space", "Hall"))
    assert isinstance(held, Held)
    release(viewer=town.viewer("mia"), held=held)
    assert Asset.objects.get().name == "Hall"


def test_what_is_changed_again_and_again_has_no_links_yet(town: Town) -> None:
    new = town.viewer("new")
    release(viewer=town.viewer("mia"), held=town.held("new"))
    with pytest.raises(InvalidInput):
        change_group(viewer=new, group=Group.objects.get(), draft=Draft("Shop", purpose="www.a.uk"))
    with pytest.raises(InvalidInput):
        add_lens(viewer=new, draft=LensDraft("Loans", "https://a.invalid"))
    assert add_lens(viewer=new, draft=LensDraft("Our street", "Who is near")).title == "Our street"


def test_what_is_let_through_is_forgotten_here(town: Town) -> None:
    held = release(viewer=town.viewer("mia"), held=town.held("new", "Readers", "We read."))
    held.refresh_from_db()
    assert (held.words, held.payload, held.state) == ("", {}, HeldState.RELEASED)
    assert "is there now" in town.mails("new")[0]


def test_who_lost_their_membership_is_not_let_through(town: Town) -> None:
    held = town.held("new")
    Membership.objects.filter(account=town.accounts["new"]).update(state=Standing.ENDED)
    with pytest.raises(InvalidInput):
        release(viewer=town.viewer("mia"), held=held)
    held.refresh_from_db()
    assert held.state == HeldState.WAITING


@pytest.mark.parametrize("who", ["old", "new", "nell"])
def test_only_moderators_let_through(town: Town, who: str) -> None:
    held = town.held("new")
    with pytest.raises(NotAllowed):
        release(viewer=town.viewer(who), held=held)
    with pytest.raises(NotAllowed):
        refuse(viewer=town.viewer(who), held=held, principle=3, words="No.")


def test_a_moderator_of_another_network_is_none_here(town: Town) -> None:
    held, viewer = town.held("new"), town.viewer("mia")
    foreign = replace(viewer, network_id=viewer.network_id + 1)
    with pytest.raises(NotAllowed):
        release(viewer=foreign, held=held)


def test_it_is_dealt_with_once(town: Town) -> None:
    held = town.held("new")
    release(viewer=town.viewer("mia"), held=held)
    with pytest.raises(InvalidInput):
        release(viewer=town.viewer("max"), held=held)
    assert Group.objects.count() == 1


def test_refusing_names_a_principle_and_is_told(town: Town) -> None:
    held = town.held("new", "Loans")
    with pytest.raises(InvalidInput):
        refuse(viewer=town.viewer("mia"), held=held, principle=None, words="No ads.")
    with pytest.raises(InvalidInput):
        refuse(viewer=town.viewer("mia"), held=held, principle=3, words=" ")
    measure = refuse(viewer=town.viewer("mia"), held=held, principle=3, words="No ads.")
    assert measure.principle == "We sell nothing."
    told = town.mails("new")[0]
    assert "We sell nothing." in told
    assert "No ads." in told
    assert not Group.objects.exists()
    assert "held_refused" in town.deeds()


def test_one_takes_back_only_ones_own(town: Town) -> None:
    held = town.held("new")
    with pytest.raises(NotAllowed):
        take_back(viewer=town.viewer("nell"), held=held)
    take_back(viewer=town.viewer("new"), held=held)
    assert not Held.objects.exists()
    assert not Measure.objects.exists()


def test_moderators_get_one_mail_without_the_words(town: Town) -> None:
    town.held("new", "Readers")
    town.held("nell", "Singers")
    for who in ("mia", "max", "con"):
        told = town.mails(who)
        assert len(told) == 1
        assert "2 things" in told[0]
        assert "Singers" not in told[0]
    assert not town.mails("old")


def test_pages_take_no_more_queries_with_more(town: Town) -> None:
    client, url = town.client("mia"), town.url("moderation")
    town.held("new", "One")
    few = queries_of(client, url)
    for name in ("Two", "Three", "Four"):
        town.held("nell", name)
    assert queries_of(client, url) == few
