"""Letting others speak for an organisation tells nobody who is a member."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from weft.accounts.models import Account
from weft.common.errors import InvalidInput
from weft.graph.actions import edit_actor
from weft.graph.models import Actor, Voice
from weft.joining.actions.voices import give_voice
from weft.joining.tests.conftest import viewer_of
from weft.joining.tests.speaking import account_of, actor_of, person, url_of
from weft.networks.actions import add_responsibility
from weft.networks.models import Membership, Network


@pytest.fixture
def forum(network: Network, convenor: Account) -> Actor:
    return actor_of(network, convenor)


@pytest.fixture
def sam(network: Network, convenor: Account, forum: Actor) -> Client:
    """Who speaks for it first-hand, and looks after nobody."""
    account = account_of(person(network, "Sam"))
    con = viewer_of(network, convenor.pk)
    give_voice(viewer=con, actor=forum, email=account.email, is_deputy=False)
    client = Client()
    client.force_login(account)
    return client


def named(network: Network) -> int:
    """Somebody of whom every member reads that they belong here."""
    account = account_of(person(network, "Lib"))
    membership = Membership.objects.get(account=account)
    add_responsibility(membership=membership, role="librarian")
    return account.pk


def test_all_addresses_get_one_answer(network: Network, forum: Actor, sam: Client) -> None:
    zoe = account_of(person(network, "Zoe"))
    url = url_of(network, forum)
    pages = []
    for told in ("zoe@example.org", "nobody@example.org", str(zoe.pk), "987654"):
        page = sam.post(url, {"email": told})
        assert page.status_code == 422
        pages.append(page.content.decode())
    assert not any("Zoe" in page or "No member has this address" in page for page in pages)
    assert not Voice.objects.filter(actor=forum, account=zoe).exists()


def test_they_choose_from_whom_they_know(network: Network, forum: Actor, sam: Client) -> None:
    lib = named(network)
    url = url_of(network, forum)
    assert f'<option value="{lib}">Lib</option>' in sam.get(url).content.decode()
    sam.post(url, {"email": str(lib), "is_deputy": "on"})
    assert Voice.objects.get(actor=forum, account_id=lib).kind == "deputy"


def test_so_does_the_action_and_not_for_ever(network: Network, forum: Actor, sam: Client) -> None:
    person(network, "Zoe")
    viewer = viewer_of(network, Account.objects.get(name="Sam").pk)
    said = []
    for number in range(21):
        address = "zoe@example.org" if number % 2 else "nobody@example.org"
        with pytest.raises(InvalidInput) as refused:
            give_voice(viewer=viewer, actor=forum, email=address, is_deputy=False)
        said.append(str(refused.value))
    assert len(set(said[:20])) == 1
    assert "as often as one person can" in said[20]


def test_those_who_admit_write_any_address(
    network: Network, convenor: Account, forum: Actor
) -> None:
    zoe, client = account_of(person(network, "Zoe")), Client()
    client.force_login(convenor)
    url = url_of(network, forum)
    assert client.post(url, {"email": "nobody@example.org"}).status_code == 422
    client.post(url, {"email": "zoe@example.org"})
    assert Voice.objects.filter(actor=forum, account=zoe).exists()


def test_ones_own_profile_says_whom_one_speaks_for(
    network: Network, convenor: Account, forum: Actor, sam: Client
) -> None:
    own = reverse("own_profile", args=[network.slug])
    assert "Whom you speak for" in sam.get(own).content.decode()
    assert forum.name in sam.get(own).content.decode()
    edit_actor(viewer=viewer_of(network, convenor.pk), actor=forum, values={"visibility": 2})
    assert forum.name not in sam.get(own).content.decode()
