"""What deserves a closer look, and questions to the net."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from weft.analysis.actions import stop_working as have_stopped
from weft.analysis.actions import work_out as have_worked_out
from weft.analysis.models import ALL_TIES
from weft.analysis.queries import current_result
from weft.analysis.questions import Question, ask
from weft.analysis.wording import listed
from weft.analysis.work import last_outcome, work_under_way
from weft.common.errors import WeftError
from weft.common.job_holds import told
from weft.common.models import JobState
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.introductions import brokered_ties
from weft.graph.models import Actor, Rung
from weft.graph.queries import kinds_and_types
from weft.insights import queries, wording
from weft.insights.forms import ReachForm, WhatIfForm
from weft.insights.network_figures import network_figures
from weft.insights.power import PAGE, holders, standing, with_ties
from weft.networks.models import Network
from weft.networks.viewers import as_asked, in_network

#: Actors that one may take off the map at once.
_MOST_GONE = 20


def _lens_of(request: HttpRequest) -> int:
    asked = request.GET.get("lens", "")
    is_rung = asked.isascii() and asked.isdigit() and len(asked) == 1
    return int(asked) if is_rung and int(asked) in Rung.values else ALL_TIES


def _standing(request: HttpRequest, network: Network, viewer: Viewer) -> dict[str, Any]:
    """What every page of stored insights shows: the lens, and whether it is up to date."""
    lens = _lens_of(request)
    outcome = last_outcome(network)
    return {
        "lens": lens,
        "lenses": queries.lenses(viewer),
        "more_lenses": [(rung, queries.lens_name(rung)) for rung in (2, 4)],
        "row": current_result(viewer, network, lens),
        "work": work_under_way(network),
        "was_stopped": outcome is not None and outcome.state == JobState.STOPPED,
        "tab": request.resolver_match.url_name if request.resolver_match else "",
    }


@in_network
@require_GET
def insights(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The network in figures, who holds it together, and who stands between others."""
    context = _standing(request, network, viewer)
    row = context["row"]
    if row is not None:
        context |= {
            "figures": network_figures(row.summary),
            "players": queries.key_players(viewer, row),
            "holes": queries.holes(viewer, row),
        }
    return render(request, "insights/insights.html", context)


