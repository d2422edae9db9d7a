"""Lenses: saved views of the map, alone, on other websites, and as posters."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.analysis.queries import counts_of
from weft.common.errors import NotAllowed
from weft.common.markdown import to_plain
from weft.common.numbers import whole_number
from weft.common.throttle import held_back
from weft.common.visibility import Viewer, Visibility
from weft.mapping.forms_lenses import LensForm, lens_draft, rule_rows
from weft.mapping.lens_reading import query_for, rules_of, rules_to_change, shown_lens
from weft.mapping.lenses import (
    LensDraft,
    add_lens,
    can_change_lens,
    can_make_lens,
    change_lens,
    delete_lens,
    parsed,
)
from weft.mapping.limits import POSTERS
from weft.mapping.models import Lens, Story
from weft.mapping.picture import Look
from weft.mapping.posters import NAMES, PAPERS, Sheet, poster
from weft.mapping.view_picture import picture_of
from weft.mapping.views.map import map_context
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network


def visible_lens(viewer: Viewer, lens_id: int) -> Lens:
    return get_object_or_404(Lens.objects.visible_to(viewer), pk=lens_id)


@in_network
@require_http_methods(["GET", "POST"])
def lenses(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """All lenses and stories that one may see; and a place where the map saves a new one."""
    if request.method == "POST":
        draft = LensDraft(
            title=request.POST.get("title", ""),
            words=request.POST.get("words", ""),
            query=request.POST.get("query", ""),
            visibility=_audience(request),
            positions=parsed(request.POST.get("positions", "")),
            notes=parsed(request.POST.get("notes", "")),
        )
        lens = add_lens(viewer=viewer, draft=draft)
        messages.success(request, _("The view is saved. Add rules and words to it here."))
        return redirect("lens_edit", network.slug, lens.pk)
    rows = Lens.objects.visible_to(viewer).order_by("title", "pk")
    context = {
        "lenses": rows,
        "stories": Story.objects.visible_to(viewer).order_by("title", "pk"),
        "may_make": can_make_lens(viewer),
        "audiences": _audiences(viewer),
    }
    return render(request, "mapping/lenses.html", context)


def _audience(request: HttpRequest) -> int:
    found = whole_number(request.POST.get("visibility"), most=9)
    return Visibility.MEMBERS if found is None else found


def _audiences(viewer: Viewer) -> list[tuple[int, str]]:
    return [
        (value, str(label))
        for value, label in Visibility.choices
        if value <= viewer.clearance and (value or viewer.can_edit_map)
    ]


@in_network
@require_GET
def lens_detail(
    request: HttpRequest, network: Network, viewer: Viewer, lens_id: int
) -> HttpResponse:
    """The map as the lens shows it; a lens of the table leads there."""
    lens = visible_lens(viewer, lens_id)
    query = query_for(viewer, network, lens)
    if query.get("view") == "table":
        del query["view"]
        return redirect(f"{reverse('map_table', args=[network.slug])}?{query.urlencode()}")
    context = map_context(network, viewer, lens=shown_lens(viewer, network, lens))
    more = {
        "lens": lens,
        "lens_query": query.urlencode(),
        "may_change": can_change_lens(viewer, lens),
        "embed_url": _embed_address(network, lens),
    }
    return render(request, "mapping/map_page.html", {**context, **more})


def _embed_address(network: Network, lens: Lens) -> str:
    """Where other sites find it; only what everyone may see can be embedded."""
    if max(network.visibility, lens.visibility) > Visibility.PUBLIC:
        return ""
    return settings.SITE_URL + reverse("lens_embed", args=[network.slug, lens.pk])


@require_GET
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # django-csp's types miss arguments
def lens_embed(request: HttpRequest, network_slug: str, lens_id: int) -> HttpResponse:
    """A public lens for other sites. Whoever is signed in, only public things are shown."""
    network = Network.objects.visible_to_account(None).filter(slug=network_slug).first()
    if network is None:
        raise Http404
    viewer = Viewer(network.pk, Visibility.PUBLIC)
    lens = visible_lens(viewer, lens_id)
    shown = shown_lens(viewer, network, lens)
    context = map_context(network, viewer, is_embedded=True, lens=shown)
    more = {"lens": lens, "lens_query": shown["query"]}
    return render(request, "mapping/map_embed.html", {**context, **more})


@in_network
@require_http_methods(["GET", "POST"])
def lens_edit(request: HttpRequest, network: Network, viewer: Viewer, lens_id: int) -> HttpResponse:
    """Its title, words, audience and rules of appearance."""
    lens = visible_lens(viewer, lens_id)
    if not can_change_lens(viewer, lens):
        raise NotAllowed(_("Only its maker and map managers can change it."))
    form = LensForm(request.POST or None, viewer=viewer, lens=lens)
    if request.method == "POST" and form.is_valid():
        shown = rules_to_change(viewer, network, lens)
        hidden = [rule for rule in rules_of(lens) if rule not in shown]
        change_lens(viewer=viewer, lens=lens, draft=lens_draft(request.POST, form, lens, hidden))
        messages.success(request, _("The view is saved."))
        return redirect("lens_detail", network.slug, lens.pk)
    context = {"form": form, "lens": lens, **rule_rows(viewer, network, lens, request.POST)}
    return render(request, "mapping/lens_edit.html", context)


@in_network
@require_POST
def lens_arrange(
    request: HttpRequest, network: Network, viewer: Viewer, lens_id: int
) -> HttpResponse:
    """What was moved and noted on the map itself, and the view as it is now."""
    lens = visible_lens(viewer, lens_id)
    draft = LensDraft(
        title=lens.title,
        words=lens.words,
        visibility=lens.visibility,
        rules=lens.rules,
        query=request.POST.get("query", lens.query),
        positions=parsed(request.POST.get("positions", "")) or lens.positions,
        notes=parsed(request.POST.get("notes", "")) or [],
    )
    change_lens(viewer=viewer, lens=lens, draft=draft)
    messages.success(request, _("The view is saved."))
    return redirect("lens_detail", network.slug, lens.pk)


@in_network
@require_POST
def lens_delete(
    request: HttpRequest, network: Network, viewer: Viewer, lens_id: int
) -> HttpResponse:
    delete_lens(viewer=viewer, lens=visible_lens(viewer, lens_id))
    messages.success(request, _("The view is deleted. The map is as it was."))
    return redirect("lenses", network.slug)


@held_back(POSTERS)
@in_network
@require_GET
def map_poster(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The view of the address, or of a lens, as a PDF to print."""
    seen = as_asked(request, viewer)
    lens_id = whole_number(request.GET.get("lens"))
    lens = visible_lens(seen, lens_id) if lens_id is not None else None
    query: QueryDict = request.GET if lens is None else query_for(seen, network, lens)
    paper = request.GET.get("paper", "a3")
    where = reverse("lens_detail", args=[network.slug, lens.pk]) if lens else _map_address(network)
    found = counts_of(seen, network)
    sheet = Sheet(
        paper=paper,
        is_upright="upright" in request.GET,
        title=lens.title if lens is not None else network.name,
        words=to_plain(lens.words if lens is not None else network.purpose),
        foot=_("%(network)s · %(day)s · %(actors)s actors, %(ties)s ties")
        % {
            "network": network.name,
            "day": date_format(timezone.localdate(), "j F Y"),
            "actors": f"{found['actors']:,}",
            "ties": f"{found['ties']:,}",
        },
        address=settings.SITE_URL + where,
        accent=network.colour,
    )
    width, height = sheet.room
    look = Look.from_query(query, title="").on_paper(width, height, NAMES[paper])
    pdf = poster(sheet, picture_of(seen, network, query, look, lens))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{network.slug}-{paper if paper in PAPERS else 'poster'}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def _map_address(network: Network) -> str:
    return reverse("map_page", args=[network.slug])
