"""The list of groups, a group's page, starting one and changing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.groups.actions import change_group, set_months, start_group
from weft.groups.export import csv_lines
from weft.groups.forms import GroupForm, MonthsForm
from weft.groups.models import Domain, Group, Pulse
from weft.groups.permissions import may_take_part, why_not_to_start
from weft.groups.queries import Wanted, groups_seen, lines_of, secret_last, settings_of
from weft.groups.views.detail import show_group
from weft.groups.views.finding import part_at
from weft.groups.wording import DOMAINS
from weft.moderating.holding import it_waits
from weft.moderating.models import Held
from weft.networks.models import Network
from weft.networks.powers import Power, can
from weft.networks.viewers import as_asked, in_network

_A_PAGE = 60


def _wanted(request: HttpRequest) -> Wanted:
    told = request.GET
    return Wanted(told.get("domain", ""), told.get("only", ""), told.get("q", "")[:120])


@in_network
@require_GET
def groups(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The groups that one may know of: those at work, those asleep, and those that ended."""
    wanted, seen_as = _wanted(request), as_asked(request, viewer)
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    rows = secret_last(groups_seen(seen_as, wanted))
    page = Paginator(rows, _A_PAGE).get_page(number)
    all_lines = lines_of(seen_as, page.object_list)
    lines = [line for line in all_lines if not line.group.is_hidden]
    apart = (Pulse.ASLEEP, Pulse.PAUSED, Pulse.ENDED)
    context = {
        "page": page,
        "wanted": wanted,
        "awake": [line for line in lines if line.group.state not in apart],
        "asleep": [line for line in lines if line.group.state in (Pulse.ASLEEP, Pulse.PAUSED)],
        "ended": [line for line in lines if line.group.has_ended],
        # A page on a wall is read by all who are in the room.
        "secret": [line for line in all_lines if line.group.is_hidden],
        "domains": [(one.value, one.label, DOMAINS[one]) for one in Domain],
        "may_start": may_take_part(viewer),
        "may_manage": can(viewer, Power.MANAGE),
    }
    return render(request, "groups/groups.html", context)


@in_network
@require_GET
def groups_csv(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The groups of the list, for a spreadsheet."""
    lines = csv_lines(as_asked(request, viewer), _wanted(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{network.slug}-groups.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response  # type: ignore[return-value]  # a response all the same


@in_network
@require_GET
def group_detail(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    part = part_at(viewer, network, group_slug)
    return show_group(request, part)


@in_network
@require_http_methods(["GET", "POST"])
def group_start(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    if not viewer.is_member:
        raise NotAllowed(_("Only members can start groups."))
    if not may_take_part(viewer):
        raise NotAllowed(why_not_to_start(viewer))
    form = GroupForm(request.POST or None, viewer=viewer)
    made: list[Group | Held] = []

    def start() -> None:
        made.append(start_group(viewer=viewer, network=network, draft=form.draft()))

    if request.method == "POST" and is_done(form, start):
        group = made[0]
        if isinstance(group, Held):
            messages.success(request, it_waits())
            return redirect("own_moderation", network.slug)
        messages.success(request, _("Your group is there. Now find a second steward."))
        return redirect("group_detail", network.slug, group.slug)
    return render(request, "groups/group_form.html", {"form": form, "group": None})


@in_network
@require_http_methods(["GET", "POST"])
def group_edit(
    request: HttpRequest, network: Network, viewer: Viewer, group_slug: str
) -> HttpResponse:
    part = part_at(viewer, network, group_slug)
    if not part.may_keep:
        raise NotAllowed(_("Only the group's stewards can do this."))
    if part.group.has_ended:
        raise InvalidInput(_("This group has ended. Its stewards can wake it for a while."))
    form = GroupForm(request.POST or None, viewer=viewer, group=part.group)

    def change() -> object:
        return change_group(viewer=viewer, group=part.group, draft=form.draft())

    if request.method == "POST" and is_done(form, change):
        messages.success(request, _("The group is changed."))
        return redirect("group_detail", network.slug, part.group.slug)
    return render(request, "groups/group_form.html", {"form": form, "group": part.group})


@in_network
@require_http_methods(["GET", "POST"])
def group_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What the network decides about its groups."""
    if not can(viewer, Power.MANAGE):
        raise NotAllowed
    months = settings_of(network).sleeps_after_months
    form = MonthsForm(request.POST or None, initial={"months": months})

    def change() -> object:
        return set_months(viewer=viewer, network=network, months=form.cleaned_data["months"])

    if request.method == "POST" and is_done(form, change):
        messages.success(request, _("The settings are saved."))
        return redirect("group_settings", network.slug)
    return render(request, "groups/group_settings.html", {"form": form})
