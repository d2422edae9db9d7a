"""The welcome: signposts with reasons, a real person, and what the map shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, edit_actor
from weft.graph.models import Actor, Voice
from weft.graph.owning import own_actors
from weft.joining.actions.profiles import count_anew
from weft.joining.choices import SEEN_BY
from weft.joining.models import Application, EqualityAnswer, EqualityQuestion, Profile, Welcome
from weft.joining.on_map import put_on_map
from weft.joining.queries import equality_tallies
from weft.joining.signposts import people_for
from weft.joining.steps import REQUIRED
from weft.joining.tests.conftest import viewer_of
from weft.networks.actions import add_membership
from weft.networks.models import Network


def member(network: Network, name: str, **values: object) -> Profile:
    account = Account.objects.create_user(f"{name}@example.org", name=name)
    add_membership(network=network, account=account)
    told = {"seen_by": 1, "shown": "named", "may_introduce": True, "introductions": 1,
            "steps_done": ["seen"], **values}  # fmt: skip
    return Profile.objects.create(
        network=network, account=account, name=name, changed_at=timezone.now(), **told
    )


def viewer(profile: Profile) -> Viewer:
    return viewer_of(profile.network, profile.account_id)


def test_people_are_named_with_reasons_and_only_if_they_want_to_be(network: Network) -> None:
    topics = {"topics": ["Housing"]}
    new = member(network, "new", needs=[{"kind": "space", "line": "", "when": ""}], **topics)
    offers = [{"kind": "space", "line": "A hall", "often": ""}]
    member(network, "gives", offers=offers)
    member(network, "shares", topics=["housing"])
    member(network, "hidden", seen_by=2, **topics)
    member(network, "shy", may_introduce=False, **topics)
    member(network, "busy", introductions=0, **topics)
    member(network, "other", topics=["Trees"])
    found = people_for(viewer(new), new)
    assert [one.name for one in found] == ["gives", "shares"]
    assert found[0].reasons == ["They offer what you could use: space."]
    assert found[1].reasons == ["You both work on housing."]


def test_not_always_the_same_are_named(network: Network, client: Client) -> None:
    for name in ("a", "b", "c", "d", "e", "f"):
        member(network, name, topics=["Housing"])
    named: list[str] = []
    for number in range(2):
        new = member(network, f"new{number}", topics=["Housing"], may_introduce=False)
        assert new.account is not None
        client.force_login(new.account)
        client.get(reverse("welcome", args=[network.slug]))
        named += [one.pointed_to.name for one in new.signposts.all()]
    assert sorted(named) == ["a", "b", "c", "d", "e", "f"]


def test_the_first_page_shows_people_a_date_and_a_small_thing(
    network: Network, client: Client, convenor: Account
) -> None:
    new = member(network, "new", topics=["Housing"], steps_done=["name"])
    member(network, "shares", topics=["Housing"])
    steward = viewer_of(network, convenor.pk)
    add_actor(viewer=steward, values={"name": "Spring meeting", "kind": "Event", "visibility": 1,
                                      "start": "2999-04-01"})  # fmt: skip
    network.actor_kinds.filter(name="Event").update(is_activity=True)
    assert new.account is not None
    client.force_login(new.account)
    page = client.get(reverse("welcome", args=[network.slug])).content.decode()
    for words in ("shares", "You both work on Housing.", "Spring meeting", "1 Apr 2999",
                  "Say a little about yourself"):  # fmt: skip
        assert words in page


def test_a_real_person_says_hello(
    network: Network, client: Client, convenor: Account, links: Callable[[str], list[str]]
) -> None:
    new = member(network, "new")
    membership = new.account.memberships.get()  # type: ignore[union-attr]  # it has one
    Welcome.objects.create(membership=membership, asked_at=timezone.now())
    url = reverse("member_detail", args=[network.slug, membership.pk])
    client.force_login(convenor)
    client.post(url, {"words": "Good to have you."})
    run_until_idle()
    [letter] = [one for one in mail.outbox if one.to == ["new@example.org"]]
    assert "Good to have you." in letter.body
    assert client.post(url, {"words": "Again"}).status_code == 422
    client.force_login(new.account)  # type: ignore[arg-type]  # it has one
    page = client.get(reverse("welcome", args=[network.slug])).content.decode()
    assert "Good to have you." in page


def test_an_unnamed_dot_has_no_name_anywhere(network: Network) -> None:
    profile = member(network, "Zebedee", shown="dot", based="Leeds", success="Peace",
                     topics=["Housing"])  # fmt: skip
    actor = put_on_map(profile)
    assert actor is not None
    told = Actor.objects.filter(pk=actor.pk).values().get()
    assert "Zebedee" not in str(told)
    assert (told["name"], told["place"], told["topics"]) == ("Unnamed member", "", [])
    # And yet it is theirs.
    assert list(own_actors(viewer(profile))) == [actor]


def test_who_wants_no_place_on_the_map_is_seen_by_stewards_alone(network: Network) -> None:
    profile = member(network, "Hidden", shown="hidden", seen_by=0)
    actor = put_on_map(profile)
    assert actor is not None
    assert actor.visibility == Visibility.STEWARDS


def test_the_person_who_was_on_the_map_already_is_the_same_one(
    network: Network, convenor: Account
) -> None:
    steward = viewer_of(network, convenor.pk)
    there = add_actor(viewer=steward, values={"name": "A. Lee", "kind": "Person"})
    edit_actor(viewer=steward, actor=there, values={"email": "ann@example.org"})
    profile = member(network, "ann")
    actor = put_on_map(profile)
    assert actor == there
    assert put_on_map(profile) == there
    assert Voice.objects.count() == 1


def test_no_one_can_be_the_self_of_somebody_else(network: Network, convenor: Account) -> None:
    """An address that a map manager writes on an actor gives nobody another one's voice."""
    steward = viewer_of(network, convenor.pk)
    owner, other = member(network, "owner"), member(network, "other")
    actor = put_on_map(owner)
    assert actor is not None
    edit_actor(viewer=steward, actor=actor, values={"email": "other@example.org"})
    assert actor not in own_actors(viewer(other))
    assert actor in own_actors(viewer(owner))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"a": 12, "b": 11}, [("a", 12), ("b", 11)]),
        # Three could be worked out from the total, so they are told with the next smallest.
        ({"a": 12, "b": 11, "c": 3}, [("a", 12), ("b / c", 14)]),
        ({"a": 30, "b": 6, "c": 5}, [("a", 30), ("b / c", 11)]),
        ({"a": 12, "b": 3}, [("a / b", 15)]),
        ({"a": 4, "b": 3}, None),
        ({"a": 9}, None),
        ({"a": 10}, [("a", 10)]),
    ],
)
def test_small_numbers_are_never_told(
    network: Network, given: dict[str, int], told: list[tuple[str, int]] | None
) -> None:
    question = EqualityQuestion.objects.create(
        network=network, words="Age?", options=["a", "b", "c"]
    )
    for option, count in given.items():
        for _one in range(count):
            EqualityAnswer.objects.create(question=question, option=option)
    count_anew(question)
    [tally] = equality_tallies(network)
    assert tally.counts == (told or [])


