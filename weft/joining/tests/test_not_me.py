"""The link for those whom somebody else made a member, without their asking."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.joining.actions import admit, enrol
from weft.joining.actions.enrolling import Enrolled
from weft.joining.mails import token_of
from weft.joining.models import Application
from weft.joining.tests.conftest import viewer_of, waiting
from weft.networks.actions import add_membership, change_standing, create_network
from weft.networks.models import Membership, Network

ADDRESS = "nora@example.org"


@pytest.fixture
def nora(network: Network, convenor: Account) -> Membership:
    told = Enrolled("Nora Newcomer", ADDRESS, "mail")
    return enrol(viewer=viewer_of(network, convenor.pk), network=network, person=told)


def press(application: Application) -> str:
    url = reverse("join_not_me", args=[application.network.slug, token_of(application)])
    return Client().post(url).content.decode()


def mail_of(network: Network) -> Application:
    return Application.objects.get(network=network, via="recorded")


def test_nothing_is_kept_of_who_never_asked(network: Network, nora: Membership) -> None:
    assert "You are out" in press(mail_of(network))
    assert not Application.objects.filter(email=ADDRESS).exists()
    assert not Account.objects.filter(pk=nora.account_id).exists()


@pytest.mark.parametrize("has", ["signed in", "another network"])
def test_an_account_that_is_used_stays(network: Network, nora: Membership, has: str) -> None:
    if has == "signed in":
        Account.objects.filter(pk=nora.account_id).update(last_login=timezone.now())
    else:
        other = Account.objects.create_user("other@example.org", name="Other")
        there = create_network(account=other, name="There", visibility=1)
        add_membership(network=there, account=nora.account)
    press(mail_of(network))
    assert not Membership.objects.filter(network=network, account=nora.account).exists()
    assert Account.objects.filter(pk=nora.account_id).exists()


@pytest.mark.parametrize("how", ["renewed", "applied"])
def test_the_link_does_not_end_what_began_anew(
    network: Network, convenor: Account, nora: Membership, how: str
) -> None:
    mail, viewer = mail_of(network), viewer_of(network, convenor.pk)
    if how == "renewed":
        change_standing(viewer=viewer, membership=nora, state="ended")
        change_standing(viewer=viewer, membership=nora, state="active")
    else:
        admit(viewer=viewer, application=waiting(network, ADDRESS))
    assert "this link does nothing any more" in press(mail)
    nora.refresh_from_db()
    assert nora.state == "active"


def test_a_break_or_another_kind_is_still_the_same_membership(
    network: Network, convenor: Account, nora: Membership
) -> None:
    viewer = viewer_of(network, convenor.pk)
    for state in ("paused", "active"):
        change_standing(viewer=viewer, membership=nora, state=state)
    add_membership(network=network, account=nora.account, kind=network.membership_kinds.first())
    assert "You are out" in press(mail_of(network))
