"""The members: who they are, for each other and for those who look after them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.again import is_done
from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.joining.actions import enrol, own_profile, write_welcome
from weft.joining.actions.enrolling import Enrolled
from weft.joining.actions.welcoming import may_welcome
from weft.joining.choices import SEEN_BY
from weft.joining.finding import members_found
from weft.joining.forms.gate import EnrolForm, MemberKindForm
from weft.joining.models import Profile
from weft.joining.moderated import PROFILE
from weft.joining.permissions import gate_of, may_admit, may_invite
from weft.joining.queries import (
    applications_seen,
    membership_of,
    memberships_to_keep,
    unwelcomed,
)
from weft.joining.signposts import (
    event_for,
    groups_for,
    keep_signposts,
    people_for,
    thing_for,
    voices_to_ask_for,
)
from weft.joining.steps import missing, steps_for
from weft.joining.views.screens import show_screen
from weft.joining.voice_queries import named_actor, voice_asks_waiting, voices_held
from weft.joining.wording import access_of, lines_for_stewards, lines_of
from weft.moderating.queries import own_held
from weft.networks.actions import change_standing
from weft.networks.models import HOLDING, Membership, Network, Standing
from weft.networks.viewers import in_network

_A_PAGE = 50
#: What people are told who changed how they stand themselves.
_OWN_STANDING: dict[str, str | Promise] = {
    Standing.ACTIVE: gettext_lazy("You are back."),
    Standing.PAUSED: gettext_lazy(
        "You take a break. You can read everything, and nobody asks you for anything."
    ),
}


@in_network
@require_GET
def members(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Members whose profile the viewer may see."""
    wanted = request.GET.get("q", "")[:120]
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    context = {
        "page": members_found(viewer, wanted, number),
        "wanted": wanted,
        "may_admit": may_admit(viewer),
        "may_invite": may_invite(viewer),
        "waiting": applications_seen(viewer).filter(state="waiting").count()
        if viewer.is_member
        else 0,
        "voice_asks": voice_asks_waiting(viewer, network),
        "gate": gate_of(network),
    }
    return render(request, "joining/members.html", context)


@in_network
@require_GET
def profile_detail(
    request: HttpRequest, network: Network, viewer: Viewer, profile_id: int
) -> HttpResponse:
    """What one member tells the others."""
    rows = Profile.objects.visible_to(viewer).select_related("account")
    profile = get_object_or_404(rows, pk=profile_id)
    context = {
        "profile": profile,
        "lines": lines_of(profile, with_topics=False),
        "actor": named_actor(viewer, profile.account_id),
        "is_own": profile.account_id == viewer.account_id,
        "membership": membership_of(network, profile.account_id) if may_admit(viewer) else None,
    }
    return render(request, "joining/profile_detail.html", context)


