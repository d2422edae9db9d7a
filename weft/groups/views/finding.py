"""The group of an address, for those who may know of it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.groups.models import Group
from weft.groups.permissions import Part, part_in
from weft.networks.models import Network


def part_at(viewer: Viewer, network: Network, slug: str) -> Part:
    """The group and what the viewer is in it, or 404."""
    group = get_object_or_404(Group.objects.visible_to(viewer), slug=slug)
    # The one of the request, so that it is not read anew.
    group.network = network
    return part_in(viewer, group)


def steward_at(viewer: Viewer, network: Network, slug: str) -> Part:
    part = part_at(viewer, network, slug)
    if not part.is_steward:
        raise NotAllowed
    return part
