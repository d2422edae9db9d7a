"""Three years of the demo's life: gatherings, bids, answers, and what ended or was renamed.

Each quarter's events are change sets of that quarter, so that the map can be played.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import (
    Ends,
    Seen,
    add_actor,
    edit_actor,
    end_many,
    record_evidence,
)
from weft.graph.models import Actor, ChangeKind, ChangeSet, EvidenceKind, Tie
from weft.home.demo.net import MONTHS, DemoNet
from weft.home.demo.words import BIDS, CLUSTERS, GATHERINGS, NEVER_MEET, REGULAR

_DAYS_PER_MONTH = 30.44
TOOK_PART, WROTE = "took part in", "wrote"


def day_of(month: float) -> date:
    """The day that lies so many months after the history's start; the last one is today."""
    ago = timedelta(days=round((MONTHS - month) * _DAYS_PER_MONTH))
    return min(timezone.localdate() - ago, timezone.localdate())


def backdate(change_set: ChangeSet | None, month: float) -> None:
    """Have a change set made at noon of its day in history."""
    if change_set is not None:
        moment = timezone.now() - timedelta(days=(MONTHS - month) * _DAYS_PER_MONTH)
        ChangeSet.objects.filter(pk=change_set.pk).update(made_at=min(moment, timezone.now()))


@dataclass(slots=True)
class History:
    """What happens in the demo network, quarter by quarter."""

    viewer: Viewer
    net: DemoNet
    random: Random
    cluster_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [record.name for record in self.net.actors]
        self.cluster_of = {names[n]: topic for n, topic in self.net.cluster_of.items()}

    def play(self, months: range) -> None:
        """One quarter: a gathering, a bid, what people said and did, and what ended."""
        people = self._those("Person")
        groups = self._those("Organisation")
        number = months.start // len(months)
        self._gather(number, months, people)
        if number % 2:
            self._bid(number, months, groups)
        self._see_ties(months)
        if number in (5, 8):
            self._rename(months, groups)
        if number in (7, 10):
            self._end_some(months)

    def _those(self, kind: str) -> list[Actor]:
        found = Actor.objects.visible_to(self.viewer).filter(kind__name=kind).order_by("pk")
        return list(found)

    def _meeting_clusters(self) -> set[str]:
        """Clusters that come together: never two that do not meet."""
        topics = [cluster.topic for cluster in CLUSTERS]
        chosen = set(self.random.sample(topics, 3))
        for first, second in NEVER_MEET:
            if {first, second} <= chosen:
                chosen.discard(second)
        return chosen

    def _gather(self, number: int, months: range, people: Sequence[Actor]) -> None:
        """A gathering: whoever comes is tied to it, not to everyone else who came."""
        invited = self._meeting_clusters()
        coming = [p for p in people if self.cluster_of.get(p.name) in invited]
        regulars = [p for p in coming if self.random.random() < REGULAR]
        guests = self.random.sample(coming, min(len(coming), 4 + number // 2))
        if not guests:
            return
        season, where = GATHERINGS[number % len(GATHERINGS)]
        on = day_of(months.stop - 1.5)
        event = self._activity(f"{season} {on.year}", "Event", where, months)
        seen = [
            Seen(_taking_part(person, event, TOOK_PART), EvidenceKind.MEETING, on)
            for person in sorted({*regulars, *guests}, key=lambda one: one.pk)
        ]
        self._record(seen, months.stop - 1.5, f"Who came to {event.name}")

    def _bid(self, number: int, months: range, groups: Sequence[Actor]) -> None:
        """A bid that three to five groups of one cluster wrote together."""
        topic = CLUSTERS[number % len(CLUSTERS)].topic
        able = [group for group in groups if self.cluster_of.get(group.name) == topic]
        if len(able) < 2:
            return
        bid = self._activity(f"{BIDS[number % len(BIDS)]}: {topic}", "Bid", "", months)
        partners = self.random.sample(able, min(len(able), self.random.randint(3, 5)))
        on = day_of(months.stop - 1)
        seen = [Seen(_taking_part(one, bid, WROTE), EvidenceKind.BID, on, 5) for one in partners]
        self._record(seen, months.stop - 1, f"Who wrote {bid.name}")

    def _activity(self, name: str, kind: str, place: str, months: range) -> Actor:
        values = {"name": name, "kind": kind, "place": place, "visibility": Visibility.PUBLIC}
        actor = add_actor(viewer=self.viewer, values=values)
        backdate(actor.created_in, months.stop - 2)
        return actor

    def _see_ties(self, months: range) -> None:
        """About one tie in six is seen again: a meeting, a bid, an answer."""
        ties = Tie.objects.visible_to(self.viewer).exclude(type__name__in=(TOOK_PART, WROTE))
        kinds = (EvidenceKind.MEETING, EvidenceKind.BID, EvidenceKind.SURVEY)
        seen = []
        for tie in ties.select_related("source").order_by("pk"):
            if self.random.random() < 1 / 6:
                month = self.random.uniform(months.start, months.stop)
                on = max(day_of(month), tie.evidence_date or day_of(month))
                kind = self.random.choice(kinds)
                seen.append(Seen(tie, kind, on, tie.rung))
            elif self.random.random() < 1 / 40:
                # An end says itself how it is now: usually the same, at times more or less.
                step = self.random.choice((-1, 0, 0, 0, 1))
                rung = None if tie.rung is None else min(5, max(1, tie.rung + step))
                on = max(day_of(months.stop - 0.5), tie.evidence_date or day_of(0))
                seen.append(Seen(tie, EvidenceKind.CONFIRMED, on, rung, said_by=tie.source))
        if seen:
            self._record(seen, months.stop - 0.5, "Meetings, bids and answers")

    def _record(self, seen: list[Seen], month: float, comment: str) -> None:
        made = record_evidence(viewer=self.viewer, seen=seen, comment=comment, kind=ChangeKind.DEMO)
        backdate(made, month)

    def _rename(self, months: range, groups: Sequence[Actor]) -> None:
        for group in self.random.sample(list(groups), 3):
            name = f"{group.name} Together"
            self.net.actors[_number(group)].name = name
            self.cluster_of[name] = self.cluster_of.get(group.name, "")
            made = edit_actor(
                viewer=self.viewer, actor=group, values={"name": name}, comment="They are called so"
            )
            backdate(made, months.stop - 0.7)

    def _end_some(self, months: range) -> None:
        """A project comes to its end, and some ties are no more."""
        projects = self.random.sample(self._those("Project"), 1)
        loose = Tie.objects.visible_to(self.viewer).filter(type__name="in touch with")
        ties = self.random.sample(list(loose.select_related("source", "target").order_by("pk")), 5)
        made = end_many(viewer=self.viewer, actors=projects, ties=ties, comment="Ended well")
        self.net.gone |= {_number(project) for project in projects}
        self.net.gone |= {(_number(tie.source), _number(tie.target)) for tie in ties}
        backdate(made, months.stop - 0.3)


def _number(actor: Actor) -> int:
    """The position of an actor in the net that it was made from."""
    return int(actor.ref.removeprefix("demo-"))


def _taking_part(actor: Actor, activity: Actor, type_name: str) -> Ends:
    return Ends(actor, activity, type_name, "directed", Visibility.PUBLIC)
