"""What is deleted here when a change set is erased: all that was said in the room it came from."""

from __future__ import annotations

from weft.graph.actions import erases_with
from weft.graph.models import ChangeSet
from weft.workshop.models import Participant


@erases_with
def erase_room(change_set: ChangeSet) -> None:
    Participant.objects.filter(workshop__change_set=change_set).delete()
