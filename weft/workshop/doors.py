"""How phones and the wall find a workshop: by its code, which is all that they need to know."""

from __future__ import annotations

from weft.common.streams import Fact
from weft.workshop.models import State, Workshop


def workshop_called(code: str) -> Workshop | None:
    """The workshop that one can still join, or look at what one said there."""
    found = Workshop.objects.select_related("network").filter(code=code.upper())
    return found.exclude(state=State.DONE).first()


def news_of(workshop_id: int) -> Fact | None:
    """What the wall hears of: something was said, or the doors were closed."""
    row = Workshop.objects.filter(pk=workshop_id).values_list("version", "state").first()
    return None if row is None else {"version": row[0], "state": row[1]}
