"""What the desk says of groups: those that sleep or want to end, and those that hang on one."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from weft.common.desk import DeskNote, on_the_desk
from weft.common.visibility import Viewer
from weft.groups.models import Group, Pulse
from weft.groups.queries import short_of_stewards

_MOST = 10


@on_the_desk
def groups_to_look_at(viewer: Viewer, slug: str) -> Iterator[DeskNote]:
    seen = Group.objects.visible_to(viewer)
    quiet = seen.filter(Q(state=Pulse.ASLEEP) | Q(wants_to_end=True)).exclude(state=Pulse.ENDED)
    for group in quiet.order_by("name")[:_MOST]:
        words = (
            _("The stewards of “%(name)s” would like a hand with ending it.")
            if group.wants_to_end
            else _("“%(name)s” is asleep: its stewards were asked by mail.")
        )
        yield DeskNote(words % {"name": group.name}, _page(slug, group))
    for group, stewards in short_of_stewards(seen):
        words = (
            _("“%(name)s” has one steward alone.")
            if stewards
            else _("Nobody looks after “%(name)s” any more.")
        )
        yield DeskNote(words % {"name": group.name}, _page(slug, group))


def _page(slug: str, group: Group) -> str:
    return reverse("group_detail", args=[slug, group.slug])
