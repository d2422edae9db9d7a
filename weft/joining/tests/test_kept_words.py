"""Where something is not in order, the page says so beside the form, with all that was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.graph.actions import add_actor
from weft.graph.models import Actor, Voice, VoiceKind
from weft.joining.actions import invite
from weft.joining.actions.inviting import Offer
from weft.joining.models import Batch, Invitation
from weft.joining.tests.conftest import viewer_of
from weft.networks.actions import add_membership
from weft.networks.models import Network

WORDS = "It would be lovely to have you."


@pytest.fixture
def steward(client: Client, convenor: Account) -> Client:
    client.force_login(convenor)
    return client


def refused(client: Client, url: str, told: dict[str, object]) -> str:
    answer = client.post(url, told)
    assert answer.status_code == 422
    return answer.content.decode()


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("ann@example.org", "They were invited already and have not answered yet."),
        ("convenor@example.org", "They are a member already."),
        ("not an address", "valid email address"),
    ],
)
def test_an_invitation_that_is_refused(
    steward: Client, network: Network, convenor: Account, email: str, why: str
) -> None:
    viewer = viewer_of(network, convenor.pk)
    invite(viewer=viewer, network=network, email="ann@example.org", offer=Offer())
    url = reverse("invitations", args=[network.slug])
    page = refused(steward, url, {"email": email, "name": "Annabel", "words": WORDS})
    for words in (why, email, "Annabel", WORDS):
        assert words in page
    assert Invitation.objects.count() == 1


def test_a_link_that_is_refused(steward: Client, network: Network) -> None:
    past = timezone.localdate() - timedelta(days=1)
    told: dict[str, object] = {"link-until": past.isoformat(), "link-most": "33"}
    page = refused(steward, reverse("link_make", args=[network.slug]), told)
    for words in ("Choose a day from today on", past.isoformat(), 'value="33"'):
        assert words in page


def test_a_spreadsheet_without_addresses(steward: Client, network: Network) -> None:
    url, there = (reverse(name, args=[network.slug]) for name in ("batch_start", "invitations"))
    file = SimpleUploadedFile("people.csv", b"name\nAnn\n")
    page = refused(steward, url, {"batch-file": file, "batch-words": WORDS})
    assert "has no column “email”" in page
    assert "Choose the file again" in page
    assert WORDS in page
    # What else is on the page goes where it belongs.
    assert f'action="{there}"' in page
    assert not Batch.objects.exists()
    assert WORDS in refused(steward, url, {"batch-words": WORDS})


def test_waves_that_are_refused(steward: Client, network: Network) -> None:
    file = SimpleUploadedFile("people.csv", b"email\nann@example.org\n")
    url = steward.post(reverse("batch_start", args=[network.slug]), {"batch-file": file})[
        "Location"
    ]
    past = timezone.localdate() - timedelta(days=1)
    told: dict[str, object] = {"first_on": past.isoformat(), "a_wave": "17", "every_days": "3"}
    page = refused(steward, url, told)
    for words in ("today at the earliest", 'value="17"', past.isoformat()):
        assert words in page


def test_somebody_who_is_a_member_already(steward: Client, network: Network) -> None:
    url = reverse("members_keep", args=[network.slug])
    told: dict[str, object] = {
        "name": "Con Again", "email": "convenor@example.org", "channel": "phone",
    }  # fmt: skip
    page = refused(steward, url, told)
    for words in ("They are a member already.", "Con Again", "convenor@example.org"):
        assert words in page


@pytest.fixture
def forum(network: Network, convenor: Account) -> Actor:
    values: dict[str, object] = {"name": "Forum", "kind": "Organisation"}
    return add_actor(viewer=viewer_of(network, convenor.pk), values=values)


def test_somebody_who_cannot_speak_for_it(steward: Client, network: Network, forum: Actor) -> None:
    url = reverse("voices", args=[network.slug, forum.pk])
    told: dict[str, object] = {"email": "no@example.org", "part": "trustee", "is_deputy": "on"}
    page = refused(steward, url, told)
    assert "No member has this address. Invite them first." in page
    assert 'value="no@example.org"' in page
    assert '<option value="trustee" selected>' in page
    assert "checked" in page
    refused(steward, url, {})
    assert not Voice.objects.exists()


def test_those_who_speak_for_it_come_before_their_deputies(
    steward: Client, network: Network, forum: Actor
) -> None:
    kinds = {"Zoe": VoiceKind.SPEAKS, "Abe": VoiceKind.DEPUTY, "": VoiceKind.SPEAKS,
             "Bea": VoiceKind.DEPUTY, "Yan": VoiceKind.SPEAKS}  # fmt: skip
    for name, kind in kinds.items():
        account = Account.objects.create_user(f"a{name}@example.org", name=name)
        add_membership(network=network, account=account)
        Voice.objects.create(actor=forum, account=account, kind=kind)
    page = steward.get(reverse("voices", args=[network.slug, forum.pk])).content.decode()
    names = ("Yan", "Zoe", "A member", "Abe", "Bea")
    places = [page.index(f"<strong>{name}</strong>") for name in names]
    assert places == sorted(places)
