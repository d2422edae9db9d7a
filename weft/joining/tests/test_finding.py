"""Finding members by what they say of themselves, as far as the viewer may read it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.query_counts import queries_of
from weft.accounts.models import Account
from weft.joining.finding import members_found
from weft.joining.models import Profile
from weft.joining.tests.conftest import viewer_of
from weft.joining.tests.test_welcoming import member, viewer
from weft.networks.actions import add_membership
from weft.networks.models import Network

TOLD: dict[str, object] = {
    "success": "Everyone has a warm home.",
    "topics": ["Housing", "Fair rents"],
    "based": "Caernarfon",
    "works_in": "wales",
    "works_place": "Gwynedd",
    "groups": [{"name": "Tenants’ union", "part": "", "new": ""}],
    "needs": [{"kind": "money", "line": "Paying a printer", "when": "now"}],
    "offers": [{"kind": "space", "line": "A hall on Mondays", "often": "often"}],
}


def found(network: Network, account_id: int | None, wanted: str) -> list[str]:
    page = members_found(viewer_of(network, account_id), wanted, 1)
    return [card.profile.name for card in page]


@pytest.mark.parametrize(
    "wanted",
    ["ann", "Housing", "HOUSING", "fair rents", "caernarfon", "Wales", "gwynedd", "printer",
     "money", "hall", "space", "warm home", "tenants", "housing gwynedd"],
)  # fmt: skip
def test_all_that_is_read_is_found(network: Network, wanted: str) -> None:
    member(network, "Ann", **TOLD)
    reader = member(network, "reader")
    assert found(network, reader.account_id, wanted) == ["Ann"]
    assert found(network, reader.account_id, f"{wanted} elsewhere") == []


@pytest.mark.parametrize("wanted", ["Housing", "hall", "Caernarfon", "Ann"])
def test_what_one_may_not_read_is_not_found(network: Network, wanted: str) -> None:
    ann = member(network, "Ann", **TOLD, seen_by=2)
    reader = member(network, "reader")
    assert found(network, reader.account_id, wanted) == []
    assert found(network, None, wanted) == []
    assert found(network, ann.account_id, wanted) == ["Ann"]
    Profile.objects.filter(pk=ann.pk).update(seen_by=1)
    assert found(network, reader.account_id, wanted) == ["Ann"]
    assert found(network, None, wanted) == []


@pytest.mark.parametrize("wanted", ["0114", "Station Road", "captions", "ramp", "example.org"])
def test_what_is_for_stewards_or_organisers_is_not_searched(
    network: Network, convenor: Account, wanted: str
) -> None:
    member(network, "Ann", phone="0114 496 0000", post="1 Station Road", access=["captions"],
           access_note="A ramp")  # fmt: skip
    assert found(network, convenor.pk, wanted) == []


def test_cards_say_where_the_words_stand(network: Network, client: Client) -> None:
    member(network, "Ann", **TOLD)
    reader = member(network, "reader", needs=[])
    assert reader.account is not None
    client.force_login(reader.account)
    url = reverse("members", args=[network.slug])
    page = client.get(url, {"q": "hall"}).content.decode()
    assert "Space: A hall on Mondays (often)" in page
    assert "Paying a printer" not in page
    assert f'href="{url}?q=Fair%20rents"' in page
    assert "Nobody found" in client.get(url, {"q": "Zzz"}).content.decode()
    ann = reverse("profile_detail", args=[network.slug, Profile.objects.get(name="Ann").pk])
    assert f'href="{url}?q=Housing"' in client.get(ann).content.decode()


def test_who_has_written_nothing_yet_is_said_to(network: Network, client: Client) -> None:
    reader = member(network, "reader")
    member(network, "Ann", **TOLD)
    assert reader.account is not None
    client.force_login(reader.account)
    page = client.get(reverse("members", args=[network.slug])).content.decode()
    assert page.count("Has not written a profile yet.") == 1


def test_many_are_paged_without_more_queries(network: Network, client: Client) -> None:
    reader = member(network, "reader")
    assert reader.account is not None
    client.force_login(reader.account)
    url = reverse("members", args=[network.slug])
    for number in range(2):
        member(network, f"first{number}", **TOLD)
    few = queries_of(client, url), queries_of(client, f"{url}?q=housing")
    for number in range(60):
        member(network, f"more{number}", **TOLD)
    assert (queries_of(client, url), queries_of(client, f"{url}?q=housing")) == few
    page = client.get(f"{url}?q=housing").content.decode()
    assert "Page 1 of 2" in page
    assert "?q=housing&amp;page=2" in page
    assert client.get(f"{url}?q=housing&page=2").content.decode().count('<li class="card">') == 12


def test_ones_own_page_is_found_by_oneself(network: Network) -> None:
    ann = member(network, "Ann", **TOLD, seen_by=2)
    assert [card.profile for card in members_found(viewer(ann), "housing", 1)] == [ann]


def test_those_who_look_after_members_read_names_before_addresses(
    network: Network, client: Client, convenor: Account
) -> None:
    for name in ("", "Abe"):
        account = Account.objects.create_user(f"a{name or 'aa'}@example.org", name=name)
        add_membership(network=network, account=account)
    client.force_login(convenor)
    page = client.get(reverse("members_keep", args=[network.slug])).content.decode()
    places = [page.index(f">{who}</a></td>") for who in ("Abe", "Con Venor", "aaa@example.org")]
    assert places == sorted(places)
