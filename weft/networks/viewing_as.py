"""Looking at one's network with less than one's own eyes: as a plain member, or as everyone.

It only ever narrows what is seen, holds for reading, and lasts until it is stopped or one signs
out.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from weft.common.visibility import Viewer, Visibility
from weft.networks.models import MEMBER, Network

EVERYONE, MEMBERS = "everyone", "members"


def _key(network_id: int) -> str:
    return f"view_as_{network_id}"


def choices_for(network: Network, viewer: Viewer) -> list[str]:
    """As whom somebody can look: those who see less than they do."""
    if not viewer.is_member:
        return []
    powers = viewer.roles - {MEMBER}
    found = [MEMBERS] if powers else []
    return found + ([EVERYONE] if network.visibility == Visibility.PUBLIC else [])


def choose(request: HttpRequest, network: Network, viewer: Viewer, audience: str) -> None:
    """Remember as whom they look; anything that is not offered ends it."""
    if audience in choices_for(network, viewer):
        request.session[_key(network.pk)] = audience
    else:
        request.session.pop(_key(network.pk), None)


def chosen(request: HttpRequest, network: Network, viewer: Viewer) -> str:
    """As whom they look now; empty for their own eyes."""
    if request.method not in ("GET", "HEAD") or not viewer.is_member:
        return ""
    audience = str(request.session.get(_key(network.pk), ""))
    return audience if audience in choices_for(network, viewer) else ""


def seen(viewer: Viewer, audience: str) -> Viewer:
    """The viewer that sees no more than this audience."""
    if audience == EVERYONE:
        return Viewer(viewer.network_id, Visibility.PUBLIC)
    if audience == MEMBERS:
        clearance = min(viewer.clearance, Visibility.MEMBERS)
        return replace(viewer, clearance=clearance, roles=frozenset({MEMBER}))
    return viewer
