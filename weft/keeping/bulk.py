"""What the desk does with the rows that were chosen."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.graph.actions import Seen, add_topic, end_many, place_many, record_evidence
from weft.graph.models import Actor, ChangeSet, EvidenceKind, Tie
from weft.keeping.actions import ask_people
from weft.keeping.models import Ask
from weft.keeping.people import ends_of
from weft.networks.models import Network

#: What is said afterwards.
DONE = {
    "still": _lazy("It is noted that they still hold."),
    "end": _lazy("They are off the map."),
    "place": _lazy("They have a place now."),
    "topic": _lazy("They have the topic now."),
}


def do(viewer: Viewer, what: str, rows: Sequence[Actor | Tie], value: str) -> ChangeSet | None:
    """Do one thing with all of the rows, as one change set."""
    if not rows:
        raise InvalidInput(_("Choose at least one of them. Nothing was changed."))
    actors = [row for row in rows if isinstance(row, Actor)]
    ties = [row for row in rows if isinstance(row, Tie)]
    if what == "still" and ties:
        today = timezone.localdate()
        seen = [Seen(tie, EvidenceKind.ENTERED, today, tie.rung) for tie in ties]
        return record_evidence(viewer=viewer, seen=seen)
    if what == "end":
        return end_many(viewer=viewer, actors=actors, ties=ties)
    if what == "place" and actors:
        return place_many(viewer=viewer, actors=actors, place=value)
    if what == "topic" and actors:
        return add_topic(viewer=viewer, actors=actors, topic=value)
    raise InvalidInput(_("Choose what to do with them."))


def ask_ends(viewer: Viewer, network: Network, rows: Sequence[Actor | Tie]) -> list[Ask]:
    """Ask the actors of the list, or those at the ends of its ties."""
    if not rows:
        raise InvalidInput(_("Choose at least one of them. Nobody was asked."))
    ids = {row.pk for row in rows if isinstance(row, Actor)}
    ids |= ends_of(row for row in rows if isinstance(row, Tie))
    return ask_people(
        viewer=viewer, network=network, actors=Actor.objects.visible_to(viewer).filter(pk__in=ids)
    )
