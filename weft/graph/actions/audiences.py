"""Deciding who may see which field, actor and tie."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import (
    close_change_set,
    open_change_set,
    write_values,
)
from weft.graph.models import Actor, Change, ChangeKind, ChangeSet, FieldDefinition, Tie
from weft.graph.permissions import can_edit_map
from weft.networks.actions import mark_changed


@transaction.atomic
def set_field_audiences(*, viewer: Viewer, audiences: dict[int, int]) -> int:
    """Set the audience of fields by their definition's id; the number that changed."""
    if not viewer.can_manage_network:
        raise NotAllowed
    if set(audiences.values()) - set(Visibility.values):
        raise InvalidInput(_("Choose who may see each field."))
    changed = 0
    for definition_id, audience in audiences.items():
        changed += (
            FieldDefinition.objects.filter(network_id=viewer.network_id, pk=definition_id)
            .exclude(visibility=audience)
            .update(visibility=audience)
        )
    if changed:
        mark_changed(viewer.network_id)
    return changed


@transaction.atomic
def set_audience(
    *, viewer: Viewer, rows: Sequence[Actor | Tie], audience: int, comment: str = ""
) -> ChangeSet:
    """Decide who may see actors and ties, as one change set."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    if audience not in Visibility.values:
        raise InvalidInput(_("Choose who may see this."))
    if any(row.network_id != viewer.network_id for row in rows):
        raise InvalidInput(_("This is not on this map."))
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    changes = [write_values(change_set, row, {"visibility": audience}) for row in rows]
    actors = [row for row in rows if isinstance(row, Actor)]
    ties = [row for row in rows if isinstance(row, Tie)]
    Actor.objects.bulk_update(actors, ["visibility"], batch_size=500)
    Tie.objects.bulk_update(ties, ["visibility"], batch_size=500)
    Change.objects.bulk_create(changes, batch_size=500)
    return close_change_set(change_set, {"audiences_changed": len(rows)})
