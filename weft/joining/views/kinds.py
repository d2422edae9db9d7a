"""Another kind of membership for a member, for those who look after members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from weft.common.again import is_done
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.joining.forms.gate import MemberKindForm
from weft.joining.permissions import may_admit
from weft.joining.queries import memberships_to_keep
from weft.networks.actions import give_kind
from weft.networks.models import Network
from weft.networks.viewers import in_network


@in_network
@require_POST
def member_kind(
    request: HttpRequest, network: Network, viewer: Viewer, membership_id: int
) -> HttpResponse:
    if not may_admit(viewer):
        raise NotAllowed(_("Only those who look after members can see this."))
    membership = get_object_or_404(memberships_to_keep(network), pk=membership_id)
    form = MemberKindForm(request.POST, network=network)

    def give() -> object:
        return give_kind(viewer=viewer, membership=membership, kind=form.cleaned_data["kind"])

    if not is_done(form, give):
        # One choice, of a list that the page offers: nothing that was typed is lost.
        raise InvalidInput(next(str(error) for told in form.errors.values() for error in told))
    messages.success(request, _("It is changed."))
    return redirect("member_detail", network.slug, membership.pk)
