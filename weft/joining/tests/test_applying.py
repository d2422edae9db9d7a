"""From a stranger's first visit to a member with a profile and a consent record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.graph.models import Actor, Tie, Voice
from weft.joining.models import Application, Gate, JoinAnswer, JoinQuestion, Profile
from weft.joining.steps import STEPS
from weft.joining.tests.conftest import kind_in
from weft.networks.actions import add_membership
from weft.networks.models import Membership, Network
from weft.privacy.models import Consent

FIRST = {"name": "Ann Example", "email": "Ann@Example.org", "agrees": "on"}
ANSWERS: dict[str, dict[str, object]] = {
    "name": {"name": "Ann Example", "contact_by": "phone", "phone": "0114 496 0000"},
    "here": {"here_for": "both"},
    "groups": {"name1": "Sheffield Forum", "part1": "volunteer", "new1": "yes"},
    "place": {"works_in": "place", "works_place": "Sheffield", "based": "Sheffield"},
    "size": {"size": "1-4"},
    "topics": {"topics": "Housing, Voting"},
    "ways": {"ways": ["organising", "media"]},
    "success": {"success": "Everyone would have a say in what is built."},
    "needs": {"kind1": "skill", "line1": "Making posters", "when1": "now"},
    "offers": {"kind1": "space", "line1": "A hall on Mondays", "often1": "often"},
    "time": {"hours": "1-3", "introductions": "2"},
    "news": {"news": "weekly", "news_by": ["email"]},
    "access": {"access": ["captions"], "agrees": "on"},
    "seen": {"seen_by": "1", "shown": "named", "may_introduce": "yes"},
}


def fill_in(client: Client, network: Network, first: str = "name") -> str:
    """Answer every screen, following where each one leads; the page that comes after them."""
    url = reverse("join_step", args=[network.slug, first])
    for _screen in range(20):
        key = url.rstrip("/").rsplit("/", 1)[-1]
        if key not in ANSWERS:
            return url
        answer = client.post(url, ANSWERS[key])
        assert answer.status_code == 302, (key, answer.content.decode())
        url = answer["Location"]
    raise AssertionError("the screens do not end")


def first_of(network: Network) -> dict[str, object]:
    """What one says on the first page."""
    return {**FIRST, "kind": kind_in(network)}


def begin(client: Client, network: Network, **values: str) -> str:
    told = {**first_of(network), **values}
    answer = client.post(reverse("join", args=[network.slug]), told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_every_screen_has_an_answer_here() -> None:
    assert [step.key for step in STEPS if step.key != "equality"] == list(ANSWERS)


def test_a_stranger_becomes_a_member(
    client: Client, network: Network, convenor: Account, links: Callable[[str], list[str]]
) -> None:
    question = JoinQuestion.objects.create(network=network, words="How did you hear of us?")
    assert begin(client, network) == reverse("join_profile", args=[network.slug])
    assert fill_in(client, network) == reverse("join_finish", args=[network.slug])
    finish = reverse("join_finish", args=[network.slug])
    assert client.post(finish, {}).status_code == 200
    assert Application.objects.get().state == "draft"
    page = client.post(finish, {f"q{question.pk}": "From a friend"})
    assert "One last thing" in page.content.decode()
    # Only the link in the mail proves that the address is theirs; then it is sent.
    [back] = links("ann@example.org")
    # A program that opens links changes nothing.
    assert "It was me, send it" in Client().get(back).content.decode()
    assert Application.objects.get().state == "draft"
    page = client.post(back)
    assert "Thank you, it is sent" in page.content.decode()
    application = Application.objects.get()
    assert application.state == "waiting"
    assert JoinAnswer.objects.get().words == "From a friend"

    [sign_in] = links("convenor@example.org")
    client.force_login(convenor)
    detail = client.get(sign_in)["Location"]
    assert detail == reverse("application_detail", args=[network.slug, application.pk])
    assert "From a friend" in client.get(detail).content.decode()
    answer = client.post(detail, {"do": "admit", "admit-reason": "Knows the ground"})
    assert answer.status_code == 302
    assert any("welcome" in link for link in links("ann@example.org"))

    ann = Account.objects.get(email="ann@example.org")
    membership = Membership.objects.get(network=network, account=ann)
    assert membership.state == "active"
    purposes = set(Consent.objects.filter(account=ann).values_list("purpose", flat=True))
    assert purposes == {"membership", "access_needs", "introductions"}
    record = Consent.objects.get(account=ann, purpose="membership")
    assert "I agree that Open Gate keeps" in record.wording
    assert record.version
    assert record.channel == "web"
    actor = Actor.objects.get(voices__account=ann)
    assert (actor.name, actor.visibility, actor.place) == ("Ann Example", 1, "Sheffield")
    tie = Tie.objects.get(source=actor)
    assert (tie.target.name, tie.rung) == ("Sheffield Forum", 5)
    assert Voice.objects.get(account=ann).kind == "self"


def test_what_was_begun_elsewhere_is_only_for_who_has_the_mail(
    network: Network, links: Callable[[str], list[str]]
) -> None:
    first, second = Client(), Client()
    begin(first, network)
    name = reverse("join_step", args=[network.slug, "name"])
    first.post(name, ANSWERS["name"])
    answer = second.post(reverse("join", args=[network.slug]), first_of(network))
    assert "Look into your mail" in answer.content.decode()
    assert second.get(name).status_code == 404
    back = links("ann@example.org")[-1]
    assert second.post(back)["Location"] == reverse("join_profile", args=[network.slug])
    assert "0114 496 0000" in second.get(name).content.decode()
    # Whoever began it, perhaps with an address that is not theirs, has lost sight of it.
    assert first.get(name).status_code == 404
    # And so has everyone who types the address once more.
    third = Client()
    assert (
        "Look into your mail"
        in third.post(reverse("join", args=[network.slug]), first_of(network)).content.decode()
    )
    assert third.get(name).status_code == 404


def test_who_began_with_anothers_address_does_not_see_what_they_tell(network: Network) -> None:
    thief, owner = Client(), Client()
    begin(thief, network)
    begin(owner, network)
    name = reverse("join_step", args=[network.slug, "name"])
    owner.post(name, ANSWERS["name"])
    assert thief.get(name).status_code == 404


def test_the_answer_to_a_known_address_tells_nothing(network: Network) -> None:
    """Whoever types a member's address sees what everybody else sees."""
    page = reverse("join", args=[network.slug])
    answers = [
        Client().post(page, {**first_of(network), "email": email})["Location"]
        for email in ("convenor@example.org", "nobody@example.org")
    ]
    assert len(set(answers)) == 1


