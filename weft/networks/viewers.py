"""Builds the viewer of a request: which network, which roles, which audience."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from weft.accounts.second_step import lacks_second_step
from weft.common.visibility import NOTHING, Viewer, Visibility
from weft.networks import viewing_as
from weft.networks.breaks import refuse_on_a_break
from weft.networks.knowing import known_network
from weft.networks.models import MEMBER, Membership, Network, Role, Standing
from weft.networks.powers import POWERS, Power

P = ParamSpec("P")
PlainView = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]
Finder = Callable[[HttpRequest, str, int | None], Network | None]
NetworkView = Callable[Concatenate[HttpRequest, Network, Viewer, P], HttpResponseBase]


def viewer_of(network: Network, account_id: int | None) -> Viewer:
    """The viewer that this account, or a visitor without one, is in this network."""
    if account_id is None:
        return Viewer(network.pk, _clearance(network, frozenset(), sees_members=False))
    held = (
        Membership.objects.holding()
        .filter(network=network, account_id=account_id)
        .values_list(
            "state", "kind__sees_members", "responsibilities__role", "responsibilities__until"
        )
    )
    today = timezone.localdate()
    roles: set[str] = {MEMBER} if held else set()
    # A term that is over is over, but for the convenors': a network is never left without one.
    roles |= {
        role
        for _state, _sees, role, until in held
        if role and (until is None or until >= today or role == Role.CONVENOR)
    }
    is_paused = any(state == Standing.PAUSED for state, *_more in held)
    if is_paused:
        roles &= {MEMBER, Role.CONVENOR} if _is_last_convenor(network, roles) else {MEMBER}
    sees_members = any(sees is not False for _state, sees, *_more in held)
    clearance = _clearance(network, frozenset(roles), sees_members=sees_members)
    return Viewer(network.pk, clearance, account_id, frozenset(roles), is_paused=is_paused)


def _is_last_convenor(network: Network, roles: set[str]) -> bool:
    """Whether the network would have no convenor if this one, who takes a break, were none."""
    if Role.CONVENOR not in roles:
        return False
    active = Membership.objects.filter(network=network, state=Standing.ACTIVE)
    return not active.filter(responsibilities__role=Role.CONVENOR).exists()


def _clearance(network: Network, roles: frozenset[str], *, sees_members: bool) -> int:
    if roles & POWERS[Power.SEE_ALL]:
        return Visibility.STEWARDS
    if roles and (sees_members or roles != {MEMBER}):
        return Visibility.MEMBERS
    if roles:
        return Visibility.PUBLIC
    return Visibility.PUBLIC if network.visibility == Visibility.PUBLIC else NOTHING


def as_asked(request: HttpRequest, viewer: Viewer) -> Viewer:
    """The viewer, seeing no more than a visitor where the address says `?public`, and no more
    than a member where it says `?members`."""
    if "public" in request.GET:
        return viewer.seen_as(Visibility.PUBLIC)
    return viewer.seen_as(Visibility.MEMBERS) if "members" in request.GET else viewer


def account_id_of(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def in_network(view: NetworkView[P]) -> PlainView[P]:
    """Give a view its network and viewer; a network that one may not see does not exist."""
    return _with_network(view, visible_network)


def in_known_network(view: NetworkView[P]) -> PlainView[P]:
    """The same for pages that are also for those who may know of the network, and no more."""
    return _with_network(view, known_network)


def visible_network(request: HttpRequest, slug: str, account_id: int | None) -> Network | None:
    return Network.objects.visible_to_account(account_id).filter(slug=slug).first()


def _with_network(view: NetworkView[P], find: Finder) -> PlainView[P]:
    @wraps(view)
    def with_network(
        request: HttpRequest, network_slug: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        account_id = account_id_of(request)
        network = find(request, network_slug, account_id)
        if network is None:
            raise Http404
        viewer = viewer_of(network, account_id)
        if lacks_second_step(request, network.pk):
            return redirect(f"{reverse('mfa_index')}?needed=1")
        refuse_on_a_break(request, viewer)
        request.weft_network = network  # type: ignore[attr-defined]  # the page header shows it
        audience = viewing_as.chosen(request, network, viewer)
        request.weft_view_as = (  # type: ignore[attr-defined]  # as whom they look, and could
            audience,
            viewing_as.choices_for(network, viewer),
        )
        viewer = viewing_as.seen(viewer, audience)
        request.weft_viewer = viewer  # type: ignore[attr-defined]  # and what the viewer may do
        return view(request, network, viewer, *args, **kwargs)

    return cast("PlainView[P]", with_network)
