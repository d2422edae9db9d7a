"""How kinds of actor and types of tie are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

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
    """A kind's colour and shape (empty: the next free one), and what sort of thing it is."""

    colour: str
    shape: str
    is_activity: bool = False
    holds_power: bool = False


@dataclass(frozen=True, slots=True)
class TypeLook:
    """A type's colour (empty: the next free one), and whether such ties sway those in power."""

    colour: str
    is_influence: bool = False


def is_colour(text: str) -> bool:
    try:
        HEX_COLOUR(text)
    except ValidationError:
        return False
    return True


@transaction.atomic
def set_looks(
    *, viewer: Viewer, kinds: Mapping[int, KindLook], types: Mapping[int, TypeLook]
) -> int:
    """Set the looks of kinds and of types by their ids; how many changed."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    colours = (*(look.colour for look in kinds.values()), *(look.colour for look in types.values()))
    if not all(is_colour(colour) for colour in colours if colour):
        raise InvalidInput(_("Write the colour as # and six digits."))
    if any(look.shape not in SHAPES for look in kinds.values()):
        raise InvalidInput(_("Choose one of the shapes that are offered."))
    changed = sum(
        _take(kind, kinds[kind.pk])
        for kind in ActorKind.objects.filter(network_id=viewer.network_id, pk__in=kinds)
    ) + sum(
        _take(tie_type, types[tie_type.pk])
        for tie_type in TieType.objects.filter(network_id=viewer.network_id, pk__in=types)
    )
    if changed:
        mark_changed(viewer.network_id)
    return changed


def _take(row: ActorKind | TieType, look: KindLook | TypeLook) -> bool:
    """Give a kind or type its look; whether that is another one than before."""
    wanted = asdict(look)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save(update_fields=list(wanted))
    return True
