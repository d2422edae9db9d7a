"""Members who do not admit learn from no answer who is a member, or who wants no mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import Progress, run_until_idle
from weft.joining.actions import invite
from weft.joining.actions.inviting import Offer, decline_invitation
from weft.joining.digests import ask_for_digests
from weft.joining.models import Invitation
from weft.joining.tests.conftest import viewer_of
from weft.networks.actions import add_membership
from weft.networks.models import Network
from weft.privacy.consenting import suppress

ADDRESSES = ("convenor@example.org", "never@example.org", "new@example.org")


@pytest.fixture
def ann(network: Network, convenor: Account) -> Account:
    account = Account.objects.create_user("ann@example.org", name="Ann")
    add_membership(network=network, account=account)
    suppress(network=network, address="never@example.org")
    return account


def test_all_addresses_get_the_same_answer_and_one_gets_a_mail(
    client: Client, network: Network, ann: Account
) -> None:
    client.force_login(ann)
    url = reverse("invitations", args=[network.slug])
    answers = [client.post(url, {"email": one, "name": "Some One"}) for one in ADDRESSES]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    run_until_idle()
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    rows = Invitation.objects.all()
    assert {(one.state, one.sent_at is not None) for one in rows} == {("sent", True)}
    again = [client.post(url, {"email": one}).content.decode() for one in ADDRESSES]
    assert all("They were invited already" in page for page in again)


def test_letters_go_to_nobody_who_became_a_member_by_another_way(
    network: Network, ann: Account
) -> None:
    viewer = viewer_of(network, ann.pk)
    for address in ADDRESSES:
        invite(viewer=viewer, network=network, email=address, offer=Offer())
    run_until_idle()
    add_membership(network=network, account=Account.objects.create_user("new@example.org"))
    mail.outbox.clear()
    Invitation.objects.update(last_digest_at=timezone.now() - timedelta(days=31))
    ask_for_digests({}, Progress())
    run_until_idle()
    assert not mail.outbox
    assert set(Invitation.objects.values_list("digests", flat=True)) == {1}


def test_what_those_who_admit_sent_in_vain_is_taken_back(
    network: Network, convenor: Account
) -> None:
    viewer = viewer_of(network, convenor.pk)
    invite(viewer=viewer, network=network, email="new@example.org", offer=Offer())
    add_membership(network=network, account=Account.objects.create_user("new@example.org"))
    run_until_idle()
    assert not mail.outbox
    assert Invitation.objects.get().state == "stopped"


def test_members_do_not_learn_whom_others_have_invited(
    client: Client, network: Network, ann: Account
) -> None:
    bea = Account.objects.create_user("bea@example.org", name="Bea")
    add_membership(network=network, account=bea)
    invite(
        viewer=viewer_of(network, bea.pk), network=network, email="new@example.org", offer=Offer()
    )
    client.force_login(ann)
    url = reverse("invitations", args=[network.slug])
    assert client.post(url, {"email": "new@example.org"}).status_code == 302
    run_until_idle()
    assert len(mail.outbox) == 1  # Whoever is asked twice gets one mail.
    assert [one.state for one in Invitation.objects.order_by("pk")] == ["sent", "sent"]


def test_whoever_says_no_to_one_has_said_no_to_all(network: Network, ann: Account) -> None:
    bea = Account.objects.create_user("bea@example.org", name="Bea")
    add_membership(network=network, account=bea)
    for account in (ann, bea):
        viewer = viewer_of(network, account.pk)
        invite(viewer=viewer, network=network, email="new@example.org", offer=Offer())
    run_until_idle()
    first = Invitation.objects.order_by("pk").first()
    assert first is not None
    decline_invitation(invitation=first, for_good=False)
    Invitation.objects.update(last_digest_at=timezone.now() - timedelta(days=31))
    ask_for_digests({}, Progress())
    run_until_idle()
    assert len(mail.outbox) == 1
    assert set(Invitation.objects.values_list("state", flat=True)) == {"declined"}
