"""What the desk says of linked sources: those that wait, and those that no longer answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from weft.common.desk import DeskNote, on_the_desk
from weft.common.visibility import Viewer
from weft.mapping.models import Outcome, Source
from weft.mapping.sources.polling import MOST_FAILED_NIGHTS


@on_the_desk
def sources_to_look_at(viewer: Viewer, slug: str) -> Iterator[DeskNote]:
    needs = Q(outcome=Outcome.WAITING) | Q(failed_nights__gte=MOST_FAILED_NIGHTS, is_on=False)
    for source in Source.objects.visible_to(viewer).filter(needs).order_by("name"):
        words = (
            _("“%(name)s” has something new that waits for you.")
            if source.outcome == Outcome.WAITING
            else _("“%(name)s” could not be read for a week, so it is paused.")
        )
        url = reverse("source_detail", args=[slug, source.pk])
        yield DeskNote(words % {"name": source.name}, url)
