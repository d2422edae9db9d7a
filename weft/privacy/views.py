"""One's own data, the papers about data, complaints, and people whom others named."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.accounts.models import Account
from weft.accounts.second_step import lacks_second_step
from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.retention import calendar
from weft.common.throttle import Throttle
from weft.common.visibility import Viewer
from weft.networks.knowing import remember
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.queries import standing_of
from weft.networks.viewers import in_known_network, in_network
from weft.privacy import placeholders as named
from weft.privacy.agreed import agreed_actor, take_off
from weft.privacy.complaints import answer, answer_by, complain, complaints_of
from weft.privacy.consenting import records_of, title_of, withdraw_own
from weft.privacy.documents import PROCESSINGS, controller_of, what_is_held
from weft.privacy.forms import ComplaintForm, ControllerForm, PlaceholderForm, WishesForm
from weft.privacy.leaving import Receipt, delete_account, leave_network, left_alone
from weft.privacy.my_data import data_of, zip_of
from weft.privacy.purposes import MEMBERSHIP, PURPOSES, wording_of
from weft.privacy.settings_of import save_controller

COMPLAINTS = Throttle(
    "privacy-complaints",
    10,
    3600,
    gettext_lazy("Too many complaints came from your network. Wait an hour, then try again."),
)


@in_known_network
@require_GET
def privacy(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What is kept, for how long, what one agreed to, and what one can do about it."""
    records = records_of(viewer.account_id, network) if viewer.account_id else []
    context = {
        "records": [(record, title_of(record)) for record in records],
        "calendar": calendar(),
        "controller": controller_of(network),
        "may_manage": can_manage_network(viewer),
        "standing": standing_of(network, viewer),
        "rests_on_it": MEMBERSHIP.code,
    }
    return render(request, "privacy/privacy.html", context)


@in_network
@require_POST
def consent_withdraw(
    request: HttpRequest, network: Network, viewer: Viewer, consent_id: int
) -> HttpResponse:
    if viewer.account_id is None:
        raise NotAllowed
    consent = get_object_or_404(records_of(viewer.account_id, network), pk=consent_id)
    if consent.purpose == MEMBERSHIP.code and standing_of(network, viewer) is not None:
        messages.info(
            request, _("Being a member rests on this. To take it back, leave the network.")
        )
        return redirect("leave", network.slug)
    withdraw_own(viewer=viewer, consent=consent)
    messages.success(request, _("It is taken back. What rested on it has ended."))
    return redirect("privacy", network.slug)


def _zip(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@in_known_network
@require_POST
def my_data(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """All that this network keeps of whoever is signed in."""
    if not isinstance(request.user, Account):
        raise NotAllowed(_("Sign in to get your data."))
    day = timezone.localdate().isoformat()
    return _zip(f"{network.slug}-my-data-{day}", zip_of(data_of(request.user, network)))


@login_required
@require_POST
def account_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of whoever is signed in, in all networks."""
    assert isinstance(request.user, Account)
    if lacks_second_step(request):
        return redirect(f"{reverse('mfa_index')}?needed=1")
    return _zip(f"my-data-{timezone.localdate().isoformat()}", zip_of(data_of(request.user)))


@in_known_network
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Leave the network, and say what is to become of what one leaves behind."""
    if standing_of(network, viewer) is None:
        raise NotAllowed(_("You are no member of this network."))
    form = WishesForm(request.POST or None, keeps_name=True)
    receipts: list[Receipt] = []

    def go() -> None:
        receipts.append(
            leave_network(
                viewer=viewer,
                network=network,
                wishes=form.wishes(),
                never_again="never_again" in request.POST,
            )
        )

    if request.method == "POST" and is_done(form, go):
        context = {"receipt": receipts[0], "of_network": network, "network": None}
        return render(request, "privacy/left.html", context)
    assert isinstance(request.user, Account)
    context = {
        "form": form,
        "never_again": "never_again" in request.POST,
        "alone": left_alone(request.user, network),
    }
    return render(request, "privacy/leave.html", context, status=422 if form.errors else 200)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "POST"])
def account_delete(request: HttpRequest) -> HttpResponse:
    """Be forgotten everywhere, and delete the account."""
    assert isinstance(request.user, Account)
    form = WishesForm(request.POST or None, keeps_name=False)
    account, receipts = request.user, list[Receipt]()

    def go() -> None:
        receipts.append(delete_account(account=account, wishes=form.wishes()))

    if request.method == "POST" and is_done(form, go):
        logout(request)
        return render(request, "privacy/left.html", {"receipt": receipts[0]})
    context = {"form": form, "alone": left_alone(account)}
    status = 422 if form.errors else 200
    return render(request, "privacy/account_delete.html", context, status=status)


