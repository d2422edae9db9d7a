"""What waits for moderators, reporting, appeals, and newcomers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.moderating import actions
from weft.moderating.actions.appealing import APPEAL_DAYS, can_be_appealed
from weft.moderating.forms import (
    AppealForm,
    HearForm,
    PrincipleForm,
    RefuseForm,
    RulesForm,
    RulingForm,
)
from weft.moderating.kinds import kind_of, said
from weft.moderating.mails import measure_of, token_of
from weft.moderating.models import Held, Measure, Outcome, Report
from weft.moderating.permissions import (
    may_end_memberships,
    may_hear_appeal,
    may_moderate,
    must_moderate,
)
from weft.moderating.queries import (
    by_author,
    newcomers,
    next_waiting,
    open_appeals,
    open_reports,
    own_held,
    own_measures,
    own_reports,
    rules_of,
    waiting,
)
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.viewers import in_network


@in_network
@require_GET
def moderation(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """All that waits for a moderator."""
    must_moderate(viewer)
    context = {
        "waiting": [
            (author, [(held, _label(held.kind), _beginning(held)) for held in rows])
            for author, rows in by_author(waiting(viewer))
        ],
        "reports": [(one, _label(one.kind)) for one in open_reports(viewer)],
        "appeals": open_appeals(viewer),
        "may_manage": can_manage_network(viewer),
    }
    return render(request, "moderating/moderation.html", context)


def _beginning(held: Held) -> str:
    """The first of what was written, without the title that stands above it."""
    return " ".join(held.words.removeprefix(held.title).split())[:300]


def _to_the_next(network: Network, viewer: Viewer, held: Held) -> HttpResponse:
    """What waits next; or the list, when nothing of it does any more."""
    following = next_waiting(viewer, held)
    if following is None:
        return redirect("moderation", network.slug)
    return redirect("held_detail", network.slug, following.pk)


def _label(code: str) -> str:
    kind = kind_of(code)
    return str(kind.label) if kind else code


@in_network
@require_http_methods(["GET", "POST"])
def held_detail(
    request: HttpRequest, network: Network, viewer: Viewer, held_id: int
) -> HttpResponse:
    """Reading what waits, and letting it through or not."""
    held = get_object_or_404(waiting(viewer) if may_moderate(viewer) else own_held(viewer),
                             pk=held_id)  # fmt: skip
    must_moderate(viewer, held)
    form = RefuseForm(request.POST if "refuse" in request.POST else None, network=network)
    try:
        if request.method == "POST" and "release" in request.POST:
            actions.release(viewer=viewer, held=held)
            messages.success(request, _("It is there now, and they get a mail."))
            return _to_the_next(network, viewer, held)
        if request.method == "POST" and form.is_valid():
            actions.refuse(viewer=viewer, held=held, principle=form.chosen,
                           words=form.cleaned_data["words"])  # fmt: skip
            messages.success(request, _("It is not let through. They are told why, by mail."))
            return _to_the_next(network, viewer, held)
    except InvalidInput as wrong:
        messages.error(request, str(wrong))
    context = {"held": held, "label": _label(held.kind), "form": form}
    return render(request, "moderating/held_detail.html", context)


@in_network
@require_POST
def held_take_back(
    request: HttpRequest, network: Network, viewer: Viewer, held_id: int
) -> HttpResponse:
    actions.take_back(viewer=viewer, held=get_object_or_404(own_held(viewer), pk=held_id))
    messages.success(request, _("It is taken back."))
    return redirect("own_moderation", network.slug)


@in_network
@require_http_methods(["GET", "POST"])
def report_page(
    request: HttpRequest, network: Network, viewer: Viewer, kind: str, subject: int
) -> HttpResponse:
    """A member says which principle something breaks."""
    found = said(viewer, kind, subject)
    if found is None:
        raise Http404
    if not viewer.is_member:
        raise NotAllowed(_("Only members can report something."))
    form = PrincipleForm(request.POST or None, network=network)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report(viewer=viewer, network=network, kind=kind, subject=subject,
                           principle=form.chosen, words=form.cleaned_data["words"])  # fmt: skip
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(
                request, _("Thank you. A moderator looks at it, and you hear what comes of it.")
            )
            return redirect("own_moderation", network.slug)
    context = {"form": form, "said": found, "label": _label(kind)}
    return render(request, "moderating/report.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def report_detail(
    request: HttpRequest, network: Network, viewer: Viewer, report_id: int
) -> HttpResponse:
    """One report, and deciding what comes of it."""
    rows = Report.objects.visible_to(viewer).select_related("about", "made_by", "network")
    report = get_object_or_404(rows, pk=report_id)
    must_moderate(viewer, report)
    form = RulingForm(request.POST or None, outcomes=_outcomes(viewer, report))
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(viewer=viewer, report=report, ruling=actions.Ruling(**form.cleaned_data))
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, _("It is decided. Both sides get a mail."))
            return redirect("moderation", network.slug)
    now = said(viewer, report.kind, report.subject)
    context = {"report": report, "now": now, "form": form, "label": _label(report.kind)}
    return render(request, "moderating/report_detail.html", context)


def _outcomes(viewer: Viewer, report: Report) -> list[str]:
    """What can come of a report: not all kinds of things can be taken down."""
    kind = kind_of(report.kind)
    found = [Outcome.NOTHING]
    if report.about_id is not None:
        found.append(Outcome.ASKED)
    if kind is not None and kind.take_down is not None:
        found.append(Outcome.TAKEN_DOWN)
    if report.about_id is not None and may_end_memberships(viewer):
        found += [Outcome.PAUSED, Outcome.ENDED]
    return [str(one) for one in found]


@in_network
@require_http_methods(["GET", "POST"])
def appeal_detail(
    request: HttpRequest, network: Network, viewer: Viewer, measure_id: int
) -> HttpResponse:
    """An appeal, and deciding it."""
    must_moderate(viewer)
    rows = Measure.objects.visible_to(viewer).exclude(appealed_at=None)
    measure = get_object_or_404(rows.select_related("about", "by"), pk=measure_id)
    must_moderate(viewer, measure)
    form = HearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hear_appeal(viewer=viewer, measure=measure, **form.cleaned_data)
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, _("It is decided, and they get a mail."))
            return redirect("moderation", network.slug)
    context = {"measure": measure, "form": form, "may_hear": may_hear_appeal(viewer, measure)}
    return render(request, "moderating/appeal_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def appeal_page(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """Appealing by the link in the mail: whoever lost their membership has no other way in."""
    measure = measure_of(token)
    if measure is None or measure.network.slug != network_slug:
        raise Http404
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            measure = actions.appeal(measure=measure, words=form.cleaned_data["words"])
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
        else:
            return redirect("appeal", network_slug, token)
    context = {
        "measure": measure,
        "form": form,
        "may_appeal": can_be_appealed(measure),
        "days": APPEAL_DAYS,
    }
    return render(request, "moderating/appeal.html", context)


@in_network
@require_GET
def own_moderation(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What of one's own waits, what was decided about one, and what came of one's reports."""
    if not viewer.is_member:
        raise NotAllowed(_("Only members can see this."))
    measures = [(one, token_of(one), can_be_appealed(one)) for one in own_measures(viewer)]
    context = {
        "held": [(one, _label(one.kind)) for one in own_held(viewer)],
        "measures": measures,
        "reports": own_reports(viewer),
    }
    return render(request, "moderating/own_moderation.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def newcomers_page(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who came of late; accounts of spammers are chosen, looked at again, and removed."""
    must_moderate(viewer)
    rows = newcomers(viewer)
    chosen = {int(pk) for pk in request.POST.getlist("chosen") if pk.isdecimal() and len(pk) < 19}
    picked = [row for row in rows if row.membership_id in chosen]
    context: dict[str, Any] = {"rows": rows, "picked": picked}
    if request.method == "POST" and "remove" in request.POST:
        try:
            count = actions.remove_spammers(viewer=viewer, network=network, memberships=chosen)
        except InvalidInput as wrong:
            messages.error(request, str(wrong))
            return redirect("newcomers", network.slug)
        words = ngettext("%(n)d account is removed.", "%(n)d accounts are removed.", count)
        messages.success(request, words % {"n": count})
        return redirect("newcomers", network.slug)
    if request.method == "POST" and not picked:
        messages.error(request, _("Choose at least one account."))
    return render(request, "moderating/newcomers.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def moderation_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What of newcomers is held."""
    if not can_manage_network(viewer):
        raise NotAllowed(_("Only a convenor can change this."))
    rules = rules_of(network.pk)
    initial = {"new_days": rules.new_days, "first_posts": rules.first_posts}
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_rules(viewer=viewer, network=network, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect("moderation", network.slug)
    return render(request, "moderating/moderation_settings.html", {"form": form})
