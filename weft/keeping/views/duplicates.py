"""Actors that may be one, side by side, and merging them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.errors import NotAllowed
from weft.common.job_holds import told
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import allow_together, keep_apart, merge_actors
from weft.graph.models import Actor
from weft.graph.permissions import can_edit_map
from weft.graph.values import visible_fields
from weft.keeping import duplicate_queries as queries
from weft.keeping.choices import audience_of, choices_between, narrower, result_of
from weft.keeping.duplicates import ask_for_search, last_look, look_again, look_under_way
from weft.networks.models import Network
from weft.networks.viewers import in_network


def _must_edit(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can look for duplicates."))


def _page(request: HttpRequest) -> int:
    return whole_number(request.GET.get("page"), most=100_000) or 1


@in_network
@require_GET
def duplicates(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Pairs that may be one, the most alike first."""
    _must_edit(viewer)
    under_way, last = look_under_way(network.pk), last_look(network.pk)
    context: dict[str, Any] = {
        "page": queries.suspect_page(viewer, _page(request)),
        "last_look": last,
        "is_outdated": last and last.result.get("graph_version") != network.graph_version,
        "under_way": under_way,
        "percent": told(under_way)[0] if under_way else 0,
    }
    return render(request, "keeping/duplicates.html", context)


@in_network
@require_POST
def duplicates_look(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    look_again(viewer=viewer)
    return redirect("duplicates", network.slug)


@in_network
@require_GET
def kept_apart(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Pairs of which someone said that they are not the same."""
    _must_edit(viewer)
    number = _page(request)
    lines, has_next = queries.apart_lines(viewer, number)
    context = {"lines": lines, "number": number, "has_next": has_next}
    return render(request, "keeping/kept_apart.html", context)


def _pair(viewer: Viewer, first_id: int, second_id: int) -> tuple[Actor, Actor]:
    pair = queries.pair_seen(viewer, first_id, second_id)
    if pair is None:
        raise Http404
    return pair


@in_network
@require_POST
def pair_apart(
    request: HttpRequest, network: Network, viewer: Viewer, first_id: int, second_id: int
) -> HttpResponse:
    """Remember that two are not the same, or take that back."""
    first, second = _pair(viewer, first_id, second_id)
    if request.POST.get("take_back"):
        allow_together(viewer=viewer, first=first, second=second)
        messages.success(request, _("That is taken back. They may be suggested again."))
        return redirect("kept_apart", network.slug)
    keep_apart(viewer=viewer, first=first, second=second)
    messages.success(
        request, _("Noted: they are not the same. You can take this back under “Not the same”.")
    )
    return redirect("duplicates", network.slug)


@in_network
@require_http_methods(["GET", "POST"])
def pair_merge(
    request: HttpRequest, network: Network, viewer: Viewer, first_id: int, second_id: int
) -> HttpResponse:
    """Two actors side by side: choose what stays, see what happens, merge."""
    kept, merged = _pair(viewer, first_id, second_id)
    _must_edit(viewer)
    choices = choices_between(kept, merged, visible_fields(viewer), request.POST)
    if request.method == "POST":
        audience = audience_of(request.POST.get("visibility", ""))
        made = merge_actors(
            viewer=viewer,
            kept=kept,
            merged=merged,
            values=result_of(kept, merged, choices, audience),
            comment=request.POST.get("comment", "")[:300],
        )
        ask_for_search(network.pk)
        messages.success(request, _("They are one now. You can take this back here."))
        return redirect("change_set_detail", network.slug, made.pk)
    context = {
        "kept": kept,
        "merged": merged,
        "choices": choices,
        "plan": queries.seen_plan(viewer, kept, merged),
        "audiences": Visibility.choices,
        "narrower": narrower(kept, merged),
        "are_apart": queries.is_kept_apart(viewer, kept, merged),
    }
    return render(request, "keeping/pair_merge.html", context)


@in_network
@require_GET
def merge_with(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    """Search for the actor that one is to be merged with."""
    actor = get_object_or_404(Actor.objects.visible_to(viewer).select_related("kind"), pk=actor_id)
    _must_edit(viewer)
    wanted = request.GET.get("q", "")[:300]
    found = queries.others_called(viewer, actor, wanted)
    context = {"actor": actor, "wanted": wanted, "found": found}
    return render(request, "keeping/merge_with.html", context)
