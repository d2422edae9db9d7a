"""What a room has said so far, as one small net: who is meant by each name, and who is tied to
whom. The wall shows it beside the map, and the end of the workshop puts it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.kinds import ORGANISATION, PERSON, names_people
from weft.graph.models import Actor
from weft.workshop.models import Decision, Participant, Workshop

GROUP = ORGANISATION
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
    #: By the id of the participant.
    people: dict[int, Named] = field(default_factory=dict)
    ties: list[RoomTie] = field(default_factory=list)

    @property
    def everyone(self) -> Iterable[Named]:
        return [*self.people.values(), *self.named.values()]


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who may be meant by a name that is said."""

    known: dict[str, Actor]
    #: Those of the room who agreed to be on the map.
    people: dict[str, Named]
    #: The names of those who did not agree or are left out: nobody else brings them on the map.
    silent: set[str]


def read_room(viewer: Viewer, workshop: Workshop, *, only_accepted: bool = False) -> Room:
    """The room's net. Names are matched with the actors that the viewer may see."""
    everyone = list(workshop.participants.prefetch_related("said").order_by("pk"))
    counted = [
        one
        for one in everyone
        if one.decision == Decision.ACCEPTED
        or (one.decision == Decision.WAITING and not only_accepted)
    ]
    known = _actors_called(viewer, counted)
    room = Room(people={one.pk: _person(one, known) for one in counted if one.is_on_map})
    meant = _who_is_meant(room, everyone, known)
    for participant in counted:
        _add(room, participant, meant)
    return room


def _who_is_meant(room: Room, everyone: list[Participant], known: dict[str, Actor]) -> _Meant:
    people: dict[str, Named] = {}
    for person in room.people.values():
        people.setdefault(search_form(person.name), person)
    said_no = {search_form(one.name) for one in everyone if not one.is_on_map}
    left_out = {search_form(one.name) for one in everyone if one.pk not in room.people}
    return _Meant(known, people, said_no | (left_out - people.keys()))


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


def _add(room: Room, participant: Participant, meant: _Meant) -> None:
    is_accepted = participant.decision == Decision.ACCEPTED
    person = room.people.get(participant.pk)
    group = _called(room, participant.group, meant, -(4 * participant.pk + 1))
    if group is not None:
        group.is_accepted |= is_accepted and group.participant is None
    if person is not None and group is not None and not _are_same(person, group):
        room.ties.append(RoomTie(person, group, PART_OF, 5, is_accepted, person))
    end = group or person
    if end is None:
        # Someone who is not on the map and belongs to no group leaves nothing to tie.
        return
    for said in participant.said.all():
        other = _called(room, said.name, meant, -(4 * said.pk + 2))
        if other is not None and not _are_same(end, other):
            other.is_accepted |= is_accepted and other.participant is None
            room.ties.append(RoomTie(end, other, WORKS_WITH, said.rung, is_accepted, person))


def _are_same(one: Named, other: Named) -> bool:
    """Whether a tie between the two would lead back to where it began."""
    return one.id == other.id or search_form(one.name) == search_form(other.name)


def _person(participant: Participant, known: dict[str, Actor]) -> Named:
    actor = known.get(search_form(participant.name))
    if actor is not None and names_people(actor.kind.name):
        return Named(actor.pk, actor.name, actor.kind.name, actor, True, participant)
    is_accepted = participant.decision == Decision.ACCEPTED
    return Named(-4 * participant.pk, participant.name, PERSON, None, is_accepted, participant)


def _called(room: Room, name: str, meant: _Meant, number: int) -> Named | None:
    """The one of this name: on the map, in the room, said before, or new; nobody if they are
    not to be on the map."""
    form = search_form(name)
    if not form or form in meant.silent:
        return None
    actor = meant.known.get(form)
    # A group of the map keeps its name, even where a phone bears it too.
    if form in meant.people and (actor is None or names_people(actor.kind.name)):
        return meant.people[form]
    if form not in room.named:
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