def test_one_more_answer_changes_nothing_that_is_told(network: Network) -> None:
    question = EqualityQuestion.objects.create(network=network, words="Age?", options=["a", "b"])
    for number in range(24):
        EqualityAnswer.objects.create(question=question, option="ab"[number % 2])
        count_anew(question)
    # Counted at ten and at twenty answers.
    [tally] = equality_tallies(network)
    assert tally.counts == [("a", 10), ("b", 10)]


def test_equality_answers_are_nobodys(network: Network, client: Client) -> None:
    question = EqualityQuestion.objects.create(network=network, words="Age?", options=["a", "b"])
    profile = member(network, "new")
    assert profile.account is not None
    client.force_login(profile.account)
    url = reverse("own_profile_step", args=[network.slug, "equality"])
    client.post(url, {f"q{question.pk}": "a"})
    assert EqualityAnswer.objects.get().option == "a"
    fields = {field.name for field in EqualityAnswer._meta.get_fields()}
    assert fields == {"id", "question", "option"}
    # Asked once: the screen is gone.
    assert client.get(url).status_code == 404


def test_one_changes_one_screen_or_walks_through_all(client: Client, network: Network) -> None:
    ann = member(network, "ann")
    assert ann.account is not None
    client.force_login(ann.account)
    step = reverse("own_profile_step", args=[network.slug, "here"])
    own = reverse("own_profile", args=[network.slug])
    page = client.get(step).content.decode()
    assert "Back to your profile" in page
    assert "Save for later" not in page
    assert client.post(step, {"here_for": "both"})["Location"] == own
    assert "Save for later" in client.get(step + "?walk=1").content.decode()
    after = client.post(step + "?walk=1", {"here_for": "both"})["Location"]
    assert after == reverse("own_profile_step", args=[network.slug, "groups"]) + "?walk=1"
    rows = client.get(after).content.decode()
    assert rows.count('<fieldset class="numbered">') == 2


