"""A tie's rung and freshness, as its evidence has them, and which ties still count.

What the two ends themselves said last counts, and whatever was seen since; before that, what
others said or saw. Of several statements of one person the last one holds. What is seen (a
meeting, a bid) is never taken back by anyone but an end. Evidence that is too old to count is
left aside while there is newer. The rung is the strongest of what is left, and the date the
newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.db import in_batches
from weft.common.visibility import Viewer
from weft.graph.models import Evidence, EvidenceKind, Tie, TieQuerySet
from weft.networks.models import Network

DAYS_PER_MONTH = 30.44
#: Kinds of evidence that are somebody's word, which a later word takes the place of.
STATEMENTS = frozenset(
    {EvidenceKind.ENTERED, EvidenceKind.SURVEY, EvidenceKind.CONFIRMED, EvidenceKind.WORKSHOP}
)


class Freshness(models.TextChoices):
    """How long ago a tie was last seen, in the terms of its network."""

    FRESH = "fresh", _("fresh")
    FADING = "fading", _("fading")
    FADED = "faded", _("faded")


@dataclass(frozen=True, slots=True)
class Limits:
    """The newest days of evidence with which a tie is fading, and is faded."""

    fading: date
    faded: date

    @classmethod
    def of(cls, network: Network, today: date | None = None) -> Limits:
        return cls.after(network.fading_months, network.fresh_until_months, today)

    @classmethod
    def after(cls, fading_months: int, faded_months: int, today: date | None = None) -> Limits:
        day = today or timezone.localdate()
        return cls(day - months(fading_months), day - months(faded_months))

    def freshness(self, seen: date | None) -> Freshness:
        """A tie of which nobody knows when it was seen is taken as it was found."""
        if seen is None or seen > self.fading:
            return Freshness.FRESH
        return Freshness.FADING if seen > self.faded else Freshness.FADED


def months(count: int) -> timedelta:
    return timedelta(days=round(count * DAYS_PER_MONTH))


def limits_of(network_id: int) -> Limits:
    """The limits of a network as of today."""
    row = Network.objects.values_list("fading_months", "fresh_until_months").get(pk=network_id)
    return Limits.after(*row)


def counting_ties(viewer: Viewer) -> TieQuerySet:
    """The visible ties that count: in measures, on the map, and where ways are looked for."""
    return Tie.objects.visible_to(viewer).counting(limits_of(viewer.network_id).faded)


def refresh_ties(tie_ids: Iterable[int]) -> int:
    """Derive the rung and the newest date of ties from the evidence that counts; how many
    differ from before."""
    today = timezone.localdate()
    differ = 0
    for batch in in_batches(sorted(tie_ids)):
        ties = Tie.objects.filter(pk__in=batch).select_related("network").in_bulk()
        rows = Evidence.objects.filter(tie__in=batch, ended_in__isnull=True)
        changed: list[Tie] = []
        for tie_id, group in groupby(rows.order_by("tie", "date", "pk"), attrgetter("tie_id")):
            tie = ties[tie_id]
            derived = strength(tie, list(group), Limits.of(tie.network, today).faded)
            if derived != (tie.rung, tie.evidence_date):
                tie.rung, tie.evidence_date = derived
                changed.append(tie)
        Tie.objects.bulk_update(changed, ["rung", "evidence_date"], batch_size=500)
        differ += len(changed)
    return differ


def strength(tie: Tie, evidence: Sequence[Evidence], faded: date) -> tuple[int | None, date | None]:
    """The rung and the newest day that evidence, oldest first, shows of a tie."""
    kept = _not_taken_back(tie, evidence)
    recent = [row for row in kept if row.date > faded] or kept
    rungs = [row.rung for row in recent if row.rung is not None]
    return max(rungs, default=None), max((row.date for row in recent), default=None)


def _not_taken_back(tie: Tie, evidence: Sequence[Evidence]) -> list[Evidence]:
    """What later words leave standing of the evidence, oldest first."""
    ends = {tie.source_id, tie.target_id}
    last_word: dict[object, int] = {}
    heard = -1
    for position, row in enumerate(evidence):
        if row.kind in STATEMENTS:
            last_word[_speaker(row)] = position
            if row.said_by_id in ends and row.rung is not None:
                heard = position
    own = {at for speaker, at in last_word.items() if speaker in {("actor", end) for end in ends}}
    return [
        row
        for position, row in enumerate(evidence)
        if position in own
        or (
            position > heard
            and (row.kind not in STATEMENTS or last_word[_speaker(row)] == position)
        )
    ]


def _speaker(row: Evidence) -> tuple[str, int | None]:
    return ("account", row.reporter_id) if row.said_by_id is None else ("actor", row.said_by_id)
