"""“Is this still true?”: which ties a person is asked about, and what an answer means.

One row in ten is shown without the old answer. The gap between what people say to rows with and
without it estimates how much they merely agree.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from weft.common.visibility import Viewer
from weft.graph.freshness import DAYS_PER_MONTH
from weft.graph.models import Actor, Rung, Tie
from weft.keeping.models import Answer, Reply
from weft.keeping.people import own_ties
from weft.networks.models import Network

#: Rows in one request: they take about 90 seconds.
MOST_ROWS = 10
_ONE_IN = 10
#: What was answered is not asked again for so long.
_QUIET_DAYS = 180


@dataclass(frozen=True, slots=True)
class Question:
    """One row: a tie of the person's, and whether its old answer is shown."""

    tie: Tie
    me: Actor
    other: Actor
    is_blind: bool

    @property
    def shows_rung(self) -> bool:
        return not self.is_blind and self.tie.rung is not None

    @property
    def name(self) -> str:
        """What the row is called in the form."""
        return f"tie-{self.tie.pk}"


def questions_for(viewer: Viewer, network: Network) -> list[Question]:
    """The ties of the actors that the viewer speaks for which nobody has seen for long."""
    old = timezone.localdate() - timedelta(days=round(network.fading_months * DAYS_PER_MONTH / 2))
    lately = timezone.now() - timedelta(days=_QUIET_DAYS)
    answered = Answer.objects.filter(
        tie=OuterRef("pk"), actor__in=viewer.actors, answered_at__gt=lately
    )
    due = own_ties(viewer).filter(~Exists(answered), evidence_date__lte=old)
    return [_question(viewer, tie) for tie in due[:MOST_ROWS]]


def _question(viewer: Viewer, tie: Tie) -> Question:
    is_source = tie.source_id in viewer.actors
    me, other = (tie.source, tie.target) if is_source else (tie.target, tie.source)
    return Question(tie, me, other, is_blind(me.pk, tie))


def is_blind(actor_id: int, tie: Tie) -> bool:
    """By chance, but the same each time the page is opened before something changes."""
    drawn = hashlib.blake2b(f"{actor_id}:{tie.pk}:{tie.evidence_date}".encode(), digest_size=4)
    return int.from_bytes(drawn.digest(), "big") % _ONE_IN == 0


def rung_after(question: Question, reply: str, chosen: int | None) -> int | None:
    """The rung that an answer says; None where it says nothing."""
    if reply == Reply.RUNG:
        return chosen
    before = question.tie.rung
    if reply == Reply.NONE:
        return Rung.NONE
    if before is None or reply == Reply.UNSURE:
        return None
    step = {Reply.LESS: -1, Reply.SAME: 0, Reply.MORE: 1}[Reply(reply)]
    return max(Rung.KNOW_OF, min(Rung.JOINT_WORK, before + step))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often people said “the same” with the old answer before them, and without."""

    shown: int
    shown_same: int
    blind: int
    blind_same: int

    @property
    def is_telling(self) -> bool:
        """Below so many answers the shares would be chance."""
        return min(self.shown, self.blind) >= 10

    @property
    def shown_share(self) -> float:
        return self.shown_same / self.shown

    @property
    def blind_share(self) -> float:
        return self.blind_same / self.blind


def agreement(network: Network) -> Agreement:
    """Counted over all answers of a network to ties whose rung was known."""
    rows = Answer.objects.filter(
        network=network, rung_before__isnull=False, rung_after__isnull=False
    ).values_list("is_blind", "rung_before", "rung_after")
    counts = {False: [0, 0], True: [0, 0]}
    for is_blind, before, after in rows:
        counts[is_blind][0] += 1
        counts[is_blind][1] += before == after
    return Agreement(*counts[False], *counts[True])
