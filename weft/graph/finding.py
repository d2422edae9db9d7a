"""Finds the one actor that a person means by a name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.models import Actor


def actor_named(viewer: Viewer, name: str) -> Actor:
    """The one visible actor of this name; raises InvalidInput that says which are near."""
    seen = Actor.objects.visible_to(viewer)
    matches = list(seen.filter(search_name=search_form(name))[:2])
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise InvalidInput(
            _("Several on the map are called “%(name)s”. Give them different names first.")
            % {"name": name}
        )
    found = seen.filter(search_name__contains=search_form(name)).order_by("search_name")
    near = ", ".join(f"“{other}”" for other in found.values_list("name", flat=True)[:3])
    if near:
        raise InvalidInput(
            _("Nobody on the map is called “%(name)s”. Did you mean %(near)s?")
            % {"name": name, "near": near}
        )
    raise InvalidInput(
        _("Nobody on the map is called “%(name)s”. Add them first, or check the spelling.")
        % {"name": name}
    )
