"""Networks in networks: who may join them, no circles, and nothing of a closed one is shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.query_counts import queries_of
from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.networks.actions import add_membership, create_network, give_role, let_part_go, set_parent
from weft.networks.models import Network
from weft.networks.viewers import viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Account:
    return Account.objects.create_user("ann@example.org")


def made(account: Account | None, name: str, visibility: int = 1) -> Network:
    return create_network(account=account, name=name, visibility=visibility)


def join(account: Account, part: Network, parent: Network | None) -> Network:
    return set_parent(viewer=viewer_of(part, account.pk), network=part, parent=parent)


def test_a_part_of_a_network_that_one_convenes_too(ann: Account) -> None:
    whole, part, other = (made(ann, name) for name in ("Whole", "Part", "Other"))
    join(ann, part, whole)
    part.refresh_from_db()
    assert part.parent == whole
    join(ann, part, other)
    assert list(other.parts.all()) == [part]
    join(ann, part, None)
    assert not other.parts.exists()


def test_no_circles(ann: Account) -> None:
    first, second, third = (made(ann, name) for name in ("First", "Second", "Third"))
    join(ann, second, first)
    join(ann, third, second)
    for part, parent in ((first, first), (first, second), (first, third)):
        with pytest.raises(InvalidInput, match="not of its own parts"):
            join(ann, part, parent)


def test_both_have_to_be_convened(ann: Account) -> None:
    bob = Account.objects.create_user("bob@example.org")
    whole, part = made(bob, "Whole", 0), made(ann, "Part")
    with pytest.raises(InvalidInput):
        join(ann, part, whole)
    with pytest.raises(NotAllowed):
        join(bob, part, whole)
    add_membership(network=whole, account=ann)
    give_role(viewer=viewer_of(whole, bob.pk), network=whole, email=ann.email, role="map_manager")
    with pytest.raises(InvalidInput):
        join(ann, part, whole)
    give_role(viewer=viewer_of(whole, bob.pk), network=whole, email=ann.email, role="convenor")
    join(ann, part, whole)
    let_part_go(viewer=viewer_of(whole, bob.pk), network=whole, part=part)
    part.refresh_from_db()
    assert part.parent is None
    with pytest.raises(NotAllowed):
        let_part_go(viewer=viewer_of(part, bob.pk), network=part, part=whole)


def test_home_and_settings_show_what_one_may_see(ann: Account, client: Client) -> None:
    whole = made(ann, "Whole", 0)
    opened, closed = made(ann, "Open part", 0), made(ann, "Closed part")
    for part in (opened, closed):
        join(ann, part, whole)
    home = reverse("network_home", args=[whole.slug])
    page = client.get(home).content.decode()
    assert "Open part" in page
    assert "Closed part" not in page
    assert "Part of" in client.get(reverse("network_home", args=[opened.slug])).content.decode()
    client.force_login(ann)
    assert "Closed part" in client.get(home).content.decode()
    settings = client.get(reverse("network_settings", args=[whole.slug])).content.decode()
    assert "Closed part" in settings
    assert "Bring in the maps of the parts" in settings
    assert "Closed part" in client.get(reverse("layers", args=[whole.slug])).content.decode()


def test_a_closed_whole_is_not_named_by_its_part(ann: Account, client: Client) -> None:
    whole, part = made(ann, "Hidden whole"), made(ann, "Part", 0)
    join(ann, part, whole)
    bob = Account.objects.create_user("bob@example.org")
    add_membership(network=part, account=bob)
    give_role(viewer=viewer_of(part, ann.pk), network=part, email=bob.email, role="convenor")
    client.force_login(bob)
    for name in ("network_home", "network_settings"):
        page = client.get(reverse(name, args=[part.slug])).content.decode()
        assert "Hidden whole" not in page
    assert "one that you may not see" in page
    # Leaving does not need the other side.
    client.post(reverse("parent_set", args=[part.slug]), {"parent": ""})
    part.refresh_from_db()
    assert part.parent is None


def test_the_pages_join_and_let_go(ann: Account, client: Client) -> None:
    whole, part, strange = made(ann, "Whole"), made(ann, "Part"), made(None, "Strange", 0)
    client.force_login(ann)
    url = reverse("parent_set", args=[part.slug])
    client.post(url, {"parent": strange.pk})
    assert not strange.parts.exists()
    client.post(url, {"parent": whole.pk})
    assert list(whole.parts.all()) == [part]
    client.post(reverse("part_remove", args=[whole.slug, part.pk]))
    assert not whole.parts.exists()
    assert client.post(reverse("part_remove", args=[whole.slug, part.pk])).status_code == 404


def test_homes_never_grow_queries(ann: Account, client: Client) -> None:
    whole = made(ann, "Whole")
    client.force_login(ann)
    home = reverse("network_home", args=[whole.slug])
    counts = []
    for first, count in ((0, 2), (2, 20)):
        for number in range(first, first + count):
            join(ann, made(ann, f"Part {number}"), whole)
        counts.append(queries_of(client, home))
    assert counts[0] == counts[1]
