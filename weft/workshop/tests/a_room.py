"""What people of a room say, and its end, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from weft.common.visibility import Viewer
from weft.graph.models import ChangeSet
from weft.workshop.actions import Entry, decide, join
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Participant, Workshop


def say(
    workshop: Workshop,
    name: str,
    group: str = "",
    agreement: str = Agreement.EVERYONE,
    ties: Sequence[tuple[str, int | None]] = (),
) -> Participant:
    return join(workshop=workshop, entry=Entry(name, group, agreement, ties))


def settle(host: Viewer, workshop: Workshop, decision: str, *people: Participant) -> None:
    shown = [one.version for one in people]
    assert decide(viewer=host, workshop=workshop, shown=shown, decision=decision) == 0


def end(host: Viewer, workshop: Workshop) -> ChangeSet:
    """Accept all who wait, and put them on the map."""
    waiting = workshop.participants.filter(decision=Decision.WAITING)
    settle(host, workshop, Decision.ACCEPTED, *waiting)
    return put_on_map(viewer=host, workshop=workshop)
