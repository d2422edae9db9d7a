"""The front page and a network's home, for each kind of visitor, also when empty."""

from __future__ import annotations

import pytest
from django.test import Client

from testkit.cast import Cast
from weft.networks.actions import create_network


@pytest.mark.django_db
def test_an_empty_installation_invites_to_sign_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "No open networks here yet" in page


@pytest.mark.django_db
def test_the_front_lists_my_networks_and_open_ones(cast: Cast, client: Client) -> None:
    visitor = client.get("/").content.decode()
    assert "Open network" in visitor
    assert "Closed network" not in visitor
    member = cast.account("member")
    assert member is not None
    client.force_login(member)
    page = client.get("/").content.decode()
    assert page.count("Open network</h2>") == 1
    assert "Closed network" in page


@pytest.mark.django_db
def test_an_empty_network_says_what_to_do(cast: Cast, client: Client) -> None:
    convenor = cast.account("convenor")
    assert convenor is not None
    network = create_network(account=convenor, name="Fresh")
    client.force_login(convenor)
    for page in ("", "directory/", "changes/", "settings/fields/", "map/", "map/table/"):
        answer = client.get(f"/{network.slug}/{page}")
        assert answer.status_code == 200, page
    assert "The map is still empty" in client.get(f"/{network.slug}/").content.decode()
    picture = client.get(f"/{network.slug}/map/picture.svg")
    assert picture.status_code == 200


@pytest.mark.django_db
def test_pages_are_not_stored_by_shared_browsers(cast: Cast, client: Client) -> None:
    member = cast.account("member")
    assert member is not None
    client.force_login(member)
    headers = client.get(f"/{cast.open.network.slug}/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
