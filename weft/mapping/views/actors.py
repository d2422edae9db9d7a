"""The directory, and the page of one actor with its forms."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.analysis.files import places_of
from weft.analysis.queries import Reading, reading
from weft.common.errors import NotAllowed
from weft.common.throttle import held_back
from weft.common.visibility import Viewer
from weft.graph.actions import (
    Seen,
    add_actor,
    add_tie,
    edit_actor,
    edit_tie,
    end_actor,
    end_tie,
    record_evidence,
)
from weft.graph.merged import kept_instead
from weft.graph.models import Actor, Tie
from weft.graph.permissions import can_edit_map
from weft.graph.queries import actor_page, change_values, changes_of
from weft.graph.values import visible_fields
from weft.mapping.directory import csv_lines
from weft.mapping.filters import Page, matching, page_of, read_filters
from weft.mapping.forms import ActorForm, EvidenceForm, TieEditForm, TieForm
from weft.mapping.limits import FILES
from weft.mapping.measure_names import MEASURE_NAMES
from weft.mapping.views.assets import assets_of
from weft.mapping.views.map import choices
from weft.networks.models import Network
from weft.networks.viewers import in_network

_HISTORY = 20


@in_network
@require_GET
def directory(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Everyone on the map, with search and filters."""
    wanted = read_filters(request.GET)
    found = reading(viewer, network)
    page: Page = page_of(viewer, wanted, found, ())
    fields = visible_fields(viewer)
    context = {
        "wanted": wanted,
        "page": page,
        "sees": {key: fields.sees(key) for key in ("description", "topics", "place", "region")},
        **choices(viewer, found.facets, []),
    }
    return render(request, "mapping/directory.html", context)


@held_back(FILES)
@in_network
@require_GET
def directory_csv(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The directory as it is filtered, for a spreadsheet."""
    wanted = read_filters(request.GET)
    actors = matching(viewer, wanted, reading(viewer, network))
    lines: Iterator[str] = csv_lines(actors, visible_fields(viewer))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{network.slug}.csv"'
    return response  # type: ignore[return-value]  # a response all the same


def _visible_actor(viewer: Viewer, actor_id: int) -> Actor:
    return get_object_or_404(Actor.objects.visible_to(viewer).select_related("kind"), pk=actor_id)


@in_network
@require_GET
def actor_detail(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    page = actor_page(viewer, actor_id)
    if page is None:
        kept = kept_instead(viewer, actor_id)
        if kept is None:
            raise Http404
        return redirect("actor_detail", network.slug, kept.pk)
    found = reading(viewer, network)
    seen = visible_fields(viewer)
    history = changes_of(viewer, actor=page.actor)[:_HISTORY]
    context = {
        "page": page,
        "figures": _figures(found, page.actor.pk),
        "history": [(change, change_values(change, seen)) for change in history],
        "evidence_form": EvidenceForm(),
        **assets_of(viewer, page.actor),
    }
    return render(request, "mapping/actor_detail.html", context)


def _figures(found: Reading, actor_id: int) -> list[tuple[object, float, bool]]:
    """A few measures of the actor, with their plain names and whether they are estimated."""
    if not found.is_current:
        return []
    at = int(places_of([actor_id], found.arrays["ids"])[0])
    if at < 0:
        return []
    keys = ("degree", "betweenness", "reach2", "constraint")
    return [
        (MEASURE_NAMES[key], float(values[at]), found.is_estimated(key))
        for key in keys
        if (values := found.measure(key)) is not None and values[at] == values[at]
    ]


@in_network
@require_http_methods(["GET", "POST"])
def actor_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    form = ActorForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        actor = add_actor(viewer=viewer, values=form.values())
        messages.success(request, _("It is on the map. Now tie it to others."))
        return redirect("actor_detail", network.slug, actor.pk)
    return render(request, "mapping/actor_form.html", {"form": form})


@in_network
@require_http_methods(["GET", "POST"])
def actor_edit(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    actor = _visible_actor(viewer, actor_id)
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    form = ActorForm(request.POST or None, viewer=viewer, actor=actor)
    if request.method == "POST" and form.is_valid():
        edit_actor(
            viewer=viewer,
            actor=actor,
            values=form.values(),
            comment=form.cleaned_data["comment"],
        )
        messages.success(request, _("Saved. You can undo it under “Changes”."))
        return redirect("actor_detail", network.slug, actor.pk)
    return render(request, "mapping/actor_form.html", {"form": form, "actor": actor})


@in_network
@require_POST
def actor_end(
    request: HttpRequest, network: Network, viewer: Viewer, actor_id: int
) -> HttpResponse:
    actor = _visible_actor(viewer, actor_id)
    change_set = end_actor(viewer=viewer, actor=actor)
    messages.success(request, _("It is off the map. You can undo this here."))
    return redirect("change_set_detail", network.slug, change_set.pk)


@in_network
@require_http_methods(["GET", "POST"])
def tie_add(request: HttpRequest, network: Network, viewer: Viewer, actor_id: int) -> HttpResponse:
    actor = _visible_actor(viewer, actor_id)
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    form = TieForm(request.POST or None, viewer=viewer, actor=actor)
    if request.method == "POST" and form.is_valid():
        add_tie(viewer=viewer, source=actor, target=form.other, values=form.values())
        messages.success(request, _("The tie is on the map."))
        return redirect("actor_detail", network.slug, actor.pk)
    return render(request, "mapping/tie_form.html", {"form": form, "actor": actor})


def _visible_tie(viewer: Viewer, tie_id: int) -> Tie:
    ties = Tie.objects.visible_to(viewer).select_related("type", "source", "target")
    return get_object_or_404(ties, pk=tie_id)


@in_network
@require_http_methods(["GET", "POST"])
def tie_edit(request: HttpRequest, network: Network, viewer: Viewer, tie_id: int) -> HttpResponse:
    tie = _visible_tie(viewer, tie_id)
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    form = TieEditForm(request.POST or None, viewer=viewer, tie=tie)
    if request.method == "POST" and form.is_valid():
        comment = form.cleaned_data["comment"]
        edit_tie(viewer=viewer, tie=tie, values=form.values(), comment=comment)
        messages.success(request, _("Saved. You can undo it under “Changes”."))
        return redirect("actor_detail", network.slug, tie.source_id)
    return render(request, "mapping/tie_form.html", {"form": form, "actor": tie.source, "tie": tie})


@in_network
@require_POST
def tie_end(request: HttpRequest, network: Network, viewer: Viewer, tie_id: int) -> HttpResponse:
    tie = _visible_tie(viewer, tie_id)
    change_set = end_tie(viewer=viewer, tie=tie)
    messages.success(request, _("The tie is off the map. You can undo this here."))
    return redirect("change_set_detail", network.slug, change_set.pk)


@in_network
@require_POST
def evidence_add(
    request: HttpRequest, network: Network, viewer: Viewer, tie_id: int
) -> HttpResponse:
    tie = _visible_tie(viewer, tie_id)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what happened and on which day."))
    else:
        given = form.cleaned_data
        seen = Seen(tie, given["kind"], given["date"], given["rung"], given["note"])
        record_evidence(viewer=viewer, seen=[seen], comment=given["note"])
        messages.success(request, _("The evidence is noted."))
    return redirect("actor_detail", network.slug, tie.source_id)
