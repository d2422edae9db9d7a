"""Names said in a room that may be someone on the map, spelled in another way or borne by two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from weft.common.errors import InvalidInput
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.workshop.actions import held_workshop, host_only, note_change
from weft.workshop.models import Said, State, Workshop

#: Of a hundred, how alike two names must be to be asked about.
_ALIKE = 86
#: More names and actors than these are not compared: a page must not wait for it.
_MOST_NAMES, _MOST_ACTORS = 400, 20_000
_MOST_DOUBTS = 40


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name as it was said, and the actors that it may be; several where they share the name."""

    said: str
    actors: list[Actor]

    @property
    def is_shared(self) -> bool:
        return len(self.actors) > 1


def doubts(viewer: Viewer, workshop: Workshop) -> list[Doubt]:
    """What the host should look at before the room is put on the map."""
    said = _names_said(workshop)
    rows = Actor.objects.visible_to(viewer).order_by("pk").values_list("pk", "search_name")
    on_map = dict(rows[:_MOST_ACTORS])
    by_form: dict[str, list[int]] = {}
    for pk, form in on_map.items():
        by_form.setdefault(form, []).append(pk)
    forms = [form for form in said if form not in by_form][:_MOST_NAMES]
    found = {form: by_form[form] for form in said if len(by_form.get(form, ())) > 1}
    if forms and by_form:
        others = list(by_form)
        alike = process.cdist(forms, others, scorer=fuzz.ratio, dtype=np.uint8)
        for row, form in enumerate(forms):
            best = int(alike[row].argmax())
            if alike[row, best] >= _ALIKE:
                found[form] = by_form[others[best]]
    wanted = {pk for ids in found.values() for pk in ids}
    actors = Actor.objects.visible_to(viewer).select_related("kind").in_bulk(wanted)
    return [
        Doubt(said[form], [actors[pk] for pk in ids if pk in actors]) for form, ids in found.items()
    ][:_MOST_DOUBTS]


def _names_said(workshop: Workshop) -> dict[str, str]:
    """Groups and others that were named, as they were first written, by their folded form."""
    groups = workshop.participants.exclude(group="").order_by("pk").values_list("group", flat=True)
    others = Said.objects.filter(participant__workshop=workshop).order_by("pk")
    said: dict[str, str] = {}
    for name in (*groups, *others.values_list("name", flat=True)):
        said.setdefault(search_form(name), name)
    return said


@transaction.atomic
def say_who_is_meant(*, viewer: Viewer, workshop: Workshop, said: str, actor_id: int) -> None:
    """Write a name as the actor on the map is called, wherever it was said in this room."""
    host_only(viewer, workshop)
    actor = Actor.objects.visible_to(viewer).filter(pk=actor_id).first()
    if actor is None:
        raise InvalidInput(_("This actor is no longer on the map."))
    if held_workshop(workshop.pk).state == State.DONE:
        raise InvalidInput(_("This workshop is on the map already. Undo that change instead."))
    form = search_form(said)
    for participant in workshop.participants.exclude(group=""):
        if search_form(participant.group) == form:
            workshop.participants.filter(pk=participant.pk).update(group=actor.name[:200])
    for one in Said.objects.filter(participant__workshop=workshop):
        if search_form(one.name) == form:
            Said.objects.filter(pk=one.pk).update(name=actor.name[:200])
    note_change(workshop)
