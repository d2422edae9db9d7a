"""Change sets: who changed what, and undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from weft.analysis.pipeline import forget_outdated
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.actions import erase_change_set, undo_change_set
from weft.graph.merged import merging_told
from weft.graph.models import Actor, ChangeSet, Evidence, FieldTarget, Tie
from weft.graph.permissions import can_erase, can_undo
from weft.graph.queries import (
    change_set_lines,
    change_sets_seen,
    change_values,
    changes_of,
)
from weft.graph.telling import line_of, told
from weft.graph.undoings import own_steps
from weft.graph.values import visible_fields
from weft.networks.models import Network
from weft.networks.viewers import in_network

_PER_PAGE = 30
_ROWS = 100


@in_network
@require_GET
def change_sets(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    page = whole_number(request.GET.get("page"), most=100_000) or 1
    start = (page - 1) * _PER_PAGE
    lines = change_set_lines(viewer, change_sets_seen(viewer)[start : start + _PER_PAGE + 1])
    own = own_steps(viewer)
    context = {
        "change_sets": told(viewer, lines[:_PER_PAGE]),
        "page": page,
        "has_next": len(lines) > _PER_PAGE,
        "own": own,
        "to_undo": line_of(viewer, own.undo),
    }
    return render(request, "mapping/change_sets.html", context)


def _visible_change_set(viewer: Viewer, change_set_id: int) -> ChangeSet:
    return get_object_or_404(change_sets_seen(viewer), pk=change_set_id)


@in_network
@require_GET
def change_set_detail(
    request: HttpRequest, network: Network, viewer: Viewer, change_set_id: int
) -> HttpResponse:
    change_set = _visible_change_set(viewer, change_set_id)
    line = change_set_lines(viewer, change_sets_seen(viewer).filter(pk=change_set_id))[0]
    actor_fields = visible_fields(viewer)
    tie_fields = visible_fields(viewer, FieldTarget.TIE)
    actors = Actor.objects.visible_to(viewer).filter(created_in=change_set).order_by("pk")
    ties = Tie.objects.visible_to(viewer).filter(created_in=change_set).order_by("pk")
    changes = changes_of(viewer, change_set=change_set)[:_ROWS]
    seen = Evidence.objects.visible_to(viewer).filter(created_in=change_set)
    seen = seen.exclude(tie__created_in=change_set).order_by("-date", "-pk")
    context = {
        "line": line,
        "change_set": change_set,
        "actors": actors.select_related("kind")[:_ROWS],
        "ties": ties.select_related("source", "target", "type")[:_ROWS],
        "changes": [
            (change, change_values(change, tie_fields if change.tie_id else actor_fields))
            for change in changes
        ],
        "evidence": seen.select_related("tie__source", "tie__target")[:_ROWS],
        "may_undo": line.latest == change_set.pk
        and not change_set.is_erased
        and can_undo(viewer, change_set),
        "may_erase": line.is_undone and not change_set.is_erased and can_erase(viewer, change_set),
        # What an undoing did is counted over everything, so it is for stewards alone.
        "undone": change_set.summary if change_set.undoes_id and viewer.can_edit_map else {},
        "merged_into": merging_told(viewer, change_set),
        "extras": sorted(change_set.extras) if viewer.can_edit_map else [],
    }
    return render(request, "mapping/change_set_detail.html", context)


@in_network
@require_POST
def change_set_undo(
    request: HttpRequest, network: Network, viewer: Viewer, change_set_id: int
) -> HttpResponse:
    change_set = _visible_change_set(viewer, change_set_id)
    undo = undo_change_set(viewer=viewer, change_set=change_set)
    messages.success(request, _("It is undone. This can be undone too."))
    return redirect("change_set_detail", network.slug, undo.pk)


@in_network
@require_POST
def undo_own(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Take back what one did last oneself."""
    return _step(request, network, viewer, own_steps(viewer).undo, _("It is undone."))


@in_network
@require_POST
def redo_own(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Do again what one took back last."""
    return _step(request, network, viewer, own_steps(viewer).redo, _("It is done again."))


def _step(
    request: HttpRequest, network: Network, viewer: Viewer, step: ChangeSet | None, done: str
) -> HttpResponse:
    if not viewer.is_member:
        raise NotAllowed(_("Sign in as a member of this network to undo what you did."))
    if step is None:
        raise InvalidInput(_("There is nothing of yours to undo, or to do again."))
    made = undo_change_set(viewer=viewer, change_set=step)
    link = reverse("change_set_detail", args=[network.slug, made.pk])
    messages.success(request, format_html('{} <a href="{}">{}</a>.', done, link, _("See what")))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("change_sets", network.slug)


@in_network
@require_POST
def change_set_erase(
    request: HttpRequest, network: Network, viewer: Viewer, change_set_id: int
) -> HttpResponse:
    change_set = _visible_change_set(viewer, change_set_id)
    if request.POST.get("sure") != "yes":
        raise InvalidInput(_("Tick the box to say that you are sure. Nothing was erased."))
    erase_change_set(viewer=viewer, change_set=change_set)
    forget_outdated(network.pk)
    messages.success(request, _("It is erased for good."))
    return redirect("change_sets", network.slug)
