"""Invitations: by name, by link, and from a spreadsheet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.joining.actions import (
    confirm_batch,
    invite,
    make_link,
    preview_batch,
    stop_batch,
    stop_invitation,
    stop_link,
)
from weft.joining.actions.inviting import Offer, Waves
from weft.joining.forms.gate import BatchForm, InviteForm, LinkForm, WavesForm
from weft.joining.invitation_rows import Row, read_rows, rows_of
from weft.joining.models import Batch, InviteLink
from weft.joining.permissions import may_admit, may_invite, may_vouch
from weft.joining.queries import batches_of, invitations_seen, links_of
from weft.networks.models import Network
from weft.networks.viewers import in_network

_A_PAGE = 100
_SHOWN = 200
#: How invitations stand, as the table of waves counts them.
_COLUMNS = ("planned", "sent", "joined", "declined", "stopped")


def _must_invite(viewer: Viewer) -> None:
    if not viewer.is_member:
        raise NotAllowed(_("Only members can invite others."))
    if not may_invite(viewer):
        raise NotAllowed(_("Your kind of membership does not allow you to invite others."))


def _must_admit(viewer: Viewer) -> None:
    if not may_admit(viewer):
        raise NotAllowed(_("Only those who admit members can do this."))


@in_network
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who was invited; and inviting one person."""
    _must_invite(viewer)
    if request.method == "GET":
        return _show(request, network, viewer)
    form = InviteForm(request.POST, network=network)

    def ask() -> object:
        told = form.cleaned_data
        offer = Offer(name=told["name"], kind=told["kind"], words=told["words"])
        return invite(viewer=viewer, network=network, email=told["email"], offer=offer)

    if not is_done(form, ask):
        return _show(request, network, viewer, form=form)
    messages.success(request, _("The invitation is on its way."))
    return redirect("invitations", network.slug)


def _show(
    request: HttpRequest, network: Network, viewer: Viewer, **again: forms.Form
) -> HttpResponse:
    """The page, with a form to be shown again by the name that the template knows it by."""
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    context: dict[str, Any] = {
        "page": Paginator(invitations_seen(viewer), _A_PAGE).get_page(number),
        "form": InviteForm(network=network),
        "may_admit": may_admit(viewer),
        # Forms that are shown again stand at addresses that have no further pages.
        "pages_at": reverse("invitations", args=[network.slug]),
    }
    if may_admit(viewer):
        in_a_month = timezone.localdate() + timedelta(days=30)
        links = context["links"] = list(links_of(network)[:50])
        context["at_once"] = _at_once(network, links)
        context["link_form"] = LinkForm(network=network, initial={"until": in_a_month})
        context["batch_form"] = BatchForm()
        context["batches"] = batches_of(network, 20)
        context["today"] = timezone.localdate()
    status = 422 if again else 200
    return render(request, "joining/invitations.html", {**context, **again}, status=status)


def _at_once(network: Network, links: list[InviteLink]) -> set[int]:
    """The links that let people in without anybody looking."""
    trusted = [link for link in links if link.is_trusted]
    makers = {link.made_by_id for link in trusted}
    vouching = {maker for maker in makers if may_vouch(network, maker)}
    return {link.pk for link in trusted if link.made_by_id in vouching}


