"""Insights as people read them: figures, gaps, questions and proposals."""

from __future__ import annotations

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from testkit.nets import clique, load, steward_of
from weft.accounts.models import Account
from weft.analysis import questions
from weft.analysis.files import write_arrays
from weft.analysis.models import Result
from weft.analysis.pipeline import file_of, refresh_network
from weft.common.jobs import Progress, run_until_idle
from weft.common.models import Job, JobState
from weft.graph.actions import REFRESH, set_audience
from weft.graph.models import Actor, Evidence, EvidenceKind, Tie
from weft.networks.actions import add_membership, add_responsibility
from weft.networks.models import Network, Role
from weft.sna.io.records import ActorRecord, TieRecord

PUBLIC = 0


@pytest.fixture
def network(db: None) -> Network:
    """Two circles that only Bridge joins, with a leaf on it."""
    records = [ActorRecord(name=f"A{n}", tags=["food"], place="Leeds") for n in range(6)]
    records += [ActorRecord(name=f"A{n}", tags=["rent"], place="Cardiff") for n in range(6, 12)]
    records += [ActorRecord(name="Bridge"), ActorRecord(name="Leaf")]
    ties = [*clique(0, 6), *clique(6, 6), TieRecord(0, 12, rung=5), TieRecord(6, 12, rung=2),
            TieRecord(12, 13)]  # fmt: skip
    network = load(records, ties)
    everything = [*Actor.objects.all(), *Tie.objects.all()]
    set_audience(viewer=steward_of(network), rows=everything, audience=PUBLIC)
    Network.objects.filter(pk=network.pk).update(visibility=PUBLIC)
    network.refresh_from_db()
    Job.objects.all().delete()
    refresh_network(network, Progress())
    return network


@pytest.fixture
def steward(network: Network, client: Client) -> Client:
    account = Account.objects.create_user("keeper@example.org", name="Keeper")
    membership = add_membership(network=network, account=account)
    add_responsibility(membership=membership, role=Role.MAP_MANAGER)
    client.force_login(account)
    return client


