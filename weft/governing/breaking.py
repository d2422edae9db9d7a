"""What hangs on one person alone: responsibilities, introductions, keys, seats."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weft.common.breaking import Break, breaks_when_gone
from weft.common.visibility import Viewer
from weft.governing.models import CHECKLISTS, Holding, StepKind
from weft.governing.queries import holders_of
from weft.graph.introductions import held_by_one_alone
from weft.networks.models import Role

_MOST = 50


@breaks_when_gone
def roles_without_deputy(viewer: Viewer, slug: str, account_id: int) -> Iterable[Break]:
    """Responsibilities that nobody else has, and what goes with each that they have."""
    for role, held in holders_of(viewer.network_id).items():
        if not any(one.account_id == account_id for one in held):
            continue
        label = Role(role).label
        if len(held) == 1:
            yield Break(
                _("Responsibilities without a deputy"),
                _("Nobody else is %(role)s.") % {"role": str(label).lower()},
                _("Give it to someone else too"),
                reverse("network_settings", args=[slug]),
                (StepKind.ROLE, role),
            )
        else:
            yield Break(
                _("Responsibilities that others have too"),
                str(label),
                step=(StepKind.ROLE, role),
            )
        for number, task in enumerate(CHECKLISTS.get(role, ())):
            yield Break(_("To talk about"), str(task), step=(StepKind.TASK, f"{role}:{number}"))


@breaks_when_gone
def ties_held_alone(viewer: Viewer, slug: str, account_id: int) -> Iterable[Break]:
    """Ties that rest on their introductions alone."""
    rows = held_by_one_alone(viewer, account_id)
    for one in rows[:_MOST]:
        pair = f"{one.tie.source.name} – {one.tie.target.name}"
        yield Break(
            _("Ties that they alone brought about"),
            pair,
            _("Be there when they meet next"),
            reverse("tie_detail", args=[slug, one.tie_id]),
            (StepKind.TIE, str(one.tie_id)),
        )
    more = rows.count() - _MOST
    if more > 0:
        words = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
        yield Break(_("Ties that they alone brought about"), words)


@breaks_when_gone
def held_without_deputy(viewer: Viewer, slug: str, account_id: int) -> Iterable[Break]:
    """Keys, subscriptions and accounts that they hold."""
    rows = Holding.objects.filter(network_id=viewer.network_id, holder_id=account_id)
    for one in rows.order_by("kind", "name"):
        words = f"{one.name} ({one.get_kind_display()})"
        if one.deputy_id is None:
            words = _("%(what)s: nobody else can use it") % {"what": words}
        yield Break(
            _("Keys and subscriptions"),
            words,
            _("Name a deputy"),
            reverse("holdings", args=[slug]),
            (StepKind.HOLDING, str(one.pk)),
        )
