"""How much waits for a moderator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from weft.common.desk import DeskNote, on_the_desk
from weft.common.visibility import Viewer
from weft.moderating.permissions import may_moderate
from weft.moderating.queries import open_appeals, open_reports, waiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one moderator could deal with now."""

    held: int
    reports: int
    appeals: int
    #: Another one each time that something came in.
    newest: str

    @property
    def count(self) -> int:
        return self.held + self.reports + self.appeals


def waiting_for(viewer: Viewer) -> Waiting:
    if not may_moderate(viewer):
        return Waiting(0, 0, 0, "")
    rows = [waiting(viewer), open_reports(viewer), open_appeals(viewer)]
    held, reports, appeals = (list(one.values_list("pk", flat=True)) for one in rows)
    newest = "-".join(str(max(ids, default=0)) for ids in (held, reports, appeals))
    return Waiting(len(held), len(reports), len(appeals), newest)


@on_the_desk
def to_moderate(viewer: Viewer, slug: str) -> Iterator[DeskNote]:
    left = waiting_for(viewer)
    if left.count:
        words = ngettext(
            "%(n)d thing waits for a moderator.", "%(n)d things wait for a moderator.", left.count
        )
        yield DeskNote(words % {"n": left.count}, reverse("moderation", args=[slug]))
