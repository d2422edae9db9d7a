"""The desk: what is on each list, and what is done about many rows at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast, Stage
from testkit.query_counts import queries_of
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer
from weft.graph.actions import Ends, Seen, add_actor, record_evidence, undo_change_set
from weft.graph.freshness import Limits
from weft.graph.models import Actor, ChangeSet, EvidenceKind, Tie
from weft.keeping.bulk import DONE
from weft.keeping.concerns import CONCERNS
from weft.keeping.models import Ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast, client: Client) -> Stage:
    convenor = cast.account("convenor")
    assert convenor is not None
    client.force_login(convenor)
    return cast.open


@pytest.fixture
def steward(cast: Cast) -> Viewer:
    return cast.open.viewer(cast.account("convenor"))


def actor(steward: Viewer, name: str, **values: object) -> Actor:
    return add_actor(viewer=steward, values={"name": name, "kind": "Charity", **values})


def tied(steward: Viewer, one: Actor, other: Actor, days_past: int, limit: str) -> Tie:
    """A tie whose only evidence is so many days older than a limit."""
    day = getattr(Limits.of(one.network), limit) - timedelta(days=days_past)
    seen = Seen(Ends(one, other, "knows", visibility=0), EvidenceKind.IMPORTED, day, 3)
    record_evidence(viewer=steward, seen=[seen])
    return Tie.objects.get(source=one, target=other)


def listed(steward: Viewer, key: str) -> set[int]:
    return {row.pk for row in CONCERNS[key].rows(steward)}


def address(stage: Stage, key: str) -> str:
    return reverse("keep_list", args=[stage.network.slug, key])


def test_each_list_holds_what_it_says(stage: Stage, steward: Viewer) -> None:
    lone = actor(steward, "Lone")
    full = actor(steward, "Full", place="Leeds", topics=["food"], email="full@example.org")
    old = actor(steward, "Old", place="Leeds", topics=["food"])
    fading, faded = (tied(steward, full, old, 1, "fading"), tied(steward, old, lone, 1, "faded"))
    assert fading.pk in listed(steward, "fading")
    assert fading.pk not in listed(steward, "faded")
    assert faded.pk in listed(steward, "faded")
    assert faded.pk not in listed(steward, "fading")
    assert fading.pk in listed(steward, "unconfirmed")
    assert {lone.pk} <= listed(steward, "unplaced") & listed(steward, "topicless")
    # A tie that counts no more is as good as none.
    assert lone.pk in listed(steward, "untied")
    assert not {full.pk, old.pk} & (listed(steward, "unplaced") | listed(steward, "untied"))
    assert full.pk in listed(steward, "askable")
    assert old.pk not in listed(steward, "askable")
    same_day = Limits.of(full.network).fading - timedelta(days=1)
    record_evidence(viewer=steward, seen=[Seen(fading, EvidenceKind.CONFIRMED, same_day, 3)])
    assert fading.pk not in listed(steward, "unconfirmed")


def test_many_get_a_place_and_a_topic_and_leave_as_one_change_each(
    stage: Stage, steward: Viewer, client: Client
) -> None:
    both = [actor(steward, name) for name in ("Lone", "Lorn")]
    rows = {"row": [one.pk for one in both]}
    before = ChangeSet.objects.count()
    for key, what, value in (("unplaced", "place", "Leeds"), ("topicless", "topic", "food")):
        answer = client.post(address(stage, key), {**rows, "do": what, "value": value}, follow=True)
        assert str(DONE[what]) in answer.content.decode()
        assert not {one.pk for one in both} & listed(steward, key)
    assert ChangeSet.objects.count() == before + 2
    client.post(address(stage, "untied"), {**rows, "do": "end"})
    gone = Actor.objects.visible_to(steward).filter(pk__in=rows["row"])
    assert not gone.exists()
    undo_change_set(viewer=steward, change_set=ChangeSet.objects.order_by("-pk")[0])
    assert gone.count() == 2


def test_what_still_holds_is_fresh_again_at_its_rung(
    stage: Stage, steward: Viewer, client: Client
) -> None:
    tie = tied(steward, actor(steward, "One"), actor(steward, "Two"), 1, "faded")
    client.post(address(stage, "faded"), {"row": [tie.pk], "do": "still"})
    assert tie.pk not in listed(steward, "faded")
    tie.refresh_from_db()
    assert tie.rung == 3


def test_the_ends_of_a_tie_are_asked_once_a_month(
    stage: Stage, steward: Viewer, client: Client
) -> None:
    one = actor(steward, "One", email="one@example.org", visibility=0)
    tie = tied(steward, one, actor(steward, "Two", visibility=0), 1, "fading")
    for told in ("1 person gets a mail", "Nobody could be asked"):
        answer = client.post(address(stage, "fading"), {"row": [tie.pk], "do": "ask"}, follow=True)
        assert told in answer.content.decode()
    run_until_idle()
    assert Ask.objects.filter(actor=one).count() == 1
    assert [message.to for message in mail.outbox] == [["one@example.org"]]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"do": "place", "value": "Leeds"}, "Choose at least one of them."),
        ({"do": "still"}, "Choose"),
        ({"do": "nothing"}, "Choose"),
        ({"do": "place", "value": "Nowhere at all"}, "Nowhere at all"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    stage: Stage, steward: Viewer, client: Client, sent: dict[str, str], told: str
) -> None:
    lone = actor(steward, "Lone")
    rows = {} if told.startswith("Choose at") else {"row": lone.pk}
    before = ChangeSet.objects.count()
    answer = client.post(address(stage, "unplaced"), {**rows, **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert ChangeSet.objects.count() == before


def test_the_desk_asks_no_more_of_a_longer_list(
    stage: Stage, steward: Viewer, client: Client
) -> None:
    def looked_at() -> list[int]:
        desk = reverse("keep", args=[stage.network.slug])
        return [queries_of(client, url) for url in (desk, address(stage, "fading"))]

    hub = actor(steward, "Hub", email="hub@example.org")
    for number in range(2):
        tied(steward, hub, actor(steward, f"Few {number}"), 1, "fading")
    few = looked_at()
    for number in range(20):
        tied(steward, hub, actor(steward, f"Many {number}"), 1, "fading")
    assert looked_at() == few