def text_of(client: Client, network: Network, name: str, query: str = "", **values: object) -> str:
    response = client.get(reverse(name, args=[network.slug, *values.values()]) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_network_in_figures(network: Network, client: Client) -> None:
    page = text_of(client, network, "insights")
    assert "14 actors, 33 ties" in page
    assert "Who holds it together" in page
    assert "estimated" not in page
    row = Result.objects.get(audience=PUBLIC)
    row.summary["estimated"] = [{"figure": "efficiency", "error": 0.01, "sources": 1024}]
    row.save()
    assert "estimated, ± 2.0" in text_of(client, network, "insights")


def test_gaps_name_who_could_close_them(network: Network, client: Client) -> None:
    page = text_of(client, network, "gaps", "?by=topic")
    assert "food – rent" in page
    assert "0 ties; chance would give about" in page
    assert "Best placed in “food”" in page
    assert "1 contact has ties there" in page, "A0 and A6 know Bridge"
    assert "Nothing to compare" in text_of(client, network, "gaps", "?by=kind"), "one kind only"
    row = Result.objects.get(audience=PUBLIC)
    row.insights["gaps"]["kind"]["pairs"] = 1
    row.save()
    page = text_of(client, network, "gaps", "?by=kind")
    assert "No gap that is more than chance" in page
    assert "1 pair was compared." in page


def test_only_squares_where_somebody_would_be_usual_are_told(
    network: Network, client: Client
) -> None:
    row = Result.objects.get(audience=PUBLIC)
    assert row.insights["coverage"]["missing"], "nobody works on rent in Yorkshire"
    assert "Where nobody does" in text_of(client, network, "coverage")
    for cell in row.insights["coverage"]["missing"]:
        cell["expected"] = 0.4
    row.save()
    assert "Where nobody does" not in text_of(client, network, "coverage")


def test_coverage_links_to_those_who_do_it(network: Network, client: Client) -> None:
    page = text_of(client, network, "coverage")
    assert "topic=food&amp;region=Yorkshire" in page


def test_what_if_says_what_would_be_lost(network: Network, client: Client) -> None:
    page = text_of(client, network, "what_if", "?first=bridge")
    assert "Without Bridge the map is in 3 pieces; now it is in 1." in page
    assert "1 would be left without any tie." in page
    assert "7 other actors would lose touch" in page
    assert "Leaf" in page


def test_who_is_named_twice_goes_once(network: Network, client: Client) -> None:
    page = text_of(client, network, "what_if", "?first=Bridge&second=bridge")
    assert "Without Bridge the map is in 3 pieces" in page


def test_a_whole_cluster_can_be_taken_away(network: Network, client: Client) -> None:
    page = text_of(client, network, "what_if", "?cluster=0")
    assert "Without the cluster" in page


def test_ties_that_an_introduction_made_can_be_taken_away(
    network: Network, steward: Client, client: Client
) -> None:
    keeper = Account.objects.get(email="keeper@example.org")
    tie = Tie.objects.get(source__name="A6", target__name="Bridge")
    Evidence.objects.filter(tie=tie).update(
        kind=EvidenceKind.INTRODUCTION, reporter=keeper, visibility=PUBLIC
    )
    page = text_of(steward, network, "what_if", f"?brokered={keeper.pk}")
    assert "the map is in 2 pieces; now it is in 1." in page
    assert "Keeper" not in text_of(Client(), network, "what_if"), "who noted it is for stewards"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?first=Nobody+Here", "Nobody on the map is called “Nobody Here”"),
        ("?first=ridg", "Did you mean “Bridge”?"),
        ("?first=", "Say who is taken away"),
        ("?cluster=99", "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_is_explained(
    network: Network, client: Client, query: str, said: str
) -> None:
    assert said in text_of(client, network, "what_if", query)


def test_ways_are_ranked_and_described(network: Network, client: Client) -> None:
    page = text_of(client, network, "reach", "?start=A1&end=A7")
    assert "4 steps apart" in page
    assert "asks 3 favours" in page
    assert "weakest tie: In touch" in page
    none = text_of(client, network, "reach", "?start=A1&end=A1")
    assert "Choose someone else" in none
    assert "tied already" not in none


def test_a_hidden_actor_is_on_no_way(network: Network, client: Client) -> None:
    bridge = Actor.objects.get(name="Bridge")
    set_audience(viewer=steward_of(network), rows=[bridge], audience=2)
    stale = text_of(client, network, "reach", "?start=A1&end=A7")
    assert "The map changed a moment ago" in stale
    refresh_network(network, Progress())
    page = text_of(client, network, "reach", "?start=A1&end=A7")
    assert "No way leads there" in page
    assert "Bridge" not in page
    assert "Nobody on the map is called" in text_of(client, network, "what_if", "?first=Bridge")


def test_a_large_network_answers_when_the_worker_has(
    network: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "AT_ONCE_UP_TO", 0)
    page = text_of(client, network, "what_if", "?first=Bridge")
    assert 'http-equiv="refresh"' in page
    assert "Working on the answer" in page
    text_of(client, network, "what_if", "?first=Bridge")
    assert Job.objects.filter(kind=questions.ANSWER).count() == 1, "the same question is one job"
    run_until_idle()
    page = text_of(client, network, "what_if", "?first=Bridge")
    assert "the map is in 3 pieces" in page
    assert 'http-equiv="refresh"' not in page


def test_too_many_questions_at_once_are_refused(
    network: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "AT_ONCE_UP_TO", 0)
    monkeypatch.setattr(questions, "MOST_WAITING", 2)
    for name in ("A1", "A2"):
        text_of(client, network, "what_if", f"?first={name}")
    assert "Many questions are being answered" in text_of(client, network, "what_if", "?first=A3")


def test_people_to_meet_come_with_reasons(network: Network, client: Client) -> None:
    actor = Actor.objects.get(name="A1")
    page = text_of(client, network, "meet", actor_id=actor.pk)
    assert "Whom A1 should meet" in page
    assert "They work in different regions." in page
    assert "Chance that both say yes" in page


def test_working_out_can_be_stopped_and_begun_again(network: Network, steward: Client) -> None:
    steward.post(reverse("work_out", args=[network.slug]), {"lens": "4"})
    assert "Stop it" in text_of(steward, network, "insights")
    steward.post(reverse("stop_working", args=[network.slug]))
    assert Job.objects.get(kind=REFRESH).state == JobState.STOPPED
    Network.objects.filter(pk=network.pk).update(graph_version=50)
    page = text_of(steward, network, "insights")
    assert "Working it out was stopped" in page
    steward.post(reverse("work_out", args=[network.slug]), {"lens": "4"})
    run_until_idle()
    page = text_of(steward, network, "insights", "?lens=4")
    assert "14 actors, 1 tie" in page
    assert "Which ties count" in page


@pytest.mark.parametrize("lens", ["9", "-1", "x", "²"])
def test_a_rung_that_is_not_there_is_refused(network: Network, steward: Client, lens: str) -> None:
    response = steward.post(reverse("work_out", args=[network.slug]), {"lens": lens})
    assert response.status_code == 422
    assert (
        steward.get(reverse("insights", args=[network.slug]) + f"?lens={lens}").status_code == 200
    )


def test_programs_get_the_same_answers(network: Network, client: Client) -> None:
    base = f"/api/v1/networks/{network.slug}"
    ids = dict(Actor.objects.values_list("name", "pk"))
    found = client.get(f"{base}/what-if/?without={ids['Bridge']}&without={ids['A1']}").json()
    assert found["is_ready"]
    assert found["answer"]["isolated"] == [1, [ids["Leaf"]]]
    way = client.get(f"{base}/reach/?start={ids['A0']}&end={ids['A6']}").json()["answer"]
    assert way["routes"][0]["actors"] == [ids["A0"], ids["Bridge"], ids["A6"]]
    assert client.get(f"{base}/insights/").json()["gaps"]["topic"]["sure"] == 1
    clusters = client.get(f"{base}/insights/").json()["clusters"]
    assert len(clusters) == 2
    whole = client.get(f"{base}/what-if/?cluster=0").json()
    assert whole["clusters"] == clusters
    assert whole["answer"]["leaving"] > 5
    for number in (-1, 2, 10**30):
        assert client.get(f"{base}/what-if/?cluster={number}").status_code == 404
    people = client.get(f"{base}/actors/{ids['A1']}/meet/").json()
    assert people[0]["reasons"]
    assert client.get(f"{base}/what-if/?without=999999").status_code == 404
    assert client.get(f"{base}/what-if/?without=-1").status_code == 404


def test_programs_are_told_when_nothing_is_worked_out(network: Network, client: Client) -> None:
    Network.objects.filter(pk=network.pk).update(graph_version=50)
    base = f"/api/v1/networks/{network.slug}"
    assert client.get(f"{base}/insights/").json()["is_current"] is False
    answer = client.get(f"{base}/what-if/")
    assert answer.status_code == 422
    assert "Try again in a minute" in answer.json()["detail"]
    actor = Actor.objects.get(name="A1")
    assert client.get(f"{base}/actors/{actor.pk}/meet/").json() == []


def test_estimates_are_marked_where_measures_are_shown(network: Network, client: Client) -> None:
    actor = Actor.objects.get(name="Bridge")
    pages = [f"/{network.slug}/actors/{actor.pk}/", f"/{network.slug}/map/table/"]
    assert all("estimated" not in client.get(page).content.decode() for page in pages)
    row = Result.objects.get(audience=PUBLIC)
    row.summary["estimated"] = [{"figure": "betweenness_centralisation", "error": 0.01}]
    row.save()
    assert all("estimated" in client.get(page).content.decode() for page in pages)


def test_a_result_of_an_earlier_version_of_weft_is_not_read(
    network: Network, client: Client
) -> None:
    for row in Result.objects.all():
        write_arrays(file_of(row), {"ids": np.arange(1), "xy": np.zeros((1, 2))})
    Result.objects.update(fingerprint="", insights={}, facets={})
    for name in ("insights", "gaps", "coverage"):
        assert "Nothing has been worked out" in text_of(client, network, name)
    assert "is being worked out" in text_of(client, network, "what_if", "?first=Bridge")
    assert client.get(f"/{network.slug}/").status_code == 200
