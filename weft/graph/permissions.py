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
    """Everyone may take back what they did themselves; map managers also what others did."""
    if change_set.network_id != viewer.network_id:
        return False
    return viewer.can_edit_map or is_own(viewer, change_set)


def is_own(viewer: Viewer, change_set: ChangeSet) -> bool:
    """Whether the viewer, a member still, made this change set."""
    return (
        viewer.is_member
        and viewer.account_id is not None
        and change_set.made_by_id == viewer.account_id
    )


def can_record_evidence(viewer: Viewer, actors: set[int]) -> bool:
    """Map managers of any tie; everyone else of ties that one of their own actors is an end of."""
    return viewer.can_edit_map or bool(viewer.actors & actors)
