"""What the pages about duplicates show, each row only to those who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from weft.accounts.models import Account
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.likeness import REASONS
from weft.graph.makers import account_label
from weft.graph.merge_plan import MergePlan, plan_merge
from weft.graph.models import Actor, KeptApart, Tie
from weft.graph.values import VisibleFields, visible_fields
from weft.keeping.models import Suspect

PAGE = 25
_MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class SuspectLine:
    """Two actors that may be one, and why."""

    first: Actor
    second: Actor
    score: int
    reasons: list[object]
    against: list[object]


@dataclass(frozen=True, slots=True)
class SuspectPage:
    """One page of pairs, the most alike first."""

    lines: list[SuspectLine]
    total: int
    number: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.last


def suspect_page(viewer: Viewer, number: int) -> SuspectPage:
    pairs = Suspect.objects.visible_to(viewer)
    total = pairs.count()
    number = min(max(1, number), max(1, -(-total // PAGE)))
    start = (number - 1) * PAGE
    shown = pairs.order_by("-score", "pk").select_related("first__kind", "second__kind")
    seen = visible_fields(viewer)
    lines = [_line(pair, seen) for pair in shown[start : start + PAGE]]
    return SuspectPage(lines, total, number)


def _line(pair: Suspect, seen: VisibleFields) -> SuspectLine:
    known = [REASONS[code] for code in pair.reasons if code in REASONS]
    told = [reason for reason in known if seen.sees(reason.field)]
    return SuspectLine(
        pair.first,
        pair.second,
        pair.score,
        [reason.words for reason in told if reason.points > 0],
        [reason.words for reason in told if reason.points < 0],
    )


@dataclass(frozen=True, slots=True)
class ApartLine:
    """Two actors of whom someone said that they are not the same."""

    decision: KeptApart
    who: str


def apart_lines(viewer: Viewer, number: int) -> tuple[list[ApartLine], bool]:
    """One page of what was decided, newest first, and whether there is more."""
    rows = (
        _decided(viewer)
        .select_related("first__kind", "second__kind", "decided_by")
        .order_by("-decided_at", "-pk")
    )
    start = (max(1, number) - 1) * PAGE
    page = list(rows[start : start + PAGE + 1])
    lines = [ApartLine(row, _who(row.decided_by, viewer)) for row in page[:PAGE]]
    return lines, len(page) > PAGE


def _decided(viewer: Viewer) -> QuerySet[KeptApart]:
    seen = Actor.objects.visible_to(viewer).values("pk")
    return KeptApart.objects.filter(network_id=viewer.network_id, first__in=seen, second__in=seen)


def _who(account: Account | None, viewer: Viewer) -> str:
    return account_label(account, viewer)


def is_kept_apart(viewer: Viewer, first: Actor, second: Actor) -> bool:
    low, high = sorted((first.pk, second.pk))
    return _decided(viewer).filter(first=low, second=high).exists()


def pair_seen(viewer: Viewer, first: int, second: int) -> tuple[Actor, Actor] | None:
    """Both actors, if the viewer may see both and they are two."""
    actors = Actor.objects.visible_to(viewer).select_related("kind").in_bulk([first, second])
    return (actors[first], actors[second]) if len(actors) == 2 else None


def seen_plan(viewer: Viewer, kept: Actor, merged: Actor) -> MergePlan:
    """What merging would do with the ties that the viewer may see."""
    visible = Tie.objects.visible_to(viewer).select_related("type", "source", "target")
    ties: dict[int, Tie] = {}
    for actor in (kept, merged):
        for rows in (visible.filter(source=actor), visible.filter(target=actor)):
            ties |= {tie.pk: tie for tie in rows}
    return plan_merge(kept, merged, ties.values())


def others_called(viewer: Viewer, actor: Actor, wanted: str) -> list[Actor]:
    """Actors whose names hold the words, to be merged with."""
    form = search_form(wanted)
    if not form or "\0" in form:
        return []
    found = Actor.objects.visible_to(viewer).exclude(pk=actor.pk).select_related("kind")
    return list(
        found.filter(search_name__contains=form).order_by("search_name", "pk")[:_MOST_FOUND]
    )