def test_nothing_is_kept_without_an_agreement(client: Client, network: Network) -> None:
    answer = client.post(
        reverse("join", args=[network.slug]), {"name": "Ann", "email": "ann@example.org"}
    )
    assert "only if you tick this" in answer.content.decode()
    assert not Application.objects.exists()


def test_what_may_say_something_about_health_needs_its_own_tick(
    client: Client, network: Network
) -> None:
    begin(client, network)
    url = reverse("join_step", args=[network.slug, "access"])
    page = client.post(url, {"access": ["captions"]})
    assert "only if you agree" in page.content.decode()
    assert Profile.objects.get().access == []
    client.post(url, {"access": ["captions"], "agrees": "on"})
    assert Profile.objects.get().access == ["captions"]
    assert Consent.objects.filter(purpose="access_needs").exists()
    client.post(url, {})
    assert not Consent.objects.holding().filter(purpose="access_needs").exists()


def test_it_can_be_taken_back_and_is_gone(client: Client, network: Network) -> None:
    begin(client, network)
    fill_in(client, network)
    client.post(reverse("join_withdraw", args=[network.slug]))
    assert not Application.objects.exists()
    assert not Profile.objects.exists()
    assert not Consent.objects.exists()


def test_what_has_to_be_answered_comes_before_sending(client: Client, network: Network) -> None:
    begin(client, network)
    answer = client.post(reverse("join_finish", args=[network.slug]), {})
    assert answer.status_code == 422
    assert Application.objects.get().finished_at is None


@pytest.mark.parametrize(
    ("key", "told", "words"),
    [
        ("ways", {"ways": ["legal", "arts", "media", "care"]}, "Three at most"),
        ("topics", {"topics": "a, b, c, d, e, f"}, "Five topics at most"),
        ("needs", {"line1": "A van"}, "Choose what kind"),
        ("success", {"success": "x" * 141}, "140"),
        ("seen", {"seen_by": "7", "shown": "named", "may_introduce": "yes"}, "valid choice"),
        ("time", {}, "required"),
    ],
)
def test_bad_answers_get_a_sentence(
    client: Client, network: Network, key: str, told: dict[str, object], words: str
) -> None:
    begin(client, network)
    page = client.post(reverse("join_step", args=[network.slug, key]), told)
    assert page.status_code == 200
    assert words in page.content.decode()


def test_a_closed_gate_takes_no_applications(client: Client, network: Network) -> None:
    Gate.objects.update(is_open=False)
    page = client.get(reverse("join", args=[network.slug]))
    assert "You join by invitation" in page.content.decode()
    assert client.post(reverse("join", args=[network.slug]), FIRST).status_code == 404


def test_an_open_gate_of_a_closed_network_shows_nothing_else(
    client: Client, network: Network
) -> None:
    Network.objects.update(visibility=1)
    page = client.get(reverse("join", args=[network.slug])).content.decode()
    assert "Begin here" in page
    assert reverse("map_page", args=[network.slug]) not in page
    assert client.get(reverse("members", args=[network.slug])).status_code == 404


def test_no_mail_goes_out_twice(
    client: Client, network: Network, links: Callable[[str], list[str]]
) -> None:
    begin(client, network)
    links("ann@example.org")
    links("ann@example.org")
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_who_is_in_it_gives_no_small_number_away_by_subtraction(network: Network) -> None:
    kinds = list(network.membership_kinds.order_by("position")[:3])
    for kind, people in zip(kinds, (14, 12, 3), strict=True):
        for number in range(people):
            person = Account.objects.create_user(f"{kind.pk}-{number}@example.org")
            add_membership(network=network, account=person, kind=kind)
    page = Client().get(f"/{network.slug}/join/").content.decode()
    first, second, third = (kind.name for kind in kinds)
    assert "30 members or more." in page
    # Told in tens, so that nobody who looks each day sees one person come or go.
    assert f"{first}: 10 or more." in page
    # The three, and the convenor who has no kind, are told together with the next smallest.
    assert f"{second}: " not in page
    assert f"{third}: " not in page
    assert f"{third} / " in page or f" / {third}" in page


def test_visitors_read_who_convenes_it_only_where_the_network_says_so(
    client: Client, network: Network
) -> None:
    url = reverse("join", args=[network.slug])
    assert "Con Venor" not in client.get(url).content.decode()
    Gate.objects.update(names_convenors=True)
    assert "It is convened by Con Venor." in client.get(url).content.decode()