@in_known_network
@require_GET
def privacy_notice(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    context = {
        "controller": controller_of(network),
        "processings": PROCESSINGS,
        "wordings": [(one.title, wording_of(one, network).text) for one in PURPOSES.values()],
        "calendar": calendar(),
    }
    return render(request, "privacy/privacy_notice.html", context)


@in_known_network
@require_GET
def privacy_record(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The record of processing."""
    context = {"controller": controller_of(network), "processings": PROCESSINGS}
    return render(request, "privacy/privacy_record.html", context)


@in_known_network
@require_GET
def privacy_held(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """What this server could hand over."""
    return render(request, "privacy/privacy_held.html", {"held": what_is_held()})


@in_network
@require_http_methods(["GET", "POST"])
def privacy_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Who answers for the data; and the impact assessment that follows from it."""
    if not can_manage_network(viewer):
        raise NotAllowed
    form = ControllerForm(request.POST or None, instance=controller_of(network))
    if request.method == "POST" and form.is_valid():
        save_controller(viewer=viewer, network=network, values=form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("privacy_settings", network.slug)
    return render(request, "privacy/privacy_settings.html", {"form": form})


@in_network
@require_GET
def privacy_assessment(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """The impact assessment, filled in as far as the program can know."""
    if not can_manage_network(viewer):
        raise NotAllowed
    context = {"controller": controller_of(network), "processings": PROCESSINGS,
               "calendar": calendar()}  # fmt: skip
    return render(request, "privacy/privacy_assessment.html", context)


@in_known_network
@require_http_methods(["GET", "POST"])
def complaint_make(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """A complaint, from anyone."""
    initial = {"email": request.user.email} if isinstance(request.user, Account) else {}
    form = ComplaintForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        COMPLAINTS.check(request)
        COMPLAINTS.count(request)
        account = request.user if isinstance(request.user, Account) else None
        complaint = complain(network=network, account=account, **form.cleaned_data)
        context: dict[str, Any] = {"complaint": complaint, "until": answer_by(complaint)}
        return render(request, "privacy/complaint_make.html", context)
    return render(request, "privacy/complaint_make.html", {"form": form})


@in_network
@require_GET
def complaints(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Complaints with the time that is left, for convenors."""
    if not can_manage_network(viewer):
        raise NotAllowed(_("Only a convenor can see complaints."))
    now = timezone.now()
    rows = [(one, answer_by(one), (answer_by(one) - now).days) for one in complaints_of(network)]
    return render(request, "privacy/complaints.html", {"rows": rows})


@in_network
@require_POST
def complaint_answer(
    request: HttpRequest, network: Network, viewer: Viewer, complaint_id: int
) -> HttpResponse:
    if not can_manage_network(viewer):
        raise NotAllowed(_("Only a convenor can answer a complaint."))
    complaint = get_object_or_404(complaints_of(network), pk=complaint_id)
    answer(viewer=viewer, complaint=complaint, words=request.POST.get("words", ""))
    messages.success(request, _("The answer is noted."))
    return redirect("complaints", network.slug)


@in_network
@require_http_methods(["GET", "POST"])
def placeholders(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """People whom one named and who are on no map: only for oneself."""
    if not viewer.is_member or viewer.account_id is None or viewer.clearance < 1:
        raise NotAllowed(_("Only members can name someone."))
    form = PlaceholderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named.name_person(viewer=viewer, network=network, **form.cleaned_data)
        messages.success(request, _("It is noted. Who may be written to is told by mail."))
        return redirect("placeholders", network.slug)
    context = {
        "form": form,
        "placeholders": named.named_by(viewer.account_id, network),
        "days": named.DAYS_TO_ANSWER,
    }
    return render(request, "privacy/placeholders.html", context)


@in_network
@require_POST
def placeholder_take_back(
    request: HttpRequest, network: Network, viewer: Viewer, placeholder_id: int
) -> HttpResponse:
    mine = named.named_by(viewer.account_id or 0, network)
    placeholder = next((one for one in mine if one.pk == placeholder_id), None)
    if placeholder is None:
        raise Http404
    named.take_back(viewer=viewer, placeholder=placeholder)
    messages.success(request, _("It is deleted."))
    return redirect("placeholders", network.slug)


@require_http_methods(["GET", "POST"])
@never_cache
def placeholder_answer(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """Agree, stay private, or be deleted: for whoever was named, without an account."""
    placeholder = named.placeholder_of(token)
    if placeholder is None or placeholder.network.slug != network_slug:
        raise Http404
    remember(request, placeholder.network)
    context: dict[str, Any] = {
        "placeholder": placeholder,
        "of_network": placeholder.network,
        "days": named.DAYS_TO_ANSWER,
    }
    if request.method == "POST":
        do = request.POST.get("do", "")
        answers = {
            "agree": named.agree,
            "private": named.stay_private,
            "delete": named.delete_me,
        }
        if do not in answers:
            raise InvalidInput(_("Choose one of the answers that are offered."))
        answers[do](placeholder=placeholder)
        context["done"] = do
    return render(request, "privacy/placeholder_answer.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def on_map(request: HttpRequest, network_slug: str, token: str) -> HttpResponse:
    """Taking back, without an account, that one is on the map."""
    actor = agreed_actor(token)
    if actor is None or actor.network.slug != network_slug:
        raise Http404
    remember(request, actor.network)
    context = {"actor": actor, "of_network": actor.network, "done": request.method == "POST"}
    if request.method == "POST":
        take_off(actor=actor)
    return render(request, "privacy/on_map.html", context)
