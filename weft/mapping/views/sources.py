"""Linked sources: the list, one source with what waits, and what can be done about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.job_holds import told
from weft.common.models import JobState
from weft.common.visibility import Viewer, Visibility
from weft.mapping.forms import SourceForm
from weft.mapping.imports.corrections import read_corrections
from weft.mapping.models import Outcome, Source
from weft.mapping.sources.actions import (
    accept_preview,
    change_source,
    decide_matches,
    discard_preview,
    let_go_of,
    link_source,
    look_now,
    must_follow,
    turn_on,
)
from weft.mapping.sources.polling import MOST_FAILED_NIGHTS
from weft.mapping.sources.sheets import file_address
from weft.networks.models import Network
from weft.networks.viewers import in_network
from weft.sna import io as netio

_BUSY = (JobState.QUEUED, JobState.RUNNING)


@in_network
@require_GET
def sources(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Every file that the map follows, and how the last look at it ended."""
    must_follow(viewer)
    rows = Source.objects.visible_to(viewer).order_by("name")
    return render(
        request, "mapping/sources.html", {"sources": rows, "most_failed": MOST_FAILED_NIGHTS}
    )


def visible_source(viewer: Viewer, source_id: int) -> Source:
    must_follow(viewer)
    rows = Source.objects.visible_to(viewer).select_related(
        "job", "change_set__undone_by", "layer", "from_network"
    )
    return get_object_or_404(rows, pk=source_id)


@in_network
@require_http_methods(["GET", "POST"])
def source_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    must_follow(viewer)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        source = link_source(viewer=viewer, **given)
        _tell_address(request, str(given["address"]))
        return redirect("source_detail", network.slug, source.pk)
    formats = [each.label for each in netio.FORMATS.values() if each.can_read]
    return render(request, "mapping/source_form.html", {"form": form, "formats": formats})


def _tell_address(request: HttpRequest, given: str) -> None:
    """Say so where a link leads to another file than it seems to."""
    _address, sentence = file_address(given)
    if sentence:
        messages.info(request, sentence)


@in_network
@require_GET
def source_detail(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    """Where the source stands, and what waits to be looked at."""
    source = visible_source(viewer, source_id)
    is_busy = source.job is not None and source.job.state in _BUSY
    percent, step = told(source.job) if source.job is not None and is_busy else (0, "")
    waits = source.outcome == Outcome.WAITING
    context = {
        "source": source,
        "is_busy": is_busy,
        "percent": percent,
        "step": step,
        "job_error": source.job.message if source.job and source.job.state == "failed" else "",
        "waits": waits and not is_busy,
        # The name of a network is shown to those who may know of it.
        "origin": _origin(viewer, source),
        "can_look": bool(source.address or source.folder or source.from_network_id),
        "is_paused_by_failing": not source.is_on and source.failed_nights >= MOST_FAILED_NIGHTS,
        "is_undone": source.change_set is not None and hasattr(source.change_set, "undone_by"),
        # The parts of an import's preview, whose form goes to this source.
        "started": source,
        "preview": source.preview,
        "correct_url": reverse("source_correct", args=[network.slug, source.pk]),
        "actor_fields": netio.ACTOR_FIELDS,
        "tie_fields": netio.TIE_FIELDS,
        "audiences": Visibility.choices,
        "formats": {key: each.label for key, each in netio.FORMATS.items() if each.can_read},
    }
    return render(request, "mapping/source_detail.html", context)


def _origin(viewer: Viewer, source: Source) -> str:
    """Where a source is, in words that this person may read."""
    if source.from_network is not None:
        known = Network.objects.visible_to_account(viewer.account_id)
        return source.from_network.name if source.from_network in known else _("another network")
    return source.address or ", ".join(source.file_names)


@in_network
@require_http_methods(["GET", "POST"])
def source_edit(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    source = visible_source(viewer, source_id)
    values = {key: getattr(source, key) for key in ("name", "address", "visibility", "when_gone")}
    form = SourceForm(request.POST or None, initial=values)
    if not source.address:
        del form.fields["address"]
    if request.method == "POST" and form.is_valid():
        change_source(viewer=viewer, source=source, **form.cleaned_data)
        _tell_address(request, str(form.cleaned_data.get("address", "")))
        messages.success(request, _("Saved."))
        return redirect("source_detail", network.slug, source.pk)
    return render(request, "mapping/source_form.html", {"form": form, "source": source})


@in_network
@require_POST
def source_correct(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    """Read the file another way, and look at it again."""
    source = visible_source(viewer, source_id)
    choices, visibility = read_corrections(request.POST, source)
    change_source(viewer=viewer, source=source, choices=choices, visibility=visibility)
    return redirect("source_detail", network.slug, source.pk)


@in_network
@require_POST
def source_look(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    look_now(viewer=viewer, source=visible_source(viewer, source_id))
    return redirect("source_detail", network.slug, source_id)


@in_network
@require_POST
def source_accept(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    source = visible_source(viewer, source_id)
    shown = {str(match["key"]) for match in source.preview.get("matches", ()) if match["is_same"]}
    same, apart = answered(request, source)
    if any(name.startswith("match-") for name in request.POST) and same != shown:
        # What was shown did not have these answers in it yet.
        decide_matches(viewer=viewer, source=source, same=same, apart=apart)
        messages.warning(
            request, _("Noted who is the same. Look at what changes now, then say yes.")
        )
    else:
        accept_preview(viewer=viewer, source=source)
    return redirect("source_detail", network.slug, source_id)


def answered(request: HttpRequest, source: Source) -> tuple[set[str], set[str]]:
    """Who of a layer is said to be the same as someone on the map, and who is not."""
    same: set[str] = set()
    apart: set[str] = set()
    for match in source.preview.get("matches", []):
        key = str(match["key"])
        said = request.POST.get("all") or request.POST.get(f"match-{key}")
        if said == "certain":
            said = "same" if match["is_certain"] else "apart"
        (same if said == "same" else apart).add(key)
    return same, apart


@in_network
@require_POST
def source_discard(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    discard_preview(viewer=viewer, source=visible_source(viewer, source_id))
    messages.success(request, _("The map stays as it is. We ask again when the file changes."))
    return redirect("source_detail", network.slug, source_id)


@in_network
@require_POST
def source_pause(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    """Pause, or follow again."""
    source = visible_source(viewer, source_id)
    now = turn_on(viewer=viewer, source=source, is_on=not source.is_on)
    told_words = _("It is followed again.") if now.is_on else _("It is paused.")
    messages.success(request, told_words)
    return redirect("source_detail", network.slug, source_id)


@in_network
@require_http_methods(["GET", "POST"])
def source_remove(
    request: HttpRequest, network: Network, viewer: Viewer, source_id: int
) -> HttpResponse:
    """Ask what becomes of what the source brought, then let go of it."""
    source = visible_source(viewer, source_id)
    if request.method == "GET":
        own = source.rows.filter(is_own=True, actor__isnull=False, actor__ended_in__isnull=True)
        context = {"source": source, "own": own.count()}
        return render(request, "mapping/source_remove.html", context)
    ends = request.POST.get("rows") == "end"
    change_set = let_go_of(viewer=viewer, source=source, ends_rows=ends)
    if change_set is None:
        messages.success(request, _("It is no longer followed. What it brought stays."))
    else:
        link = reverse("change_set_detail", args=[network.slug, change_set.pk])
        words = _("It is no longer followed, and what it brought is off the map.")
        undo = format_html('<a href="{}">{}</a>', link, _("Look at it and undo it"))
        messages.success(request, format_html("{} {}.", words, undo))
    return redirect("sources", network.slug)
