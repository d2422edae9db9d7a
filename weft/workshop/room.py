"""What a room has said so far, as one small net: who is meant by each name, and who is tied to
whom. The wall shows it beside the map, and the end of the workshop puts it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.workshop.models import Agreement, Decision, Participant, Workshop

PERSON, GROUP = "Person", "Organisation"
PART_OF, WORKS_WITH = "part of", "works with"


@dataclass(slots=True)
class Named:
    """Someone whom the room named: an actor of the map, or a new one."""

    #: The actor's id, or a negative number of its own for a new one.
    id: int
    name: str
    kind: str
    actor: Actor | None = None
    is_accepted: bool = False
    #: The participant whose own words these are, for a person of the room.
    participant: Participant | None = None


@dataclass(slots=True)
class RoomTie:
    source: Named
    target: Named
    type: str
    rung: int | None
    is_accepted: bool
    said_by: Named | None


@dataclass(slots=True)
class Room:
    """All that counts of what was said."""

    named: dict[str, Named] = field(default_factory=dict)
    people: list[Named] = field(default_factory=list)
    ties: list[RoomTie] = field(default_factory=list)

    @property
    def everyone(self) -> Iterable[Named]:
        return [*self.people, *self.named.values()]


def read_room(viewer: Viewer, workshop: Workshop, *, only_accepted: bool = False) -> Room:
    """The room's net. Names are matched with the actors that the viewer may see."""
    rows = workshop.participants.exclude(decision=Decision.REFUSED).prefetch_related("said")
    if only_accepted:
        rows = rows.filter(decision=Decision.ACCEPTED)
    participants = list(rows.order_by("pk"))
    known = _actors_called(viewer, participants)
    room = Room()
    for participant in participants:
        _add(room, participant, known)
    return room


def _actors_called(viewer: Viewer, participants: list[Participant]) -> dict[str, Actor]:
    """The one actor of each name that was said; names of several are new ones."""
    names = {p.group for p in participants} | {p.name for p in participants}
    names |= {said.name for p in participants for said in p.said.all()}
    forms = {search_form(name) for name in names if name}
    found: dict[str, list[Actor]] = {}
    rows = Actor.objects.visible_to(viewer).filter(search_name__in=forms)
    for actor in rows.select_related("kind"):
        found.setdefault(actor.search_name, []).append(actor)
    return {form: actors[0] for form, actors in found.items() if len(actors) == 1}


def _add(room: Room, participant: Participant, known: dict[str, Actor]) -> None:
    is_accepted = participant.decision == Decision.ACCEPTED
    person = _person(participant, known) if participant.agreement != Agreement.NO else None
    if person is not None:
        room.people.append(person)
    group = None
    if participant.group:
        group = _called(room, participant.group, known, -(4 * participant.pk + 1))
        group.is_accepted |= is_accepted
    if person is not None and group is not None:
        room.ties.append(RoomTie(person, group, PART_OF, 5, is_accepted, person))
    end = group or person
    if end is None:
        # Someone who is not on the map and belongs to no group leaves nothing to tie.
        return
    for said in participant.said.all():
        other = _called(room, said.name, known, -(4 * said.pk + 2))
        if other is not end:
            other.is_accepted |= is_accepted
            room.ties.append(RoomTie(end, other, WORKS_WITH, said.rung, is_accepted, person))


def _person(participant: Participant, known: dict[str, Actor]) -> Named:
    actor = known.get(search_form(participant.name))
    if actor is not None and actor.kind.name == PERSON:
        return Named(actor.pk, actor.name, PERSON, actor, True, participant)
    is_accepted = participant.decision == Decision.ACCEPTED
    return Named(-4 * participant.pk, participant.name, PERSON, None, is_accepted, participant)


def _called(room: Room, name: str, known: dict[str, Actor], number: int) -> Named:
    """The one of this name: on the map, said before, or new."""
    form = search_form(name)
    if form not in room.named:
        actor = known.get(form)
        room.named[form] = (
            Named(actor.pk, actor.name, actor.kind.name, actor, True)
            if actor is not None
            else Named(number, name, GROUP)
        )
    return room.named[form]


def overlay(viewer: Viewer, workshop: Workshop) -> dict[str, object]:
    """The room's net as the wall draws it over the map."""
    room = read_room(viewer, workshop)
    new = [one for one in room.everyone if one.actor is None]
    return {
        "people": workshop.participants.count(),
        "actors": [
            {"id": one.id, "name": one.name, "kind": one.kind, "isGuest": not one.is_accepted}
            for one in new
        ],
        "ties": [
            {
                "source": tie.source.id,
                "target": tie.target.id,
                "rung": -1 if tie.rung is None else tie.rung,
                "isGuest": not tie.is_accepted,
            }
            for tie in room.ties
        ],
    }
