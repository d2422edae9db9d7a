"""Nothing of insights rests on, names or confirms what an audience may not see."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from testkit.nets import clique, load, steward_of
from weft.accounts.models import Account
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.graph.actions import set_audience, set_field_audiences
from weft.graph.models import Actor, FieldDefinition
from weft.networks.actions import add_membership, add_responsibility
from weft.networks.models import Network, Role
from weft.sna.io.records import ActorRecord, TieRecord

STEWARDS = 2
CANARIES = ("canarytopic", "canaryother", "Yorkshire", "Wales", "canaryactor", "canarykind")


@pytest.fixture
def network(db: None) -> Network:
    """Two circles, each with a topic and a region that stewards alone may see, and a hidden
    actor who joins them."""
    sides = (("A", "canarytopic", "Leeds"), ("B", "canaryother", "Cardiff"))
    records = [
        ActorRecord(name=f"{side}{n}", tags=[topic], place=place)
        for side, topic, place in sides
        for n in range(8)
    ]
    records.append(ActorRecord(name="canaryactor", kind="canarykind"))
    network = load(records, [*clique(0, 8), *clique(8, 8), TieRecord(0, 16), TieRecord(8, 16)])
    viewer = steward_of(network)
    hidden = FieldDefinition.objects.filter(target="actor", key__in=("topics", "place"))
    set_field_audiences(viewer=viewer, audiences={field.pk: STEWARDS for field in hidden})
    set_audience(viewer=viewer, rows=[Actor.objects.get(name="canaryactor")], audience=STEWARDS)
    network.refresh_from_db()
    refresh_network(network, Progress())
    return network


def everything_of(client: Client, network: Network) -> str:
    base, api = f"/{network.slug}/insights/", f"/api/v1/networks/{network.slug}/"
    first, last = Actor.objects.get(name="A0").pk, Actor.objects.get(name="B0").pk
    pages = [base, *(f"{base}gaps/?by={by}" for by in ("cluster", "region", "topic", "kind"))]
    pages += [
        f"{base}coverage/",
        f"{base}what-if/?cluster=0&first=B1",
        f"{base}reach/?start=A1&end=B1",
        reverse("meet", args=[network.slug, first]),
        f"{api}insights/",
        f"{api}what-if/?without={first}",
        f"{api}reach/?start={first}&end={last}",
        f"{api}actors/{first}/meet/",
    ]
    answers = [client.get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


def test_who_may_see_it_is_told(network: Network, client: Client) -> None:
    account = Account.objects.create_user("keeper@example.org")
    membership = add_membership(network=network, account=account)
    add_responsibility(membership=membership, role=Role.MAP_MANAGER)
    client.force_login(account)
    told = everything_of(client, network)
    assert [word for word in CANARIES[:-1] if word not in told] == []


def test_others_are_told_none_of_it(network: Network, client: Client) -> None:
    told = everything_of(client, network)
    assert [word for word in CANARIES if word in told] == []
    hidden = Actor.objects.get(name="canaryactor").pk
    assert f"[{hidden}]" not in told.replace(" ", "")
    assert "No way leads there" in told, "who joins the circles is hidden"


def test_a_hidden_actor_is_as_one_that_is_not_there(network: Network, client: Client) -> None:
    hidden, shown = (Actor.objects.get(name=name).pk for name in ("canaryactor", "A0"))
    nobody = 10**6
    api = f"/api/v1/networks/{network.slug}"

    def answers(pk: int, name: str) -> list[tuple[int, str]]:
        pages = (
            f"{api}/what-if/?without={pk}",
            f"{api}/what-if/?without={shown}&without={pk}",
            f"{api}/reach/?start={shown}&end={pk}",
            f"{api}/actors/{pk}/meet/",
            reverse("meet", args=[network.slug, pk]),
            f"/{network.slug}/insights/what-if/?first={name}",
            f"/{network.slug}/insights/reach/?start=A0&end={name}",
        )
        found = [client.get(page) for page in pages]
        return [(one.status_code, _impersonal(one.content.decode(), pk, name)) for one in found]

    assert answers(hidden, "canaryactor") == answers(nobody, "nobodyatall")


def _impersonal(text: str, pk: int, name: str) -> str:
    """An answer without what was asked for, and without the token that differs each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return text.replace(name, "NAME").replace(str(pk), "ID")
