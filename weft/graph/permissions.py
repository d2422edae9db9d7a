"""Who may change the net."""

from __future__ import annotations

from weft.common.visibility import Viewer
from weft.graph.models import ChangeSet

#: What the summary of a change set counts that any member can make.
_SAYING = {"evidence_new", "ties_new"}


def can_edit_map(viewer: Viewer) -> bool:
    return viewer.can_edit_map


def can_erase(viewer: Viewer, change_set: ChangeSet) -> bool:
    """Only convenors erase: nothing brings it back."""
    return change_set.network_id == viewer.network_id and viewer.can_manage_network


def can_undo(viewer: Viewer, change_set: ChangeSet) -> bool:
    """Everyone may take back what they said themselves; map managers whatever anyone did.

    Who looks after the map no more cannot turn around what they did while they did: it may have
    been to hide someone.
    """
    if change_set.network_id != viewer.network_id:
        return False
    return viewer.can_edit_map or (is_own(viewer, change_set) and _only_says(change_set))


def _only_says(change_set: ChangeSet) -> bool:
    """Whether a change set, or what it turned around, did nothing but say something of ties."""
    while change_set.undoes is not None:
        change_set = change_set.undoes
    return {key for key, count in change_set.summary.items() if count} <= _SAYING


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
