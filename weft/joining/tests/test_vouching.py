"""Who is let in at once with a link or an invitation, and who is looked at by a person first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.joining.actions import (
    confirm_batch,
    invite,
    make_link,
    preview_batch,
    stop_invitation,
    stop_link,
)
from weft.joining.actions.inviting import Offer, Waves
from weft.joining.invitation_rows import Row
from weft.joining.mails import token_of, token_of_invitation
from weft.joining.models import Application, Gate, Invitation, InviteLink, Profile
from weft.joining.steps import REQUIRED
from weft.networks.actions import add_membership, add_responsibility, change_standing
from weft.networks.models import Membership, MembershipKind, Network
from weft.networks.viewers import viewer_of
from weft.privacy.leaving import delete_account, leave_network

ADDRESS = "ann@example.org"


@pytest.fixture
def link(network: Network, convenor: Account) -> InviteLink:
    until = timezone.localdate() + timedelta(days=30)
    return make_link(
        viewer=viewer_of(network, convenor.pk), network=network, kind=None, until=until, most=20,
        is_trusted=True,
    )  # fmt: skip


def begin(url: str) -> tuple[Client, Application]:
    client = Client()
    kind = MembershipKind.objects.get(name="Individual").pk
    client.post(url, {"name": "Ann Example", "email": ADDRESS, "agrees": "on", "kind": kind})
    application = Application.objects.get(email=ADDRESS, state="draft")
    Profile.objects.filter(application=application).update(
        steps_done=list(REQUIRED), seen_by=2, shown="hidden"
    )
    return client, application


def send(client: Client, application: Application) -> str:
    """How the application stands once it is sent and its address proven."""
    slug = application.network.slug
    client.post(reverse("join_resume", args=[slug, token_of(application)]))
    client.post(reverse("join_finish", args=[slug]))
    run_until_idle()
    application.refresh_from_db()
    return application.state


def steward(network: Network) -> Membership:
    """Somebody beside the convenor who may admit."""
    eve = Account.objects.create_user("eve@example.org", name="Eve")
    membership = add_membership(network=network, account=eve)
    add_responsibility(membership=membership, role="steward")
    return membership


def by(link: InviteLink) -> str:
    return reverse("join_by_link", args=[link.network.slug, link.code])


def test_a_trusted_link_lets_a_stranger_in(link: InviteLink) -> None:
    assert send(*begin(by(link))) == "admitted"


def test_what_was_taken_back_meanwhile_lets_nobody_in(
    link: InviteLink, network: Network, convenor: Account
) -> None:
    begun = begin(by(link))
    stop_link(viewer=viewer_of(network, convenor.pk), link=link)
    assert send(*begun) == "waiting"


@pytest.mark.parametrize("is_stopped", [True, False])
def test_an_invitation_that_was_taken_back(
    network: Network, convenor: Account, *, is_stopped: bool
) -> None:
    viewer = viewer_of(network, convenor.pk)
    invitation = invite(viewer=viewer, network=network, email=ADDRESS, offer=Offer())
    run_until_idle()
    begun = begin(reverse("join_invited", args=[network.slug, token_of_invitation(invitation)]))
    if is_stopped:
        stop_invitation(viewer=viewer, invitation=invitation)
    assert send(*begun) == ("waiting" if is_stopped else "admitted")


@pytest.mark.parametrize("state", ["ended", "paused", "lapsed"])
def test_whoever_was_sent_away_is_looked_at_by_a_person(
    link: InviteLink, network: Network, convenor: Account, state: str
) -> None:
    ann = Account.objects.create_user(ADDRESS, name="Ann Example")
    membership = add_membership(network=network, account=ann)
    until = timezone.localdate() + timedelta(days=9) if state == "paused" else None
    change_standing(
        viewer=viewer_of(network, convenor.pk), membership=membership, state=state, until=until
    )
    assert send(*begin(by(link))) == "waiting"
    membership.refresh_from_db()
    assert membership.state == state


@pytest.mark.parametrize("state", ["ended", "paused"])
def test_leaving_does_not_wash_off_that_somebody_was_sent_away(
    link: InviteLink, network: Network, convenor: Account, state: str
) -> None:
    ann = Account.objects.create_user(ADDRESS, name="Ann Example")
    membership = add_membership(network=network, account=ann)
    change_standing(viewer=viewer_of(network, convenor.pk), membership=membership, state=state)
    leave_network(viewer=viewer_of(network, ann.pk), network=network, wishes={})
    assert send(*begin(by(link))) == "waiting"
    assert not Membership.objects.filter(network=network, account=ann).exists()


@pytest.mark.parametrize("begins_before", [True, False])
@pytest.mark.parametrize("what", ["link", "invitation"])
@pytest.mark.parametrize("how", ["ended", "paused", "role"])
def test_nobody_is_let_in_at_once_by_who_may_not_admit_today(
    network: Network, convenor: Account, how: str, what: str, *, begins_before: bool
) -> None:
    eve = steward(network)
    viewer = viewer_of(network, eve.account_id)
    if what == "link":
        until = timezone.localdate() + timedelta(days=30)
        url = by(make_link(viewer=viewer, network=network, kind=None, until=until, most=20,
                           is_trusted=True))  # fmt: skip
    else:
        invitation = invite(viewer=viewer, network=network, email=ADDRESS, offer=Offer())
        run_until_idle()
        url = reverse("join_invited", args=[network.slug, token_of_invitation(invitation)])
    at_once = "You are a member as soon as you send it."
    assert at_once in Client().get(url).content.decode()
    begun = begin(url) if begins_before else None
    if how == "role":
        eve.responsibilities.all().delete()
    else:
        change_standing(viewer=viewer_of(network, convenor.pk), membership=eve, state=how)
    assert at_once not in Client().get(url).content.decode()
    assert send(*(begun or begin(url))) == "waiting"


def test_the_list_of_links_says_which_admit_nobody_at_once_any_more(
    network: Network, convenor: Account, link: InviteLink
) -> None:
    reader = Client()
    reader.force_login(convenor)
    page = reverse("invitations", args=[network.slug])
    assert "Admits at once." in reader.get(page).content.decode()
    InviteLink.objects.update(made_by=None)
    text = reader.get(page).content.decode()
    assert "Admits at once." not in text
    assert "Admits nobody at once any more" in text


@pytest.mark.parametrize("is_deleted", [True, False])
def test_what_was_planned_is_not_sent_once_its_maker_is_no_member(
    network: Network, convenor: Account, *, is_deleted: bool
) -> None:
    eve = steward(network)
    rows = [Row(1, ADDRESS, "Ann"), Row(2, "ben@example.org", "Ben")]
    viewer = viewer_of(network, eve.account_id)
    batch = preview_batch(viewer=viewer, network=network, rows=rows, words="")
    confirm_batch(viewer=viewer, batch=batch, waves=Waves(timezone.localdate(), 1, 7))
    run_until_idle()
    if is_deleted:
        delete_account(account=eve.account, wishes={})
    else:
        change_standing(viewer=viewer_of(network, convenor.pk), membership=eve, state="ended")
    rest = Invitation.objects.filter(network=network).values_list("email", "state")
    assert sorted(rest) == [(ADDRESS, "sent"), ("ben@example.org", "stopped")]


def test_nobody_raises_their_own_membership(link: InviteLink, network: Network) -> None:
    ann = Account.objects.create_user(ADDRESS, name="Ann Example")
    friend = network.membership_kinds.get(name="Friend")
    add_membership(network=network, account=ann, kind=friend)
    assert send(*begin(by(link))) == "waiting"
    assert Membership.objects.get(account=ann).kind == friend


@pytest.mark.parametrize(("seen_by", "reads"), [(1, True), (2, False)])
def test_members_who_have_a_say_read_what_the_applicant_shows_them(
    network: Network, seen_by: int, *, reads: bool
) -> None:
    Gate.objects.filter(network=network).update(admitted_by="members")
    ben = Account.objects.create_user("ben@example.org", name="Ben")
    add_membership(network=network, account=ben)
    client, application = begin(reverse("join", args=[network.slug]))
    told = {"seen_by": seen_by, "topics": ["Housing"], "success": "Fair rents"}
    Profile.objects.filter(application=application).update(**told)
    assert send(client, application) == "waiting"
    reader = Client()
    reader.force_login(ben)
    page = reader.get(reverse("application_detail", args=[network.slug, application.pk]))
    text = page.content.decode()
    assert ("Fair rents" in text) == reads
    assert ("They chose that only those who look after the network" in text) == (not reads)
