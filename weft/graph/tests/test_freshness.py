"""A tie's rung and date follow from its evidence; what is too old counts no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from testkit.cast import Cast
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import (
    Ends,
    Intake,
    Seen,
    add_actor,
    apply_difference,
    record_evidence,
    undo_change_set,
)
from weft.graph.actions.fading import fade
from weft.graph.difference import compare
from weft.graph.freshness import Freshness, Limits, counting_ties, months, refresh_ties
from weft.graph.models import (
    Actor,
    Change,
    ChangeKind,
    ChangeSet,
    Evidence,
    EvidenceKind,
    Tie,
)
from weft.sna.io.records import ActorRecord, Net, TieRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(cast: Cast) -> Viewer:
    return cast.closed.viewer(cast.account("convenor"))


@pytest.fixture
def ends(viewer: Viewer) -> Ends:
    one, other = (add_actor(viewer=viewer, values={"name": name}) for name in ("Amy", "Ben"))
    return Ends(one, other, "knows")


def ago(count: int) -> date:
    return timezone.localdate() - timedelta(days=count)


def seen(viewer: Viewer, *what: Seen) -> Tie:
    record_evidence(viewer=viewer, seen=what)
    return Tie.objects.get(type__name="knows", ended_in__isnull=True)


def test_evidence_puts_the_tie_on_the_map_once(viewer: Viewer, ends: Ends) -> None:
    back = Ends(ends.target, ends.source, "knows")
    tie = seen(
        viewer, Seen(ends, "meeting", ago(9), 2), Seen(back, "bid", ago(3), 5, "Bid to a trust")
    )
    assert (tie.rung, tie.evidence_date, tie.evidence.count()) == (5, ago(3), 2)
    again = seen(viewer, Seen(ends, "meeting", ago(1), 2))
    assert (again.pk, again.evidence_date) == (tie.pk, ago(1))


def test_what_the_ends_said_last_counts_and_what_was_seen_since(viewer: Viewer, ends: Ends) -> None:
    """The importer's rung gives way to the word of an end, and that to a later meeting."""
    seen(viewer, Seen(ends, "imported", ago(300), 4), Seen(ends, "bid", ago(200), 5))
    word = Seen(ends, "confirmed", ago(50), 1, said_by=ends.source)
    assert seen(viewer, word).rung == 1
    assert seen(viewer, Seen(ends, "meeting", ago(20), 2)).rung == 2
    other = Seen(ends, "confirmed", ago(10), 3, said_by=ends.target)
    assert seen(viewer, other).rung == 3
    # Either end is believed: the one who says less does not silence the other.
    assert seen(viewer, Seen(ends, "confirmed", ago(5), 1, said_by=ends.source)).rung == 3


def test_the_last_word_of_one_person_holds(viewer: Viewer, ends: Ends) -> None:
    seen(viewer, Seen(ends, "entered", ago(100), 5))
    assert seen(viewer, Seen(ends, "entered", ago(10), 2)).rung == 2


def test_no_contact_takes_the_tie_out_of_measures_and_keeps_it_in_history(
    viewer: Viewer, ends: Ends
) -> None:
    tie = seen(viewer, Seen(ends, "imported", ago(100), 4))
    seen(viewer, Seen(tie, "confirmed", ago(0), 0, said_by=ends.target))
    assert tie not in counting_ties(viewer)
    assert tie in Tie.objects.visible_to(viewer)
    assert tie.evidence.count() == 2


def test_old_evidence_is_left_aside_while_there_is_newer(viewer: Viewer, ends: Ends) -> None:
    long_ago = timezone.localdate() - months(40)
    seen(viewer, Seen(ends, "bid", long_ago, 5))
    assert seen(viewer, Seen(ends, "meeting", ago(30), 2)).rung == 2


