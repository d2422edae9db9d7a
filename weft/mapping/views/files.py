"""Import with its preview and progress, and export."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.errors import InvalidInput
from weft.common.job_holds import told
from weft.common.throttle import held_back
from weft.common.visibility import Viewer, Visibility
from weft.mapping.export import FORMATS, write_network
from weft.mapping.forms import UploadForm
from weft.mapping.imports.actions import (
    cancel_import,
    confirm_import,
    correct_import,
    must_import,
    start_import,
)
from weft.mapping.imports.corrections import read_corrections
from weft.mapping.limits import FILES
from weft.mapping.models import Import, ImportState
from weft.networks.models import Network
from weft.networks.viewers import in_network
from weft.sna import io as netio

_BUSY = (ImportState.READING, ImportState.APPLYING)


@in_network
@require_http_methods(["GET", "POST"])
def import_start(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    must_import(viewer)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        started = start_import(
            viewer=viewer,
            uploads=form.cleaned_data["upload"],
            visibility=form.cleaned_data["visibility"],
        )
        return redirect("import_detail", network.slug, started.pk)
    formats = [format_.label for format_ in netio.FORMATS.values() if format_.can_read]
    return render(request, "mapping/import_start.html", {"form": form, "formats": formats})


def _visible_import(viewer: Viewer, import_id: int) -> Import:
    must_import(viewer)
    started = (
        Import.objects.visible_to(viewer)
        .select_related("job", "change_set__undone_by")
        .filter(pk=import_id)
        .first()
    )
    if started is None:
        raise Http404
    return started


@in_network
@require_GET
def import_detail(
    request: HttpRequest, network: Network, viewer: Viewer, import_id: int
) -> HttpResponse:
    """Where the import stands: working, ready to look at, failed, or done."""
    started = _visible_import(viewer, import_id)
    if started.state == ImportState.DONE:
        return _finished(request, network, started)
    job_failed = started.job is not None and started.job.state == "failed"
    if started.state in _BUSY and not job_failed:
        percent, step = told(started.job) if started.job else (0, "")
        context = {"started": started, "percent": percent, "step": step}
        return render(request, "mapping/import_progress.html", context)
    if started.state == ImportState.FAILED or job_failed:
        error = started.error or (started.job.message if started.job else "")
        return render(request, "mapping/import_failed.html", {"started": started, "error": error})
    context = {
        "started": started,
        "preview": started.preview,
        "correct_url": reverse("import_correct", args=[network.slug, started.pk]),
        "actor_fields": netio.ACTOR_FIELDS,
        "tie_fields": netio.TIE_FIELDS,
        "audiences": Visibility.choices,
        "formats": {key: f.label for key, f in netio.FORMATS.items() if f.can_read},
    }
    return render(request, "mapping/import_preview.html", context)


def _finished(request: HttpRequest, network: Network, started: Import) -> HttpResponse:
    """The import ends on the map."""
    if started.change_set is not None and hasattr(started.change_set, "undone_by"):
        return redirect("map_page", network.slug)
    if started.change_set_id is None:
        messages.success(request, _("Everything in the file was here already: nothing changed."))
    else:
        undo = reverse("change_set_detail", args=[network.slug, started.change_set_id])
        words = _("It is imported. Was it the wrong file?")
        link = format_html('<a href="{}">{}</a>', undo, _("Look at it and undo it"))
        messages.success(request, format_html("{} {}.", words, link))
    return redirect("map_page", network.slug)


@in_network
@require_POST
def import_correct(
    request: HttpRequest, network: Network, viewer: Viewer, import_id: int
) -> HttpResponse:
    started = _visible_import(viewer, import_id)
    choices, visibility = read_corrections(request.POST, started)
    correct_import(viewer=viewer, started=started, choices=choices, visibility=visibility)
    return redirect("import_detail", network.slug, started.pk)


@in_network
@require_POST
def import_confirm(
    request: HttpRequest, network: Network, viewer: Viewer, import_id: int
) -> HttpResponse:
    started = _visible_import(viewer, import_id)
    confirm_import(viewer=viewer, started=started)
    return redirect("import_detail", network.slug, started.pk)


@in_network
@require_POST
def import_cancel(
    request: HttpRequest, network: Network, viewer: Viewer, import_id: int
) -> HttpResponse:
    started = _visible_import(viewer, import_id)
    cancel_import(viewer=viewer, started=started)
    messages.success(request, _("Nothing was imported, and the file is deleted."))
    return redirect("import_start", network.slug)


@in_network
@require_GET
def export_page(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    formats = [(key, netio.FORMATS[key].label, netio.FORMATS[key].cannot_carry) for key in FORMATS]
    return render(request, "mapping/export_page.html", {"formats": formats})


@held_back(FILES)
@in_network
@require_GET
def export_file(
    request: HttpRequest, network: Network, viewer: Viewer, format_key: str
) -> HttpResponse:
    """The network as this viewer sees it, as a file."""
    if format_key not in FORMATS:
        raise InvalidInput(_("Choose one of the formats on the export page."))
    ending, content_type = FORMATS[format_key]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{network.slug}{ending}"
        write_network(viewer, path, format_key, network.name)
        # The open file outlives its folder: POSIX keeps it until the response has been sent.
        return FileResponse(  # type: ignore[return-value]  # a response all the same
            path.open("rb"), as_attachment=True, filename=path.name, content_type=content_type
        )
