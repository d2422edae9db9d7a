"""What is deleted here when a change set is erased: the answers that led to it."""

from __future__ import annotations

from weft.graph.actions import erases_with
from weft.graph.models import ChangeSet
from weft.keeping.models import Answer


@erases_with
def erase_answers(change_set: ChangeSet) -> None:
    Answer.objects.filter(change_set=change_set).delete()
