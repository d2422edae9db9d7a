"""Who was a member, and whoever came by a link that was sent to them, reach the papers, their data
and the way out of a network that is for members alone."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.governing.power_log import log_lines, power_log
from weft.networks.actions import add_membership, change_standing, create_network
from weft.networks.models import Membership, Network
from weft.networks.viewers import viewer_of
from weft.privacy.consenting import claim_consents, give_consent
from weft.privacy.models import Consent, Placeholder
from weft.privacy.placeholders import name_person, token_of
from weft.privacy.purposes import MEMBERSHIP

pytestmark = pytest.mark.django_db
PAPERS = ("privacy", "privacy_notice", "privacy_record", "privacy_held", "complaint_make")


@pytest.fixture
def con() -> Account:
    return Account.objects.create_user("con@example.org", name="Con")


@pytest.fixture
def ann() -> Account:
    return Account.objects.create_user("ann@example.org", name="Ann Example")


@pytest.fixture
def network(con: Account, ann: Account) -> Network:
    made = create_network(account=con, name="Quiet")
    add_membership(network=made, account=ann)
    return made


def status(client: Client, name: str, network: Network) -> int:
    return client.get(reverse(name, args=[network.slug])).status_code


def lapse(network: Network, con: Account, state: str = "lapsed") -> None:
    membership = Membership.objects.get(network=network, account__name="Ann Example")
    change_standing(viewer=viewer_of(network, con.pk), membership=membership, state=state)
    run_until_idle()


def test_a_stranger_learns_nothing(network: Network, client: Client) -> None:
    for name in (*PAPERS, "leave"):
        assert status(client, name, network) == 404


def test_whoever_was_named_reads_the_papers_and_nothing_else(
    network: Network, con: Account, client: Client
) -> None:
    name_person(viewer=viewer_of(network, con.pk), network=network, name="Bo",
                address="bo@example.org", rung=None)  # fmt: skip
    url = reverse("placeholder_answer", args=[network.slug, token_of(Placeholder.objects.get())])
    page = client.get(url).content.decode()
    assert reverse("privacy_notice", args=[network.slug]) in page
    for name in PAPERS:
        assert status(client, name, network) == 200
    for name in ("network_home", "directory", "who_can", "members"):
        assert status(client, name, network) == 404
    assert status(Client(), "privacy_notice", network) == 404


@pytest.mark.parametrize("state", ["lapsed", "ended"])
def test_who_is_no_member_any_more_gets_their_data_and_leaves_for_good(
    network: Network, con: Account, ann: Account, client: Client, state: str
) -> None:
    lapse(network, con, state)
    assert len(mail.outbox) == 1
    client.force_login(ann)
    assert status(client, "directory", network) == 404
    page = client.get(reverse("privacy", args=[network.slug])).content.decode()
    assert f"Your membership has {state} on" in page
    assert client.post(reverse("my_data", args=[network.slug])).status_code == 200
    told = {"map": "delete", "said": "delete", "wrote": "delete", "sure": "on"}
    assert b"Goodbye" in client.post(reverse("leave", args=[network.slug]), told).content
    assert not Membership.objects.filter(account=ann).exists()
    assert status(client, "privacy", network) == 404


def test_the_mail_to_a_lapsed_member_leads_there(network: Network, con: Account) -> None:
    lapse(network, con)
    [told] = mail.outbox
    assert told.subject == "Your membership of Quiet has lapsed"
    assert reverse("privacy", args=[network.slug]).replace("/", "%2F") in told.body or (
        reverse("privacy", args=[network.slug]) in told.body
    )


def test_taking_back_that_one_is_a_member_leads_to_leaving(
    network: Network, ann: Account, client: Client
) -> None:
    give_consent(network=network, address=ann.email, purpose=MEMBERSHIP)
    claim_consents(network=network, account_id=ann.pk, address=ann.email)
    consent = Consent.objects.get()
    client.force_login(ann)
    page = client.get(reverse("privacy", args=[network.slug])).content.decode()
    assert "Take it back by leaving" in page
    answer = client.post(reverse("consent_withdraw", args=[network.slug, consent.pk]))
    assert answer["Location"] == reverse("leave", args=[network.slug])
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_who_has_left_has_no_name_in_the_log(
    network: Network, con: Account, ann: Account, client: Client
) -> None:
    client.force_login(ann)
    told = {"map": "delete", "said": "delete", "wrote": "delete", "sure": "on"}
    client.post(reverse("leave", args=[network.slug]), told)
    viewer = viewer_of(network, con.pk)
    words = " ".join(line.words for line in log_lines(viewer, list(power_log(viewer))))
    assert "Ann" not in words
    assert "A former member left." in words


def test_home_says_that_a_membership_is_over(
    network: Network, con: Account, ann: Account, client: Client
) -> None:
    Network.objects.update(visibility=0)
    client.force_login(ann)
    home = reverse("network_home", args=[network.slug])
    assert "Get your data" not in client.get(home).content.decode()
    lapse(network, con)
    page = client.get(home).content.decode()
    assert "Your membership has lapsed on" in page
    assert reverse("privacy", args=[network.slug]) in page
