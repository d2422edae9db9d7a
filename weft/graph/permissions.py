"""Who may change the net."""

from __future__ import annotations

from weft.common.visibility import Viewer
from weft.graph.models import ChangeSet


def can_edit_map(viewer: Viewer) -> bool:
    return viewer.can_edit_map


def can_erase(viewer: Viewer, change_set: ChangeSet) -> bool:
    """Only convenors erase: nothing brings it back."""
    return change_set.network_id == viewer.network_id and viewer.can_manage_network


def can_undo(viewer: Viewer, change_set: ChangeSet) -> bool:
    """Whoever may change the map may undo, also what others did."""
    return change_set.network_id == viewer.network_id and viewer.can_edit_map
