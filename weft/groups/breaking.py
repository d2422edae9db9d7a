"""Groups that would have no steward if somebody left."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from weft.common.breaking import Break, breaks_when_gone
from weft.common.visibility import Viewer
from weft.groups.models import Group, GroupMember, Pulse


@breaks_when_gone
def groups_looked_after_alone(viewer: Viewer, slug: str, account_id: int) -> Iterable[Break]:
    """Groups that go on and that they alone look after, as far as the viewer may know of them."""
    stewards = GroupMember.objects.taking_part().filter(group=OuterRef("pk"), is_steward=True)
    rows = Group.objects.visible_to(viewer).exclude(state=Pulse.ENDED)
    named = stewards.filter(account_id=account_id)
    if viewer.account_id != account_id:
        named = named.filter(is_unnamed=False)
    alone = rows.filter(
        Exists(named),
        ~Exists(stewards.exclude(account_id=account_id)),
    )
    for group in alone.order_by("name", "pk"):
        # Whoever is to take over may not know of a secret group.
        step = "" if group.is_hidden else str(group.pk)
        yield Break(
            _("Groups without another steward"),
            group.name,
            _("Make somebody else a steward too"),
            reverse("group_detail", args=[slug, group.slug]),
            ("group", step),
        )