@in_network
@require_GET
def gaps(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Where ties are missing, and who could close the gap."""
    context = _standing(request, network, viewer)
    by = request.GET.get("by", "cluster")
    grouping = by if by in queries.GROUPINGS else "cluster"
    row = context["row"]
    if row is not None:
        found = row.insights.get("gaps", {}).get(grouping, {})
        context |= {"gaps": queries.gap_lines(viewer, row, grouping), "found": found}
    names = {
        "cluster": _("Clusters"),
        "region": _("Regions"),
        "topic": _("Topics"),
        "kind": _("Kinds"),
    }
    return render(request, "insights/gaps.html", {**context, "grouping": grouping, "by": names})


@in_network
@require_GET
def coverage(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who works on what where, and where nobody does."""
    context = _standing(request, network, viewer)
    if context["row"] is not None:
        grid = context["row"].insights.get("coverage") or {}
        context["grid"] = grid
        context["missing"] = queries.missing(grid)
        context["lines"] = [
            (topic, list(zip(grid["regions"], counts, expected, strict=True)))
            for topic, counts, expected in zip(
                grid.get("topics", []),
                grid.get("counts", []),
                grid.get("expected", []),
                strict=True,
            )
        ]
    return render(request, "insights/coverage.html", context)


def _clusters(viewer: Viewer, network: Network) -> list[str]:
    row = current_result(viewer, network)
    return [] if row is None else [str(cluster["name"]) for cluster in row.clusters]


@in_network
@require_GET
def what_if(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What the network would lose if some were gone."""
    clusters = _clusters(viewer, network)
    form = WhatIfForm(
        request.GET or None, viewer=viewer, clusters=clusters, brokers=queries.brokers(viewer)
    )
    context: dict[str, Any] = {"form": form, "tab": "what_if"}
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        leaving = {actor.pk: actor.name for actor in form.actors.values()}
        who = list(leaving.values())
        values: dict[str, Any] = {"actors": sorted(leaving)}
        if chosen.get("cluster") is not None:
            values["cluster"] = chosen["cluster"]
            who.append(_("the cluster “%(name)s”") % {"name": clusters[chosen["cluster"]]})
        if chosen.get("brokered") is not None:
            values["ties"] = brokered_ties(viewer, chosen["brokered"])
            who.append(_("the ties made by introductions"))
        context |= _without(viewer, network, values, who)
    return _answer_page(request, "insights/what_if.html", context)


def _without(
    viewer: Viewer, network: Network, values: dict[str, Any], who: list[str]
) -> dict[str, Any]:
    """The answer in sentences and figures, or what to wait for."""
    context = _answered(viewer, network, Question("without", values))
    if answer := context.get("answer"):
        names = queries.names_of(viewer, answer["cut_off"][1] + answer["isolated"][1])
        context |= {
            "sentences": wording.without_sentences(answer, listed(who), context["clusters"]),
            "figures": wording.figures_of(answer),
            "isolated": queries.known(answer["isolated"][1], names),
            "cut_off": queries.known(answer["cut_off"][1], names),
        }
    return context


@in_network
@require_GET
def what_if_panel(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The same beside the map, for actors by their ids."""
    seen = as_asked(request, viewer)
    ids = [pk for pk in map(whole_number, request.GET.getlist("without")) if pk is not None]
    names = queries.names_of(seen, ids[:_MOST_GONE])
    if not names:
        raise Http404
    who = [names[pk].name for pk in sorted(names)]
    context = _without(seen, network, {"actors": sorted(names)}, who)
    apart = (*context.get("cut_off", ()), *context.get("isolated", ()))
    context["apart"] = sorted({person.pk for person in apart})
    status = 202 if context.get("waiting") else 200
    response = _answer_page(request, "insights/_what_if_panel.html", context)
    response.status_code = status
    return response


@in_network
@require_GET
def power(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who holds power over what, who sways them, and who is in touch."""
    only_unreached = "unreached" in request.GET
    page = whole_number(request.GET.get("page"), most=100_000) or 1
    start = (page - 1) * PAGE
    rows = list(holders(viewer, only_unreached=only_unreached)[start : start + PAGE + 1])
    types = [tie_type.name for tie_type in kinds_and_types(viewer)[1] if tie_type.is_influence]
    context = {
        "tab": "power",
        "found": with_ties(viewer, rows[:PAGE]),
        "standing": standing(viewer),
        "only_unreached": only_unreached,
        "page": page,
        "has_next": len(rows) > PAGE,
        "on_map": urlencode([("type", name) for name in types]),
    }
    return render(request, "insights/power.html", context)


@in_network
@require_GET
def reach(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The ways from one actor to another, the most promising first."""
    form = ReachForm(request.GET or None, viewer=viewer)
    context: dict[str, Any] = {"form": form, "tab": "reach"}
    if form.is_bound and form.is_valid():
        values = {
            "start": form.actors["start"].pk,
            "end": form.actors["end"].pk,
            "fading_months": network.fading_months,
        }
        context |= _answered(viewer, network, Question("routes", values))
        if answer := context.get("answer"):
            names = queries.names_of(
                viewer, (pk for way in answer["routes"] for pk in way["actors"])
            )
            context["ways"] = [
                {
                    "actors": queries.known(way["actors"], names),
                    "favours": way["favours"],
                    "weakest": wording.tie_strength(way["strength"]),
                    "stalest": wording.tie_freshness(way["freshness"]),
                }
                for way in answer["routes"]
            ]
    return _answer_page(request, "insights/reach.html", context)


def _answered(viewer: Viewer, network: Network, question: Question) -> dict[str, Any]:
    """The answer, or what to wait for, or why there is none."""
    try:
        found = ask(viewer, network, question)
    except WeftError as problem:
        return {"problem": str(problem)}
    if found.waiting is not None:
        percent, step = told(found.waiting)
        return {"waiting": found.waiting, "percent": percent, "step": step}
    return {"answer": found.values, "clusters": found.clusters}


def _answer_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@in_network
@require_GET
def meet(request: HttpRequest, network: Network, viewer: Viewer, actor_id: int) -> HttpResponse:
    """Whom an actor should meet, and why."""
    actor = get_object_or_404(Actor.objects.visible_to(viewer), pk=actor_id)
    context = _standing(request, network, viewer)
    row = context["row"]
    found = None if row is None else queries.meetings_for(viewer, row, actor.pk)
    context["actor"] = actor
    context["meetings"] = [
        (meeting, wording.reasons_to_meet(meeting), wording.parts_in_words(meeting))
        for meeting in found or []
    ]
    return render(request, "insights/meet.html", context)


@in_network
@require_POST
def work_out(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    lens = request.POST.get("lens", "0")
    number = int(lens) if lens.isascii() and lens.isdigit() and len(lens) < 3 else -1
    have_worked_out(viewer=viewer, network=network, lens=number)
    messages.success(request, _("It is being worked out. You need not wait on this page."))
    return redirect("insights", network.slug)


@in_network
@require_POST
def stop_working(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    have_stopped(viewer=viewer, network=network)
    messages.success(request, _("It is told to stop. What was known before is kept."))
    return redirect("insights", network.slug)
