"""What undid what: whether a change set is in effect, and what a person can take back next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weft.common.visibility import Viewer
from weft.graph.models import ChangeSet


def undoings_of(network_id: int, rows: Sequence[ChangeSet]) -> dict[int, list[int]]:
    """What undid each change set that was undone, what undid that, and so on."""
    if not any(hasattr(row, "undone_by") for row in rows):
        return {}
    undone = ChangeSet.objects.filter(network_id=network_id, undoes__isnull=False)
    following: dict[int | None, int] = dict(undone.values_list("undoes", "pk"))
    chains: dict[int, list[int]] = {}
    for row in rows:
        chain = chains[row.pk] = []
        while (at := following.get(chain[-1] if chain else row.pk)) is not None:
            chain.append(at)
    return chains


@dataclass(frozen=True, slots=True)
class OwnSteps:
    """The change set that “undo” would take back for a person, and the one that “redo” would."""

    undo: ChangeSet | None
    redo: ChangeSet | None


def own_steps(viewer: Viewer, *, most: int = 50) -> OwnSteps:
    """What this person did last, and what they took back last, among their newest change sets."""
    if viewer.account_id is None or not viewer.is_member:
        return OwnSteps(None, None)
    undone: dict[int, int | None] = dict(
        ChangeSet.objects.filter(network_id=viewer.network_id, undoes__isnull=False).values_list(
            "pk", "undoes"
        )
    )
    rows = ChangeSet.objects.filter(
        network_id=viewer.network_id,
        made_by=viewer.account_id,
        is_erased=False,
        undone_by__isnull=True,
    )
    undo = redo = None
    for row in rows.order_by("-made_at", "-pk")[:most]:
        depth, at = 0, undone.get(row.pk)
        while at is not None:
            depth, at = depth + 1, undone.get(at)
        if depth % 2:
            redo = redo or row
            continue
        undo = undo or row
        if not depth:
            # After a new change there is nothing older to do again.
            break
    return OwnSteps(undo, redo)
