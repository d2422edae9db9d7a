"""Deciding who may see which field."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import mark_changed
from weft.graph.models import FieldDefinition


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
