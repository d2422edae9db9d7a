"""Starting a network, and its settings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weft.accounts.actions import rename_account
from weft.accounts.models import Account
from weft.common.addresses import path_here
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.networks import viewing_as
from weft.networks.actions import (
    change_network,
    create_network,
    give_role,
    let_part_go,
    set_parent,
    take_role,
)
from weft.networks.actions.responsibilities import Term
from weft.networks.forms import ParentForm, RoleForm, SettingsForm, StartForm
from weft.networks.models import Network
from weft.networks.permissions import can_manage_network
from weft.networks.queries import memberships_of, parent_seen, parts_seen
from weft.networks.viewers import in_network


@login_required
@require_http_methods(["GET", "POST"])
def network_create(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Account)
    form = StartForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        if own_name := told.pop("own_name", ""):
            rename_account(account=request.user, name=own_name)
        network = create_network(account=request.user, **told)
        messages.success(request, _("Your network is there. Now bring in what you have."))
        return redirect("import_start", network.slug)
    return render(request, "networks/network_create.html", {"form": form})


@in_network
@require_http_methods(["GET", "POST"])
def network_settings(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    if not can_manage_network(viewer):
        raise NotAllowed
    form = SettingsForm(request.POST or None, instance=network)
    if request.method == "POST" and form.is_valid():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        change_network(viewer=viewer, network=network, **changed)
        messages.success(request, _("The settings are saved."))
        return redirect("network_settings", network.slug)
    return _settings_page(request, network, viewer, form=form)


def _settings_page(
    request: HttpRequest, network: Network, viewer: Viewer, **forms: BaseForm
) -> HttpResponse:
    """The settings, with a form that was not in order as it was filled in."""
    context = {
        "form": forms.get("form") or SettingsForm(instance=network),
        "role_form": forms.get("role_form") or RoleForm(),
        "memberships": memberships_of(network),
        "parent": parent_seen(network, viewer.account_id),
        "parent_form": ParentForm(network=network, viewer=viewer),
        "parts": parts_seen(network, viewer.account_id),
    }
    is_wrong = any(form.errors for form in forms.values())
    status = 422 if is_wrong else 200
    return render(request, "networks/network_settings.html", context, status=status)


@in_network
@require_POST
def parent_set(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Make the network a part of another one, or let it leave."""
    if not can_manage_network(viewer):
        raise NotAllowed
    form = ParentForm(request.POST, network=network, viewer=viewer)
    if not form.is_valid():
        messages.error(request, _("Choose one of the networks that you convene too."))
        return redirect("network_settings", network.slug)
    set_parent(viewer=viewer, network=network, parent=form.cleaned_data["parent"])
    messages.success(request, _("The settings are saved."))
    return redirect("network_settings", network.slug)


@in_network
@require_POST
def part_remove(
    request: HttpRequest, network: Network, viewer: Viewer, part_id: int
) -> HttpResponse:
    """Let a part leave this network."""
    if not can_manage_network(viewer):
        raise NotAllowed
    part = get_object_or_404(parts_seen(network, viewer.account_id), pk=part_id)
    let_part_go(viewer=viewer, network=network, part=part)
    messages.success(request, _("It is no longer a part. Both networks stay as they are."))
    return redirect("network_settings", network.slug)


@in_network
@require_POST
def role_give(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    form = RoleForm(request.POST)
    if not can_manage_network(viewer):
        raise NotAllowed
    if not form.is_valid():
        return _settings_page(request, network, viewer, role_form=form)
    told = form.cleaned_data
    term = Term(is_deputy=told["is_deputy"], until=told["until"])
    try:
        give_role(viewer=viewer, network=network, email=told["email"], role=told["role"], term=term)
    except InvalidInput as error:
        form.add_error(None, str(error))
        return _settings_page(request, network, viewer, role_form=form)
    messages.success(request, _("They have the responsibility now, and get a mail that says so."))
    return redirect("network_settings", network.slug)


@in_network
@require_POST
def role_take(
    request: HttpRequest, network: Network, viewer: Viewer, responsibility_id: int
) -> HttpResponse:
    take_role(viewer=viewer, network=network, responsibility_id=responsibility_id)
    messages.success(request, _("They no longer have the responsibility."))
    return redirect("network_settings", network.slug)


@in_network
@require_POST
def view_as(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    """Look at the network as another audience does, until one stops."""
    viewing_as.choose(request, network, viewer, request.POST.get("audience", ""))
    back = reverse("network_home", args=[network.slug])
    # Not `redirect`: it takes a path for the name of a page first.
    return HttpResponseRedirect(path_here(request.POST.get("next", back)))
