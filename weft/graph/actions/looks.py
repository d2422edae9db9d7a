"""How kinds of actor and types of tie are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.models import ActorKind, TieType
from weft.graph.permissions import can_edit_map
from weft.networks.actions import mark_changed
from weft.networks.models import HEX_COLOUR

SHAPES = frozenset({"", "circle", "square", "diamond", "triangle", "hexagon", "star"})


@dataclass(frozen=True, slots=True)
class KindLook:
    """A kind's colour and shape (empty: the next free one), and whether people take part in it."""

    colour: str
    shape: str
    is_activity: bool


def is_colour(text: str) -> bool:
    try:
        HEX_COLOUR(text)
    except ValidationError:
        return False
    return True


@transaction.atomic
def set_looks(*, viewer: Viewer, kinds: Mapping[int, KindLook], types: Mapping[int, str]) -> int:
    """Set the looks of kinds and the colours of types by their ids; how many changed."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    colours = (*(look.colour for look in kinds.values()), *types.values())
    if not all(is_colour(colour) for colour in colours if colour):
        raise InvalidInput(_("Write the colour as # and six digits."))
    if any(look.shape not in SHAPES for look in kinds.values()):
        raise InvalidInput(_("Choose one of the shapes that are offered."))
    changed = 0
    for kind in ActorKind.objects.filter(network_id=viewer.network_id, pk__in=kinds):
        look = kinds[kind.pk]
        wanted = (look.colour, look.shape, look.is_activity)
        if (kind.colour, kind.shape, kind.is_activity) != wanted:
            kind.colour, kind.shape, kind.is_activity = wanted
            kind.save(update_fields=["colour", "shape", "is_activity"])
            changed += 1
    for tie_type in TieType.objects.filter(network_id=viewer.network_id, pk__in=types):
        if tie_type.colour != types[tie_type.pk]:
            tie_type.colour = types[tie_type.pk]
            tie_type.save(update_fields=["colour"])
            changed += 1
    if changed:
        mark_changed(viewer.network_id)
    return changed