@in_network
@require_GET
def own_profile_page(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """One's own profile, screen by screen, with what others see of it."""
    profile = own_profile(viewer=viewer, network=network)
    context = {
        "profile": profile,
        "steps": steps_for(profile),
        "left": missing(profile),
        "lines": lines_of(profile),
        "steward_lines": lines_for_stewards(profile),
        "access": access_of(profile),
        "membership": membership_of(network, viewer.account_id),
        "voices": voices_held(viewer),
        "waits": [held for held in own_held(viewer) if held.kind == PROFILE.code],
    }
    context["seen_by"] = SEEN_BY[profile.seen_by]
    return render(request, "joining/own_profile.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def own_profile_step(
    request: HttpRequest, network: Network, viewer: Viewer, step_key: str
) -> HttpResponse:
    return show_screen(request, own_profile(viewer=viewer, network=network), step_key)


@in_network
@require_GET
def welcome(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The first page of a new member: whom to meet, where to go, what to do."""
    profile = own_profile(viewer=viewer, network=network)
    people = people_for(viewer, profile)
    keep_signposts(profile, people)
    context = {
        "profile": profile,
        "people": people,
        "groups": groups_for(viewer, profile),
        "voices": voices_to_ask_for(viewer, profile),
        "event": event_for(viewer, network),
        "thing": thing_for(viewer, network),
        "gate": gate_of(network),
        "membership": membership_of(network, viewer.account_id),
    }
    return render(request, "joining/welcome.html", context)


@in_network
@require_http_methods(["GET", "POST"])
def members_keep(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """All memberships, for those who look after them; and adding someone who wrote or phoned."""
    if not may_admit(viewer):
        raise NotAllowed(_("Only those who look after members can see this."))
    form = EnrolForm(request.POST or None, network=network)

    def make_member() -> object:
        return enrol(viewer=viewer, network=network, person=Enrolled(**form.cleaned_data))

    if request.method == "POST" and is_done(form, make_member):
        messages.success(request, _("They are a member now, and get a mail that says so."))
        return redirect("members_keep", network.slug)
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    context = {
        "page": Paginator(memberships_to_keep(network), _A_PAGE).get_page(number),
        "form": form,
        "unwelcomed": unwelcomed(network),
    }
    status = 422 if form.errors else 200
    return render(request, "joining/members_keep.html", context, status=status)


def kind_form_of(membership: Membership, network: Network) -> MemberKindForm | None:
    """The form for another kind of membership, where there are kinds to choose from."""
    if membership.state not in HOLDING or not network.membership_kinds.exists():
        return None
    return MemberKindForm(network=network, initial={"kind": membership.kind_id})


@in_network
@require_http_methods(["GET", "POST"])
def member_detail(
    request: HttpRequest, network: Network, viewer: Viewer, membership_id: int
) -> HttpResponse:
    """One membership: how it stands, and a welcome."""
    gate = gate_of(network)
    if not may_welcome(viewer, gate):
        raise NotAllowed(_("Only those who look after members can see this."))
    membership = get_object_or_404(memberships_to_keep(network), pk=membership_id)
    if request.method == "POST":
        write_welcome(
            viewer=viewer,
            welcome=membership.welcome,
            gate=gate,
            words=request.POST.get("words", ""),
        )
        messages.success(request, _("Thank you. They get your words by mail."))
        return redirect("member_detail", network.slug, membership.pk)
    profile = Profile.objects.visible_to(viewer).filter(account=membership.account).first()
    context = {
        "membership": membership,
        "profile": profile,
        "lines": lines_of(profile) if profile else [],
        "steward_lines": lines_for_stewards(profile) if profile and may_admit(viewer) else [],
        "standings": Standing.choices,
        "kind_form": kind_form_of(membership, network),
        "may_admit": may_admit(viewer),
    }
    return render(request, "joining/member_detail.html", context)


@in_network
@require_POST
def member_standing(
    request: HttpRequest, network: Network, viewer: Viewer, membership_id: int
) -> HttpResponse:
    """Pause, renew or end a membership: one's own, or as one who looks after members."""
    if not viewer.is_member:
        raise NotAllowed
    membership = get_object_or_404(memberships_to_keep(network), pk=membership_id)
    state = request.POST.get("state", "")
    is_own = membership.account_id == viewer.account_id
    if state == Standing.ENDED and not is_own and "sure" not in request.POST:
        messages.warning(request, _("Tick that you are sure: their membership would end."))
        return redirect("member_detail", network.slug, membership.pk)
    change_standing(viewer=viewer, membership=membership, state=state)
    if membership.account_id != viewer.account_id:
        messages.success(request, _("It is changed."))
        return redirect("member_detail", network.slug, membership.pk)
    told = _OWN_STANDING.get(membership.state, _("It is changed."))
    messages.success(request, str(told))
    goes_on = membership.state in (Standing.ACTIVE, Standing.PAUSED)
    return redirect("own_profile", network.slug) if goes_on else redirect("front")
