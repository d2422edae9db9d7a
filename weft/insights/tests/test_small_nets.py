"""However little is on the map, every page of insights answers, and so does the API."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.nets import load
from weft.analysis import questions
from weft.analysis.models import Result
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress, run_until_idle
from weft.graph.models import Actor
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord

#: How many actors, which ties as (source, target, values), and what each actor has.
NETS: dict[str, tuple[int, list[TieRecord], dict[str, object]]] = {
    "empty": (0, [], {}),
    "one": (1, [], {}),
    "one tied to itself": (1, [TieRecord(0, 0)], {}),
    "two apart": (2, [], {"tags": ["food"], "place": "Leeds"}),
    "two": (2, [TieRecord(0, 1)], {}),
    "two, three times": (2, [TieRecord(0, 1, label=str(n)) for n in range(3)], {}),
    "two, each naming the other": (
        2,
        [TieRecord(0, 1, direction="directed"), TieRecord(1, 0, direction="directed")],
        {},
    ),
    "two, mutual": (2, [TieRecord(0, 1, direction="mutual", weight=0.0)], {}),
    "three in a row, directed": (
        3,
        [TieRecord(0, 1, direction="directed"), TieRecord(1, 2, direction="directed")],
        {"tags": ["food", "food"], "place": "Leeds"},
    ),
    "isolates": (12, [], {"tags": ["food"], "place": "Leeds"}),
    "a star": (9, [TieRecord(0, n, rung=n % 6, weight=-1.0) for n in range(1, 9)], {}),
}


@pytest.fixture(params=NETS)
def network(db: None, request: pytest.FixtureRequest) -> Network:
    size, ties, values = NETS[request.param]
    network = load([ActorRecord(name=f"A{n}", **values) for n in range(size)], ties)  # type: ignore[arg-type]  # as named
    Result.objects.create(
        network=network, audience=0, least_rung=4, graph_version=0, actors=0, ties=0, file="none"
    )
    refresh_network(network, Progress())
    return network


def addresses(network: Network) -> list[str]:
    first, last = Actor.objects.order_by("pk").first(), Actor.objects.order_by("pk").last()
    base, api = f"/{network.slug}/insights/", f"/api/v1/networks/{network.slug}/"
    pages = [base, f"{base}gaps/", f"{base}coverage/", f"{base}what-if/", f"{base}reach/"]
    pages += [f"{page}?lens=4" for page in pages]
    pages += [f"{base}gaps/?by={by}&lens=4" for by in ("region", "topic", "kind")]
    pages += [f"{api}insights/", f"{api}what-if/"]
    if first is not None and last is not None:
        pages += [
            f"{base}what-if/?first={first.name}",
            f"{base}what-if/?first={first.name}&second={last.name}&third={first.name}",
            f"{base}reach/?start={first.name}&end={last.name}",
            f"{base}reach/?start={last.name}&end={first.name}",
            f"{api}what-if/?without={first.pk}&without={last.pk}",
            f"{api}reach/?start={first.pk}&end={last.pk}",
            f"{api}actors/{last.pk}/meet/",
            reverse("meet", args=[network.slug, first.pk]),
            reverse("meet", args=[network.slug, first.pk]) + "?lens=4",
        ]
    return pages


def test_every_page_answers(network: Network, client: Client) -> None:
    answers = {page: client.get(page).status_code for page in addresses(network)}
    assert set(answers.values()) == {200}, answers


def test_so_does_the_worker(
    network: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "AT_ONCE_UP_TO", -1)
    asked = [page for page in addresses(network) if "first=" in page or "start=" in page]
    for page in asked:
        client.get(page)
    run_until_idle()
    for page in asked:
        answer = client.get(page)
        assert answer.status_code == 200, page
        # What is wrong with a question may be said; that the worker failed may not.
        assert 'role="alert">' not in answer.content.decode()
