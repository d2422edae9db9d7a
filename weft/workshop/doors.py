"""How phones and the wall find a workshop: by its code, which is all that they need to know."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.streams import Fact
from weft.common.throttle import Throttle
from weft.common.visibility import Viewer, Visibility
from weft.graph.kinds import names_people
from weft.graph.models import Actor, ActorKind
from weft.workshop.models import State, Workshop

#: Phones suggest names of a map that is no larger than this.
MOST_SUGGESTED = 2_000
#: For so long after the doors were opened, phones are told names.
NAMES_DAYS = 2
_TEN_MINUTES = 600
WRONG_CODES = Throttle(
    "workshop-codes",
    30,
    _TEN_MINUTES,
    _("Too many wrong codes came from your network. Wait ten minutes, then try again."),
)
#: A room shares one address.
JOINS = Throttle(
    "workshop-joins",
    300,
    _TEN_MINUTES,
    _("Too many people joined from your network at once. Wait ten minutes, then try again."),
)


def workshop_called(code: str) -> Workshop | None:
    """The workshop that one can still join, or look at what one said there."""
    if "\0" in code:
        return None
    found = Workshop.objects.select_related("network").filter(code=code.upper())
    return found.exclude(state=State.DONE).first()


def news_of(workshop_id: int) -> Fact | None:
    """What the wall hears of: something was said, or the doors were closed."""
    row = Workshop.objects.filter(pk=workshop_id).values_list("version", "state").first()
    return None if row is None else {"version": row[0], "state": row[1]}


def suggested_names(workshop: Workshop) -> list[str]:
    """Names that the room may see anyway, except those of people: they speak for themselves.

    Whoever has the code reads them without an account, so they are told only while the room
    meets, and never of an actor with an e-mail address, by which someone may be its own.
    """
    is_over = workshop.opened_at < timezone.now() - timedelta(days=NAMES_DAYS)
    if workshop.state != State.OPEN or is_over:
        return []
    if workshop.audience == Visibility.PUBLIC and workshop.network.visibility != Visibility.PUBLIC:
        return []
    kinds = ActorKind.objects.filter(network_id=workshop.network_id).values_list("pk", "name")
    people = [pk for pk, name in kinds if names_people(name)]
    viewer = Viewer(workshop.network_id, workshop.audience)
    groups = Actor.objects.visible_to(viewer).filter(email="").exclude(kind__in=people)
    names = groups.order_by("search_name").values_list("name", flat=True)
    found = list(names[: MOST_SUGGESTED + 1])
    return found if len(found) <= MOST_SUGGESTED else []
