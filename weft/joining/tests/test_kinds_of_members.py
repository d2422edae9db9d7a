"""A kind of membership is asked for, can be set by those who admit, and changed later."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.common.errors import NotAllowed
from weft.common.models import AuditEntry
from weft.joining.models import Application, EqualityQuestion, Gate
from weft.joining.tests.conftest import kind_in, viewer_of, waiting
from weft.networks.actions import add_membership, add_responsibility, give_kind
from weft.networks.models import Membership, Network

pytestmark = pytest.mark.django_db
TOLD = {"name": "Ann", "email": "ann@example.org", "agrees": "on"}


@pytest.fixture
def steward(client: Client, convenor: Account) -> Client:
    client.force_login(convenor)
    return client


def member(network: Network, name: str, *roles: str) -> Membership:
    account = Account.objects.create_user(f"{name}@example.org", name=name.title())
    membership = add_membership(network=network, account=account)
    for role in roles:
        add_responsibility(membership=membership, role=role)
    return membership


def test_whoever_applies_chooses_one_where_there_are_some(network: Network) -> None:
    url = reverse("join", args=[network.slug])
    answer = Client().post(url, TOLD).content.decode()
    assert "Choose how you want to take part." in answer
    assert not Application.objects.exists()
    network.membership_kinds.update(is_open=False)
    assert Client().post(url, TOLD).status_code == 302


def test_who_admits_sets_it(network: Network, steward: Client) -> None:
    application = waiting(network)
    url = reverse("application_detail", args=[network.slug, application.pk])
    friend = kind_in(network, "Friend")
    assert "Kind of membership" in steward.get(url).content.decode()
    told = {"do": "admit", "admit-reason": "Fits", "admit-kind": friend}
    assert steward.post(url, told).status_code == 302
    assert Membership.objects.get(account__email="ann@example.org").kind_id == friend


def test_it_is_changed_later_and_logged_once(network: Network, steward: Client) -> None:
    ann = member(network, "ann")
    url = reverse("member_kind", args=[network.slug, ann.pk])
    told = {"kind": kind_in(network, "Associate")}
    page = steward.get(reverse("member_detail", args=[network.slug, ann.pk])).content.decode()
    assert url in page
    for _time in range(2):
        assert steward.post(url, told).status_code == 302
    ann.refresh_from_db()
    assert ann.kind_id == told["kind"]
    assert AuditEntry.objects.filter(action="membership_kind_given").count() == 1


def test_not_by_members_nor_of_a_convenor_by_less(network: Network, convenor: Account) -> None:
    ann, bob = member(network, "ann"), member(network, "bob", "steward")
    friend = network.membership_kinds.get(name="Friend")
    with pytest.raises(NotAllowed):
        give_kind(viewer=viewer_of(network, ann.account_id), membership=bob, kind=friend)
    first = Membership.objects.get(network=network, account=convenor)
    with pytest.raises(NotAllowed, match="Only a convenor"):
        give_kind(viewer=viewer_of(network, bob.account_id), membership=first, kind=friend)


def test_taking_a_question_away_is_asked_twice(network: Network, steward: Client) -> None:
    question = EqualityQuestion.objects.create(network=network, words="Age?", options=["1", "2"])
    page = steward.get(reverse("joining_settings", args=[network.slug])).content.decode()
    shown = page.index("<details><summary>Take away")
    removes = reverse("equality_remove", args=[network.slug, question.pk])
    assert shown < page.index(removes)
    assert "Take the question away" in page[shown:]


def test_saving_the_same_settings_is_no_deed(network: Network, steward: Client) -> None:
    gate = Gate.objects.get(network=network)
    told = {
        "is_open": "on", "admitted_by": gate.admitted_by, "needed": 1, "remind_days": 7,
        "welcomer": gate.welcomer_id, "writes_to_invited": "on",
    }  # fmt: skip
    url = reverse("joining_settings", args=[network.slug])
    deeds = AuditEntry.objects.filter(network_id=network.pk, action="gate_changed")
    assert steward.post(url, told).status_code == 302
    assert not deeds.exists()
    assert steward.post(url, {**told, "remind_days": 8}).status_code == 302
    assert deeds.count() == 1
    settings = {
        "name": network.name, "purpose": network.purpose, "colour": network.colour,
        "visibility": network.visibility, "fading_months": network.fading_months,
        "fresh_until_months": network.fresh_until_months, "asks_by_mail": "on",
    }  # fmt: skip
    url = reverse("network_settings", args=[network.slug])
    assert steward.post(url, settings).status_code == 302
    assert steward.post(url, settings).status_code == 302
    assert not AuditEntry.objects.filter(action="settings_changed", details__fields="").exists()
    before = AuditEntry.objects.filter(action="settings_changed").count()
    assert steward.post(url, settings).status_code == 302
    assert AuditEntry.objects.filter(action="settings_changed").count() == before
