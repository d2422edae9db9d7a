"""Who is asking the API: the signed-in person or a visitor, in the network of the address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie

from weft.accounts.second_step import lacks_second_step
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.networks.breaks import refuse_on_a_break
from weft.networks.models import Network
from weft.networks.viewers import account_id_of, viewer_of


class SessionOrVisitor(APIKeyCookie):
    """Everyone may ask; whoever is signed in proves with a CSRF token that they mean to write."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user


def network_and_viewer(request: HttpRequest, slug: str) -> tuple[Network, Viewer]:
    """The network, or 404 where the asker may not know of it."""
    account_id = account_id_of(request)
    network = Network.objects.visible_to_account(account_id).filter(slug=slug).first()
    if network is None:
        raise Http404
    viewer = viewer_of(network, account_id)
    if lacks_second_step(request, network.pk):
        raise NotAllowed(_("Set up a second step first, on the page of your account."))
    refuse_on_a_break(request, viewer)
    return network, viewer