@in_network
@require_POST
def link_make(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    _must_admit(viewer)
    form = LinkForm(request.POST, network=network)

    def make() -> object:
        return make_link(viewer=viewer, network=network, **form.cleaned_data)

    if not is_done(form, make):
        return _show(request, network, viewer, link_form=form)
    messages.success(request, _("The link is there. Copy it from the list."))
    return redirect("invitations", network.slug)


@in_network
@require_POST
def link_stop(request: HttpRequest, network: Network, viewer: Viewer, link_id: int) -> HttpResponse:
    _must_admit(viewer)
    link = get_object_or_404(InviteLink, network=network, pk=link_id)
    stop_link(viewer=viewer, link=link)
    messages.success(request, _("The link works no more."))
    return redirect("invitations", network.slug)


@in_network
@require_POST
def invitation_stop(
    request: HttpRequest, network: Network, viewer: Viewer, invitation_id: int
) -> HttpResponse:
    _must_invite(viewer)
    invitation = get_object_or_404(invitations_seen(viewer), pk=invitation_id)
    stop_invitation(viewer=viewer, invitation=invitation)
    messages.success(request, _("The invitation is taken back."))
    return redirect("invitations", network.slug)


@in_network
@require_POST
def batch_start(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Read a spreadsheet; what would happen is shown before anybody is invited."""
    _must_admit(viewer)
    form = BatchForm(request.POST, request.FILES)
    made: list[Batch] = []

    def read() -> None:
        rows, words = _rows_of_file(form.cleaned_data["file"]), form.cleaned_data["words"]
        made.append(preview_batch(viewer=viewer, network=network, rows=rows, words=words))

    if not is_done(form, read):
        if "file" not in form.errors:
            # Browsers keep what was typed, but no files.
            form.add_error("file", _("Choose the file again, once it is right."))
        return _show(request, network, viewer, batch_form=form)
    return redirect("batch_detail", network.slug, made[0].pk)


def _rows_of_file(file: UploadedFile[Any]) -> list[Row]:
    """The file lies on the disk only while it is read."""
    with NamedTemporaryFile(suffix=Path(file.name or "").suffix[:10]) as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return read_rows(copy.name, file.name or "")


@in_network
@require_http_methods(["GET", "POST"])
def batch_detail(
    request: HttpRequest, network: Network, viewer: Viewer, batch_id: int
) -> HttpResponse:
    """The people of a spreadsheet with what is wrong with each row, and the waves."""
    _must_admit(viewer)
    batch = get_object_or_404(Batch, network=network, pk=batch_id)
    form = WavesForm(request.POST or None, initial={"first_on": timezone.localdate()})
    invited: list[int] = []

    def confirm() -> None:
        waves = Waves(**form.cleaned_data)
        invited.append(confirm_batch(viewer=viewer, batch=batch, waves=waves))

    if request.method == "POST" and is_done(form, confirm):
        words = ngettext("%(n)s person is invited.", "%(n)s people are invited.", invited[0])
        messages.success(request, words % {"n": invited[0]})
        return redirect("batch_detail", network.slug, batch.pk)
    rows = rows_of(network, batch.rows)
    usable = sum(1 for row in rows if row.is_usable)
    waves = _waves(batch)
    context = {
        "batch": batch,
        "rows": sorted(rows, key=lambda row: not row.problem)[:_SHOWN],
        "count": len(rows),
        "usable": usable,
        "refused": len(rows) - usable,
        "form": form,
        "waves": waves,
        "planned": any(wave["planned"] for wave in waves),
        "stopped": any(wave["stopped"] for wave in waves),
    }
    status = 422 if form.errors else 200
    return render(request, "joining/batch_detail.html", context, status=status)


def _waves(batch: Batch) -> list[dict[str, Any]]:
    """Each wave with its day and how its invitations stand."""
    waves: dict[int, dict[str, Any]] = {}
    rows = batch.invitations.order_by("wave").values_list("wave", "send_on", "state")
    for number, day, state in rows:
        wave = waves.setdefault(
            number,
            {"number": number, "day": day, "count": 0, **dict.fromkeys(_COLUMNS, 0)},
        )
        wave["count"] += 1
        if state in wave:
            wave[state] += 1
    return list(waves.values())


@in_network
@require_POST
def batch_stop(
    request: HttpRequest, network: Network, viewer: Viewer, batch_id: int
) -> HttpResponse:
    """Take back what was not sent yet."""
    _must_admit(viewer)
    batch = get_object_or_404(Batch, network=network, pk=batch_id)
    stop_batch(viewer=viewer, batch=batch)
    messages.success(request, _("What was not sent yet is taken back."))
    return redirect("invitations", network.slug)
