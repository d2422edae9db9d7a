"""An unnamed dot is not named by way of the history, of suggestions or of old results."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.graph.actions import add_actor, add_tie, end_actor, merge_actors
from weft.graph.models import Actor, Voice
from weft.joining.models import Profile
from weft.joining.on_map import put_on_map
from weft.moderating.models import Report
from weft.networks.actions import add_membership, add_responsibility, create_network
from weft.networks.models import Membership, Network, Role
from weft.networks.viewers import viewer_of
from weft.privacy.leaving import leave_network

pytestmark = pytest.mark.django_db(transaction=True)


class Place:
    """A map with a row of people, a convenor, a member, and Kit who may be a dot."""

    def __init__(self) -> None:
        names = ("con", "mem", "kit")
        self.accounts = {
            name: Account.objects.create_user(f"{name}@example.org", name=f"{name.title()} Kay")
            for name in names
        }
        self.network: Network = create_network(
            account=self.accounts["con"], name="Here", visibility=0
        )
        for name in names[1:]:
            add_membership(network=self.network, account=self.accounts[name])
        self.convenor = viewer_of(self.network, self.accounts["con"].pk)
        self.people = [self.person(f"Person {number}") for number in range(8)]
        for one, other in zip(self.people, self.people[1:], strict=False):
            add_tie(viewer=self.convenor, source=one, target=other, values={"rung": 4})

    def person(self, name: str, **values: object) -> Actor:
        told = {"name": name, "kind": "Person", "topics": ["Climate"], "place": "Leeds", **values}
        return add_actor(viewer=self.convenor, values=told)

    def profile(self, shown: str) -> Profile:
        told = {
            "name": "Kit Kay", "topics": ["Climate"], "based": "Cardiff", "seen_by": 1,
            "shown": shown, "groups": [], "steps_done": ["seen"], "changed_at": timezone.now(),
        }  # fmt: skip
        found, _made = Profile.objects.update_or_create(
            network=self.network, account=self.accounts["kit"], defaults=told
        )
        return found

    def page(self, who: str, name: str, *arguments: object) -> str:
        client = Client()
        client.force_login(self.accounts[who])
        url = reverse(name, args=[self.network.slug, *arguments])
        return client.get(url).content.decode()


@pytest.fixture
def place(db: None) -> Place:
    return Place()


def pages_of(place: Place, who: str, actor: Actor) -> str:
    sets = actor.created_in_id
    return "".join(
        place.page(who, *named)
        for named in (
            ("change_sets",), ("network_home",), ("actor_detail", actor.pk),
            ("change_set_detail", sets), ("api:change_sets",), ("voices", actor.pk),
            ("meet", actor.pk), ("map_table",), ("directory",),
        )
    )  # fmt: skip


def test_from_the_start(place: Place) -> None:
    actor = put_on_map(place.profile("dot"))
    assert actor is not None
    run_until_idle()
    assert "Kit Kay" not in pages_of(place, "mem", actor)
    # Stewards know who did what; and so do they themselves.
    assert "Kit Kay" in place.page("con", "change_sets")


@pytest.mark.parametrize(("shown", "seen_by"), [("hidden", 1), ("hidden", 2), ("named", 2)])
def test_who_is_for_stewards_alone_is_not_named_by_what_they_did(
    place: Place, shown: str, seen_by: int
) -> None:
    profile = place.profile(shown)
    profile.seen_by = seen_by
    profile.groups = [{"name": "Strike Fund", "part": "paid", "new": ""}]
    put_on_map(profile)
    group = Actor.objects.get(name="Strike Fund")
    told = pages_of(place, "mem", group)
    assert "Strike Fund" in told
    assert "Kit Kay" not in told
    assert "Kit Kay" in place.page("con", "change_sets")
    assert "Kit Kay" in place.page("kit", "change_sets")


@pytest.mark.parametrize("role", [None, Role.LIBRARIAN])
def test_a_dot_that_is_taken_off_the_map_stays_unnamed(place: Place, role: Role | None) -> None:
    if role is not None:
        own = Membership.objects.get(network=place.network, account=place.accounts["kit"])
        add_responsibility(membership=own, role=role)
    profile = place.profile("dot")
    profile.groups = [{"name": "Strike Fund", "part": "paid", "new": ""}]
    actor = put_on_map(profile)
    assert actor is not None
    end_actor(viewer=place.convenor, actor=actor)
    assert "Kit Kay" not in place.page("mem", "change_sets")


def test_whoever_was_merged_into_a_dot_is_as_nameless(place: Place) -> None:
    actor = put_on_map(place.profile("named"))
    assert actor is not None
    twin = place.person("K. Kay")
    merge_actors(viewer=place.convenor, kept=actor, merged=twin, values={"name": "Kit Kay"})
    client = Client()
    client.force_login(place.accounts["mem"])
    old = reverse("actor_detail", args=[place.network.slug, twin.pk])
    assert client.get(old).status_code == 302
    put_on_map(place.profile("dot"))
    assert client.get(old).status_code == 404
    assert not Actor.objects.filter(name__contains="Kay").exists()


def test_a_dot_that_somebody_leaves_behind_is_not_named_by_what_they_said(place: Place) -> None:
    profile = place.profile("named")
    profile.groups = [{"name": "Strike Fund", "part": "paid", "new": ""}]
    actor = put_on_map(profile)
    assert actor is not None
    leave_network(
        viewer=viewer_of(place.network, place.accounts["kit"].pk),
        network=place.network,
        wishes={"map": "unnamed", "said": "named", "wrote": "named"},
    )
    for who in ("mem", "con"):
        told = pages_of(place, who, actor)
        assert "Unnamed member" in told
        assert "Kit Kay" not in told, who


def test_after_a_change_of_mind(place: Place) -> None:
    actor = put_on_map(place.profile("named"))
    assert actor is not None
    add_tie(viewer=place.convenor, source=actor, target=place.people[0], values={"rung": 4})
    run_until_idle()
    before = pages_of(place, "mem", actor)
    assert "Kit Kay" in before
    assert "Both work on" in place.page("mem", "meet", actor.pk)
    put_on_map(place.profile("dot"))
    run_until_idle()
    assert "Kit Kay" not in pages_of(place, "mem", actor)
    page = place.page("mem", "meet", actor.pk)
    assert "Unnamed member" in page
    assert "Both work on" not in page
    assert "different regions" not in page


@pytest.mark.parametrize(
    ("name", "kind", "is_theirs"),
    [
        ("Kit Kay", "Person", True), ("Kit", "Person", True), ("Alice Smith", "Person", False),
        ("Kit Kay", "Organisation", False),
    ],
)  # fmt: skip
def test_an_address_alone_makes_nobody_somebody_else(
    place: Place, name: str, kind: str, *, is_theirs: bool
) -> None:
    there = place.person(name, kind=kind, email="kit@example.org")
    actor = put_on_map(place.profile("dot"))
    assert actor is not None
    assert (actor.pk == there.pk) == is_theirs
    there.refresh_from_db()
    assert there.name == ("Unnamed member" if is_theirs else name)
    assert Voice.objects.filter(actor=there).exists() == is_theirs


def test_an_organisation_that_one_may_not_see_is_not_given_away(place: Place) -> None:
    hidden = place.person("Union cell 7", kind="Organisation", visibility=2)
    profile = place.profile("named")
    profile.groups = [{"name": name, "part": "paid", "new": "yes"}
                      for name in ("Union cell 7", "Union cell 8")]  # fmt: skip
    put_on_map(profile)
    run_until_idle()
    page = place.page("mem", "directory")
    assert "Union cell 7" in page
    assert "Union cell 8" in page
    assert Actor.objects.filter(name="Union cell 7").exclude(pk=hidden.pk).count() == 1


def test_no_answer_to_a_report_tells_which_dot_is_the_only_moderator(place: Place) -> None:
    told = place.profile("dot")
    dots = [put_on_map(told)]
    told.pk, told.account = None, place.accounts["con"]
    told.save()
    dots.append(put_on_map(told))
    client = Client()
    client.force_login(place.accounts["mem"])
    answers = set()
    for dot in dots:
        assert dot is not None
        url = reverse("report", args=[place.network.slug, "actor", dot.pk])
        answer = client.post(url, {"principle": "", "words": "Not nice"})
        answers.add((answer.status_code, answer.headers.get("Location", "")))
    assert len(answers) == 1
    assert Report.objects.count() == 2


@pytest.mark.parametrize(("shown", "leads_there"), [("named", True), ("dot", False)])
def test_a_profile_leads_to_its_person_on_the_map_but_to_no_dot(
    place: Place, shown: str, *, leads_there: bool
) -> None:
    profile = place.profile(shown)
    actor = put_on_map(profile)
    assert actor is not None
    page = place.page("mem", "profile_detail", profile.pk)
    assert "Kit Kay" in page
    assert (reverse("actor_detail", args=[place.network.slug, actor.pk]) in page) == leads_there
