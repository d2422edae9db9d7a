"""Starting networks, changing them, and giving and taking roles."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import run_until_idle
from weft.networks.actions import (
    add_membership,
    change_network,
    create_network,
    give_role,
    take_role,
)
from weft.networks.models import Network, Responsibility, Role, Standing
from weft.networks.viewers import viewer_of


@pytest.mark.django_db
def test_whoever_starts_a_network_convenes_it(client: Client) -> None:
    account = Account.objects.create_user("founder@example.org")
    client.force_login(account)
    answer = client.post(
        reverse("network_create"),
        {"name": "Néw Network!", "purpose": "", "boundary": "", "colour": "#336699",
         "visibility": 1, "own_name": "Founder"},
    )  # fmt: skip
    network = Network.objects.get()
    account.refresh_from_db()
    assert account.name == "Founder"
    # Asked of nobody twice.
    assert b"own_name" not in client.get(reverse("network_create")).content
    assert answer["Location"] == reverse("import_start", args=["new-network"])
    assert viewer_of(network, account.pk).can_manage_network


@pytest.mark.django_db
def test_addresses_never_clash_with_each_other_or_with_pages() -> None:
    account = Account.objects.create_user("founder@example.org")
    slugs = [create_network(account=account, name=name).slug for name in ("API", "x", "x", "!!!")]
    assert slugs == ["api-2", "x", "x-2", "network"]


@pytest.mark.django_db
def test_members_cannot_change_the_network(cast: Cast) -> None:
    for role in ("anonymous", "stranger", "member", "map_manager"):
        viewer = cast.open.viewer(cast.account(role))
        with pytest.raises(NotAllowed):
            change_network(viewer=viewer, network=cast.open.network, name="Taken over")
    assert Network.objects.filter(name="Taken over").count() == 0


@pytest.mark.django_db
def test_a_role_is_given_to_an_address_and_taken_away(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    network = cast.open.network
    new = Account.objects.create_user("new@example.org")
    add_membership(network=network, account=new)
    given = give_role(
        viewer=viewer, network=network, email=" New@Example.org ", role=Role.LIBRARIAN
    )
    assert given.account == new
    run_until_idle()
    [told] = mail.outbox
    assert (told.to, "Librarian" in told.body) == (["new@example.org"], True)
    [held] = given.responsibilities.all()
    take_role(viewer=viewer, network=network, responsibility_id=held.pk)
    assert not given.responsibilities.exists()
    assert given.state == Standing.ACTIVE


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["nobody@example.org", "stranger@canaryaccount.example", ""])
def test_a_role_is_given_to_members_alone(cast: Cast, email: str) -> None:
    """An address that was mistyped makes nobody a convenor."""
    viewer = cast.open.viewer(cast.account("convenor"))
    before = Account.objects.count(), Responsibility.objects.count()
    with pytest.raises(InvalidInput, match="No member has this address"):
        give_role(viewer=viewer, network=cast.open.network, email=email, role=Role.CONVENOR)
    assert (Account.objects.count(), Responsibility.objects.count()) == before


@pytest.mark.django_db
def test_the_form_keeps_what_was_typed_and_asks_again_before_there_is_another_convenor(
    cast: Cast, client: Client
) -> None:
    network, member = cast.open.network, cast.account("member")
    assert member is not None
    client.force_login(cast.account("convenor"))  # type: ignore[arg-type]  # there is one
    url = reverse("role_give", args=[network.slug])
    wrong = client.post(url, {"email": "no one", "role": "librarian"})
    assert (wrong.status_code, b'value="no one"' in wrong.content) == (422, True)
    unchosen = client.post(url, {"email": member.email, "role": ""})
    assert unchosen.status_code == 422
    told = {"email": member.email, "role": "convenor", "until": "2099-01-31", "is_deputy": "on"}
    asked = client.post(url, told)
    assert asked.status_code == 422
    assert "Convenors may do everything" in asked.content.decode()
    assert not Responsibility.objects.filter(membership__account=member).exists()
    assert client.post(url, {**told, "sure": "on"}).status_code == 302
    [given] = Responsibility.objects.filter(membership__account=member)
    assert (given.role, given.is_deputy, str(given.until)) == ("convenor", True, "2099-01-31")


@pytest.mark.django_db
def test_the_last_convenor_stays(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    own = Responsibility.objects.get(membership__network=cast.open.network, role=Role.CONVENOR)
    with pytest.raises(InvalidInput, match="needs a convenor"):
        take_role(viewer=viewer, network=cast.open.network, responsibility_id=own.pk)
    assert Responsibility.objects.filter(pk=own.pk).exists()


@pytest.mark.django_db
def test_a_role_in_another_network_cannot_be_taken(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    other = Responsibility.objects.get(
        membership__network=cast.closed.network, role=Role.MAP_MANAGER
    )
    take_role(viewer=viewer, network=cast.open.network, responsibility_id=other.pk)
    assert Responsibility.objects.filter(pk=other.pk).exists()