def test_a_tie_fades_and_then_counts_no_more(cast: Cast, viewer: Viewer, ends: Ends) -> None:
    network = cast.closed.network
    limits = Limits.of(network)
    tie = seen(viewer, Seen(ends, "meeting", limits.fading + timedelta(days=1), 3))
    assert limits.freshness(tie.evidence_date) == Freshness.FRESH
    assert limits.freshness(limits.fading) == Freshness.FADING
    assert limits.freshness(limits.faded) == Freshness.FADED
    assert tie in counting_ties(viewer)
    tie.evidence.update(date=limits.faded)
    refresh_ties({tie.pk})
    assert tie not in counting_ties(viewer)
    network.fresh_until_months = 60
    network.save()
    assert tie in counting_ties(viewer)


def test_a_night_takes_what_crossed_the_limit_out(cast: Cast, viewer: Viewer, ends: Ends) -> None:
    """The strongest evidence ages out while a weaker one remains: the rung falls by itself."""
    network = cast.closed.network
    limits = Limits.of(network)
    tie = seen(
        viewer,
        Seen(ends, "bid", limits.faded + timedelta(days=1), 5),
        Seen(ends, "meeting", ago(40), 2),
    )
    network.refresh_from_db()
    version = network.graph_version
    assert not fade(network)
    Evidence.objects.filter(tie=tie, kind=EvidenceKind.BID).update(date=limits.faded)
    assert fade(network)
    tie.refresh_from_db()
    assert (tie.rung, tie.evidence_date) == (2, ago(40))
    tie.evidence.update(date=limits.fading)
    refresh_ties({tie.pk})
    assert fade(network)
    network.refresh_from_db()
    assert network.graph_version > version


def test_members_speak_of_their_own_ties_only(cast: Cast, ends: Ends) -> None:
    member = cast.closed.viewer(cast.account("member"))
    amy = ends.source
    assert isinstance(amy, Actor)
    own = Viewer(member.network_id, member.clearance, member.account_id, member.roles,
                 frozenset({amy.pk}))  # fmt: skip
    word = Seen(ends, "confirmed", ago(0), 2, said_by=ends.source)
    with pytest.raises(NotAllowed):
        record_evidence(viewer=member, seen=[word])
    with pytest.raises(NotAllowed):
        record_evidence(viewer=own, seen=[Seen(ends, "confirmed", ago(0), 2, said_by=ends.target)])
    made = record_evidence(viewer=own, seen=[word], kind=ChangeKind.CONFIRM)
    assert made.kind == ChangeKind.CONFIRM


def test_a_new_tie_is_seen_by_no_more_than_its_ends(cast: Cast, viewer: Viewer) -> None:
    hidden = Actor.objects.get(pk=cast.closed.actors[2].pk)
    public = Actor.objects.get(pk=cast.closed.actors[0].pk)
    wide = Ends(public, hidden, "knows", visibility=Visibility.PUBLIC)
    assert seen(viewer, Seen(wide, "meeting", ago(1))).visibility == Visibility.STEWARDS


def test_a_file_adds_its_word_and_says_nothing_twice(cast: Cast) -> None:
    """Imported with rung 3; an end says 5; the same file changes nothing, another adds its word."""
    viewer = cast.closed.viewer(cast.account("convenor"))

    def bring(rung: int) -> ChangeSet | None:
        actors = [ActorRecord(name="Weir Watch"), ActorRecord(name="Otter Group")]
        net = Net("made", actors, [TieRecord(0, 1, rung=rung)])
        difference = compare(viewer=viewer, net=net)
        return apply_difference(viewer=viewer, difference=difference, intake=Intake(visibility=1))

    bring(3)
    tie = Tie.objects.get(source__name="Weir Watch")
    today = timezone.localdate()
    record_evidence(viewer=viewer, seen=[Seen(tie, "confirmed", today, 5, said_by=tie.source)])
    assert bring(3) is None, "nothing is new"
    tie.refresh_from_db()
    assert tie.rung == 5
    more = bring(4)
    assert more is not None
    tie.refresh_from_db()
    assert tie.rung == 5, "the end's own word is stronger"
    assert tie.evidence.filter(created_in=more, rung=4).count() == 1
    assert not Change.objects.filter(tie=tie).exists()
    undo_change_set(viewer=viewer, change_set=more)
    assert not tie.evidence.filter(created_in=more, ended_in__isnull=True).exists()
