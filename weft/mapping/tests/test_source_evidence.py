"""What a followed file still says does not fade, unless people have said something themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from testkit.nets import steward_of
from weft.graph.actions import Seen, record_evidence, undo_change_set
from weft.graph.models import ChangeKind, ChangeSet, Evidence, EvidenceKind, Tie
from weft.mapping.models import Source
from weft.mapping.sources.renewing import RENEWED_AFTER
from weft.mapping.tests.bringing import network
from weft.mapping.tests.following import Web, followed, night
from weft.mapping.tests.laying import Place

pytestmark = pytest.mark.django_db


def aged(days: timedelta) -> None:
    """As if all that is known had been written so long ago."""
    day = timezone.localdate() - days
    Evidence.objects.update(date=day)
    Tie.objects.update(evidence_date=day)


@pytest.fixture
def source(web: Web) -> Source:
    net = network()
    web.says("from,to", "Ann,Ben", "Ben,Cat")
    web.etag = '"v1"'
    return followed(net)


def test_ties_of_a_followed_file_are_renewed_now_and_then(source: Source) -> None:
    sets = ChangeSet.objects.count()
    aged(RENEWED_AFTER - timedelta(days=1))
    night(source)
    assert ChangeSet.objects.count() == sets
    aged(RENEWED_AFTER)
    night(source, "2026-01-02")
    today = timezone.localdate()
    assert set(Tie.objects.values_list("evidence_date", flat=True)) == {today}
    made = ChangeSet.objects.get(pk=max(ChangeSet.objects.values_list("pk", flat=True)))
    assert (made.kind, made.summary["evidence_new"]) == (ChangeKind.SOURCE, 2)
    night(source, "2026-01-03")
    assert ChangeSet.objects.count() == sets + 1


def test_what_someone_took_back_is_not_said_again_at_once(source: Source) -> None:
    aged(RENEWED_AFTER)
    night(source)
    made = ChangeSet.objects.order_by("-pk")[0]
    undo_change_set(viewer=steward_of(source.network), change_set=made)
    sets = ChangeSet.objects.count()
    night(source, "2026-01-02")
    assert ChangeSet.objects.count() == sets


def test_peoples_word_holds(source: Source) -> None:
    tie = Tie.objects.order_by("pk")[0]
    long_ago = timezone.localdate() - RENEWED_AFTER
    record_evidence(
        viewer=steward_of(source.network),
        seen=[Seen(tie, EvidenceKind.CONFIRMED, long_ago, 1, said_by=tie.source)],
    )
    aged(RENEWED_AFTER)
    night(source)
    tie.refresh_from_db()
    assert tie.evidence_date == long_ago
    assert Tie.objects.exclude(pk=tie.pk).get().evidence_date == timezone.localdate()


def test_a_source_that_leaves_what_is_gone_renews_nothing(web: Web) -> None:
    web.says("from,to", "Ann,Ben")
    source = followed(network(), when_gone="leave")
    aged(RENEWED_AFTER)
    night(source)
    assert timezone.localdate() not in set(Tie.objects.values_list("evidence_date", flat=True))


def test_a_layer_is_as_fresh_as_where_it_comes_from() -> None:
    place = Place()
    first, second, third = (place.add(place.there, name) for name in ("Ann", "Ben", "Cat"))
    there = place.tie(first, second, rung=2)
    place.tie(second, third, rung=2)
    aged(RENEWED_AFTER)
    source = place.accept(place.bring())
    here = Tie.objects.get(network=place.here, source__name="Ann")
    assert here.evidence_date == timezone.localdate() - RENEWED_AFTER
    yesterday = timezone.localdate() - timedelta(days=1)
    record_evidence(
        viewer=place.viewer(place.there), seen=[Seen(there, EvidenceKind.MEETING, yesterday, 4)]
    )
    place.bring()
    here.refresh_from_db()
    assert (here.evidence_date, here.rung) == (yesterday, 4)
    assert here.evidence.filter(date=yesterday, rung=4).count() == 1
    sets = ChangeSet.objects.count()
    place.bring()
    assert ChangeSet.objects.count() == sets
    # Seen again at the same rung it is fresher, too.
    today = timezone.localdate()
    record_evidence(
        viewer=place.viewer(place.there), seen=[Seen(there, EvidenceKind.MEETING, today, 4)]
    )
    place.bring()
    here.refresh_from_db()
    assert (here.evidence_date, here.rung) == (today, 4)
    assert source.layer_id == here.layer_id
