"""Programs say what was seen of ties, read saved views, and ask what has changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from testkit.cast import Cast
from weft.graph.models import Evidence, Tie

pytestmark = pytest.mark.django_db


def base(cast: Cast) -> str:
    return f"/api/v1/networks/{cast.open.network.slug}/"


def signed_in(cast: Cast, role: str) -> Client:
    client = Client()
    account = cast.account(role)
    assert account is not None
    client.force_login(account)
    return client


def say(cast: Cast, client: Client, **values: object) -> Any:
    stage = cast.open
    given = {
        "source": stage.actors[0].pk,
        "target": stage.actors[1].pk,
        "kind": "meeting",
        "date": timezone.localdate().isoformat(),
        "rung": 3,
        **values,
    }
    return client.post(base(cast) + "evidence/", given, content_type="application/json")


def test_what_was_seen_becomes_evidence_for_a_tie(cast: Cast) -> None:
    client = signed_in(cast, "map_manager")
    assert say(cast, client, note="At the assembly").status_code == 204
    assert say(cast, client, rung=4).status_code == 204
    tie = Tie.objects.get(source=cast.open.actors[0], target=cast.open.actors[1])
    assert (tie.rung, tie.evidence_date) == (4, timezone.localdate())
    assert Evidence.objects.filter(tie=tie, note="At the assembly").count() == 1


def test_bad_evidence_gets_a_sentence_and_others_may_not(cast: Cast) -> None:
    client = signed_in(cast, "map_manager")
    tomorrow = say(cast, client, date="2999-01-01")
    assert tomorrow.status_code == 422
    assert "Choose an earlier day" in tomorrow.json()["detail"]
    assert say(cast, client, target=cast.open.actors[0].pk).status_code == 422
    assert say(cast, client, target=cast.closed.actors[0].pk).status_code == 404
    assert say(cast, client, kind="rumour").status_code == 422
    assert say(cast, signed_in(cast, "member")).status_code == 403
    # An actor that one may not see is not there.
    member = signed_in(cast, "member")
    assert say(cast, member, target=cast.open.actors[2].pk).status_code == 404


def test_lenses_are_read_as_far_as_one_may_see(cast: Cast, client: Client) -> None:
    found = client.get(base(cast) + "lenses/").json()
    assert found["count"] == 1
    assert found["items"][0]["id"] == cast.open.lenses[0].pk
    assert signed_in(cast, "convenor").get(base(cast) + "lenses/").json()["count"] == 3


def test_two_days_are_compared(cast: Cast, client: Client) -> None:
    url = f"{base(cast)}compare/?first=2020-01-01&last={timezone.localdate().isoformat()}"
    found = client.get(url).json()
    assert sorted(found["actors_added"]) == sorted(
        [cast.open.actors[0].pk, cast.open.ties[0].target_id]
    )
    assert found["ties_added"] == [cast.open.ties[0].pk]
    assert client.get(base(cast) + "compare/?first=soon&last=2020-01-01").status_code == 422
    assert client.get(base(cast) + "compare/?first=2020-01-01").status_code == 422
