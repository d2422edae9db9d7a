"""What ends with a membership in joining: welcoming, and speaking for organisations."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.graph.models import Voice, VoiceKind
from weft.joining.actions import enrol
from weft.joining.actions.enrolling import Enrolled
from weft.joining.models import Gate, InviteLink
from weft.joining.tests.conftest import viewer_of
from weft.joining.tests.speaking import account_of, actor_of, mails_to, person
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Network
from weft.privacy.leaving import delete_account, leave_network


@pytest.fixture
def max_(network: Network) -> Account:
    """A member without a responsibility, who welcomes."""
    account = account_of(person(network, "Max"))
    Gate.objects.filter(network=network).update(welcomer=account)
    return account


def put(network: Network, convenor: Account, account: Account, state: str) -> Membership:
    membership = Membership.objects.get(network=network, account=account)
    viewer = viewer_of(network, convenor.pk)
    return change_standing(viewer=viewer, membership=membership, state=state)


def enrol_nora(network: Network, convenor: Account) -> Membership:
    nora = Enrolled("Nora Newcomer", "nora@example.org", "mail")
    return enrol(viewer=viewer_of(network, convenor.pk), network=network, person=nora)


def test_who_welcomes_hears_of_the_new(network: Network, convenor: Account, max_: Account) -> None:
    enrol_nora(network, convenor)
    assert any("Nora Newcomer" in text for text in mails_to("max"))


@pytest.mark.parametrize("state", ["paused", "lapsed", "ended"])
def test_who_is_not_there_hears_of_nobody_new(
    network: Network, convenor: Account, max_: Account, state: str
) -> None:
    put(network, convenor, max_, state)
    enrol_nora(network, convenor)
    assert not any("Nora Newcomer" in text for text in mails_to("max"))
    # After a break they welcome again.
    assert Gate.objects.filter(welcomer=max_).exists() == (state == "paused")


@pytest.mark.parametrize("is_deleted", [True, False])
def test_who_left_welcomes_nobody(network: Network, max_: Account, *, is_deleted: bool) -> None:
    link = InviteLink.objects.create(
        network=network, code="abc", until=timezone.localdate(), made_by=max_
    )
    if is_deleted:
        delete_account(account=max_, wishes={})
    else:
        leave_network(viewer=viewer_of(network, max_.pk), network=network, wishes={})
    assert Gate.objects.get(network=network).welcomer is None
    link.refresh_from_db()
    assert link.made_by is None


def test_whoever_welcomes_reads_no_pages_for_stewards_on_a_break(
    network: Network, convenor: Account, max_: Account
) -> None:
    zoe = person(network, "Zoe").account_id
    page = reverse("member_detail", args=[network.slug, Membership.objects.get(account=zoe).pk])
    client = Client()
    client.force_login(max_)
    assert client.get(page).status_code == 200
    put(network, convenor, max_, "paused")
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("state", ["lapsed", "ended"])
def test_who_is_no_member_speaks_for_nothing_and_stays_who_they_are(
    network: Network, convenor: Account, max_: Account, state: str
) -> None:
    forum = actor_of(network, convenor)
    for name, kind in (("Forum", "speaks"), ("Housing Office", "deputy"), ("Max", "self")):
        actor = forum if name == "Forum" else actor_of(network, convenor, name=name)
        Voice.objects.create(actor=actor, account=max_, kind=kind)
    put(network, convenor, max_, state)
    assert [one.kind for one in Voice.objects.filter(account=max_)] == [VoiceKind.SELF]
    put(network, convenor, max_, "active")
    assert not Voice.objects.filter(account=max_, actor=forum).exists()
