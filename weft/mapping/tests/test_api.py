"""The API gives what pages give, writes through the same actions, and describes itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from testkit.cast import Cast
from weft.graph.models import Actor, ChangeSet, Tie


def base(cast: Cast) -> str:
    return f"/api/v1/networks/{cast.open.network.slug}/"


@pytest.fixture
def steward(cast: Cast) -> Client:
    client = Client(enforce_csrf_checks=True)
    account = cast.account("convenor")
    assert account is not None
    client.force_login(account)
    client.get(f"/{cast.open.network.slug}/settings/")
    return client


def send(client: Client, method: str, url: str, body: object = None) -> Any:
    token = client.cookies["csrftoken"].value
    return getattr(client, method)(
        url, body or {}, content_type="application/json", headers={"X-CSRFToken": token}
    )


@pytest.mark.django_db
def test_a_visitor_reads_what_is_public(cast: Cast, client: Client) -> None:
    listed = client.get(base(cast) + "actors/").json()
    assert listed["count"] == 2
    first = next(a for a in listed["items"] if a["id"] == cast.open.actors[0].pk)
    assert first["fields"] == {"Field 0": "canaryfieldpublic"}
    assert first["email"] is None
    assert client.get(base(cast) + "ties/").json()["count"] == 1


@pytest.mark.django_db
def test_an_actor_is_made_changed_and_taken_off(cast: Cast, steward: Client) -> None:
    made = send(steward, "post", base(cast) + "actors/", {"name": "Quay Trust", "place": "Leeds"})
    assert made.status_code == 201
    assert made.json()["region"] == "Yorkshire and the Humber"
    url = f"{base(cast)}actors/{made.json()['id']}/"
    changed = send(steward, "patch", url, {"topics": ["Arts"], "comment": "Asked them"})
    assert changed.json()["topics"] == ["Arts"]
    assert ChangeSet.objects.filter(comment="Asked them").count() == 1
    assert send(steward, "delete", url).status_code == 204
    assert steward.get(url).status_code == 404


@pytest.mark.django_db
def test_a_tie_is_made_and_its_change_set_undone(cast: Cast, steward: Client) -> None:
    ends = {"source": cast.open.actors[0].pk, "target": cast.open.actors[2].pk}
    made = send(steward, "post", base(cast) + "ties/", {**ends, "type": "funds", "rung": 3})
    assert made.status_code == 201
    tie = Tie.objects.get(pk=made.json()["id"])
    undone = send(steward, "post", f"{base(cast)}change-sets/{tie.created_in_id}/undo/")
    assert undone.status_code == 201
    tie.refresh_from_db()
    assert tie.ended_in_id == undone.json()["id"]
    again = send(steward, "post", f"{base(cast)}change-sets/{tie.created_in_id}/undo/")
    assert again.status_code == 422
    assert "undone before" in again.json()["detail"]


@pytest.mark.django_db
def test_a_write_without_the_token_is_refused(cast: Cast, steward: Client) -> None:
    answer = steward.post(
        base(cast) + "actors/", {"name": "Forged"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert not Actor.objects.filter(name="Forged").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": "x" * 301}, {"name": "x", "visibility": 7}, {"name": 3}, [1]],
)
def test_bad_input_is_explained(cast: Cast, steward: Client, body: object) -> None:
    answer = send(steward, "post", base(cast) + "actors/", body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2**63 - 1, 2**70])
def test_impossible_ids_are_not_found(cast: Cast, steward: Client, number: int) -> None:
    assert steward.get(f"{base(cast)}actors/{number}/").status_code in (404, 422)
    assert send(steward, "delete", f"{base(cast)}ties/{number}/").status_code in (404, 422)


@pytest.mark.django_db
def test_measures_are_those_of_the_askers_audience(cast: Cast, client: Client) -> None:
    measures = client.get(base(cast) + "measures/").json()
    assert measures["is_current"]
    assert measures["figures"]["n"] == 2


@pytest.mark.django_db
def test_the_api_describes_itself(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/networks/{slug}/actors/{actor_id}/" in described["paths"]
