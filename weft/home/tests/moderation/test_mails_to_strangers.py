"""Nobody gets many mails because one person writes many, and no mail has a link in a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from weft.accounts.actions import rename_account
from weft.common.errors import InvalidInput
from weft.common.jobs import Progress, run_until_idle
from weft.common.retention import delete_old
from weft.home.tests.moderation.conftest import Town
from weft.joining.actions.inviting import Offer, invite
from weft.joining.models import Application, Gate, Invitation
from weft.networks.actions import add_responsibility
from weft.networks.models import Membership, Role
from weft.privacy.models import Asked, Placeholder
from weft.privacy.placeholders import name_person, take_back

SPAM = ("Pills https://spam.example", "www.spam", "me@spam.example", "spam.biz", "a://b")


def invites(town: Town, who: str, address: str, offer: Offer = Offer()) -> None:  # noqa: B008 - frozen
    invite(viewer=town.viewer(who), network=town.network, email=address, offer=offer)


def names(town: Town, who: str, address: str = "una@example.org", name: str = "Una") -> Placeholder:
    return name_person(
        viewer=town.viewer(who), network=town.network, name=name, address=address, rung=None
    )


@pytest.mark.parametrize(("role", "most"), [(None, 20), (Role.STEWARD, 100)])
def test_one_person_invites_so_many_in_a_day(town: Town, role: Role | None, most: int) -> None:
    if role is not None:
        member = Membership.objects.get(network=town.network, account=town.accounts["old"])
        add_responsibility(membership=member, role=role)
    for number in range(most):
        invites(town, "old", f"n{number}@example.org")
    with pytest.raises(InvalidInput, match="Go on tomorrow"):
        invites(town, "old", "more@example.org")
    assert Invitation.objects.count() == most
    # It holds for each person.
    invites(town, "con", "more@example.org")


def test_newcomers_invite_without_links(town: Town) -> None:
    for told in (Offer(words="See loans.biz"), Offer(organisation="loans.biz")):
        with pytest.raises(InvalidInput):
            invites(town, "new", "una@example.org", told)
    invites(town, "new", "una@example.org", Offer(words="Come and see us."))
    invites(town, "old", "uma@example.org", Offer(words="See loans.biz"))


def test_one_person_names_ten_people_in_a_day(town: Town) -> None:
    for number in range(10):
        names(town, "old", f"n{number}@example.org")
    with pytest.raises(InvalidInput, match="Go on tomorrow"):
        names(town, "old")
    assert Placeholder.objects.count() == 10


def test_a_stranger_gets_one_mail_in_a_month_whatever_is_taken_back(town: Town) -> None:
    take_back(viewer=town.viewer("old"), placeholder=names(town, "old"))
    for who in ("old", "nell"):
        # They read nothing of it; nobody is written to.
        again = names(town, who)
        run_until_idle()
        take_back(viewer=town.viewer(who), placeholder=again)
    run_until_idle()
    assert len([one for one in mail.outbox if "una@example.org" in one.to]) <= 1
    Asked.objects.update(until=timezone.localdate() - timedelta(days=1))
    delete_old({}, Progress())
    assert not Asked.objects.exists()
    mail.outbox.clear()
    names(town, "nell")
    run_until_idle()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", SPAM)
def test_no_name_has_an_address_in_it(town: Town, name: str) -> None:
    with pytest.raises(InvalidInput):
        invites(town, "old", "una@example.org", Offer(name=name))
    with pytest.raises(InvalidInput):
        names(town, "old", name=name)
    with pytest.raises(InvalidInput):
        rename_account(account=town.accounts["old"], name=name)
    Gate.objects.create(network=town.network, is_open=True)
    kind = town.network.membership_kinds.get(name="Individual").pk
    told = {"name": name, "email": "una@example.org", "agrees": "on", "kind": kind}
    page = Client().post(town.url("join"), told)
    assert "cannot have a web or mail address" in page.content.decode()
    account = town.client("old").post("/account/", {"name": name, "language": ""})
    assert "cannot have a web or mail address" in account.content.decode()
    assert not Application.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("name", ["Dr. Ann O'Neill-Smith", "J. R. R.", "李小龍", "R&D Leeds"])
def test_plain_names_are_taken(town: Town, name: str) -> None:
    rename_account(account=town.accounts["old"], name=name)
    assert town.accounts["old"].name == name
