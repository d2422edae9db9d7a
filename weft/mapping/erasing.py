"""What is deleted here when a change set is erased: what saved views say of its actors."""

from __future__ import annotations

from weft.graph.actions import erases_with
from weft.graph.models import Actor, ChangeSet
from weft.mapping.models import Lens


@erases_with
def erase_from_lenses(change_set: ChangeSet) -> None:
    """Notes on the actors that go, and the places that they were given by hand."""
    for lens in Lens.objects.filter(network_id=change_set.network_id).order_by("pk"):
        named = {int(pk) for pk in lens.positions}
        named |= {note["actor"] for note in lens.notes if "actor" in note}
        gone = set(
            Actor.objects.filter(pk__in=named, created_in=change_set).values_list("pk", flat=True)
        )
        if gone:
            lens.positions = {pk: at for pk, at in lens.positions.items() if int(pk) not in gone}
            lens.notes = [note for note in lens.notes if note.get("actor") not in gone]
            lens.save(update_fields=["positions", "notes"])
