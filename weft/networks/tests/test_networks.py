"""Starting networks, changing them, and giving and taking roles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.networks.actions import change_network, create_network, give_role, take_role
from weft.networks.models import Network, Responsibility, Role, Standing
from weft.networks.viewers import viewer_of


@pytest.mark.django_db
def test_whoever_starts_a_network_convenes_it(client: Client) -> None:
    account = Account.objects.create_user("founder@example.org")
    client.force_login(account)
    answer = client.post(
        reverse("network_create"),
        {"name": "Néw Network!", "purpose": "", "boundary": "", "colour": "#336699",
         "visibility": 1},
    )  # fmt: skip
    network = Network.objects.get()
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
    given = give_role(
        viewer=viewer, network=network, email=" New@Example.org ", role=Role.LIBRARIAN
    )
    assert given.account.email == "new@example.org"
    [held] = given.responsibilities.all()
    take_role(viewer=viewer, network=network, responsibility_id=held.pk)
    assert not given.responsibilities.exists()
    assert given.state == Standing.ACTIVE


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