def test_errors_are_listed_at_the_top(client: Client, network: Network) -> None:
    answer = client.post(reverse("join", args=[network.slug]), {"name": "", "email": "a@b.example"})
    page = answer.content.decode()
    assert "<title>Error: Join" in page
    assert page.count('role="alert"') == 1
    assert '<a href="#id_name">' in page


def test_members_do_not_join_again(client: Client, network: Network) -> None:
    ann = member(network, "ann")
    assert ann.account is not None
    client.force_login(ann.account)
    address = reverse("join", args=[network.slug])
    page = client.get(address).content.decode()
    assert "You are a member of this network" in page
    assert "Begin here" not in page
    told = {"name": "Ann", "email": "another@example.org", "agrees": "on"}
    assert "You are a member of this network" in client.post(address, told).content.decode()
    assert not Application.objects.filter(email="another@example.org").exists()


def test_a_break_says_what_it_is(client: Client, network: Network) -> None:
    ann = member(network, "ann")
    assert ann.account is not None
    client.force_login(ann.account)
    [number] = network.memberships.filter(account=ann.account).values_list("pk", flat=True)
    address = reverse("member_standing", args=[network.slug, number])
    for state, words in (("paused", "You take a break."), ("active", "You are back.")):
        page = client.post(address, {"state": state}, follow=True)
        assert page.redirect_chain[-1][0] == reverse("own_profile", args=[network.slug])
        assert words in page.content.decode()


def test_ending_the_membership_of_somebody_else_takes_a_second_look(
    client: Client, network: Network, convenor: Account
) -> None:
    ann = member(network, "ann")
    [number] = network.memberships.filter(account=ann.account).values_list("pk", flat=True)
    address = reverse("member_standing", args=[network.slug, number])
    client.force_login(convenor)
    page = client.post(address, {"state": "ended"}, follow=True).content.decode()
    assert "Tick that you are sure" in page
    assert network.memberships.get(pk=number).state == "active"
    client.post(address, {"state": "ended", "sure": "yes"})
    assert network.memberships.get(pk=number).state == "ended"


def test_ones_profile_says_who_sees_it_in_the_words_one_chose(
    client: Client, network: Network
) -> None:
    ann = member(network, "ann")
    assert ann.account is not None
    client.force_login(ann.account)
    own = reverse("own_profile", args=[network.slug])
    for audience, words in SEEN_BY.items():
        Profile.objects.filter(pk=ann.pk).update(seen_by=audience, steps_done=sorted(REQUIRED))
        assert f"Seen by: {words}." in client.get(own).content.decode()
