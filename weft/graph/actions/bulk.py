"""Changing many actors or ties at once, each time as one change set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.db import update_rows
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions.change_sets import (
    close_change_set,
    open_change_set,
    saved_columns,
    value_now,
    write_values,
)
from weft.graph.actions.single import placed
from weft.graph.cleaning import storable_text
from weft.graph.models import Actor, Change, ChangeKind, ChangeSet, Tie
from weft.graph.permissions import can_edit_map
from weft.graph.places import locate
from weft.graph.record_values import Values
from weft.networks.models import Network


def _check(viewer: Viewer, rows: Sequence[Actor | Tie]) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    if not rows:
        raise InvalidInput(_("Choose at least one of them. Nothing was changed."))
    if any(row.network_id != viewer.network_id for row in rows):
        raise InvalidInput(_("This is not on this map."))


@transaction.atomic
def end_many(
    *,
    viewer: Viewer,
    actors: Sequence[Actor] = (),
    ties: Sequence[Tie] = (),
    comment: str = "",
) -> ChangeSet:
    """Take actors with all their ties, and ties, off the map."""
    _check(viewer, [*actors, *ties])
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    here = Tie.objects.filter(ended_in__isnull=True, network_id=viewer.network_id)
    ended = here.filter(pk__in=[tie.pk for tie in ties]).update(ended_in=change_set)
    ended += here.filter(source__in=actors).update(ended_in=change_set)
    ended += here.filter(target__in=actors).update(ended_in=change_set)
    gone = Actor.objects.filter(pk__in=[actor.pk for actor in actors], ended_in__isnull=True)
    counts = {"actors_ended": gone.update(ended_in=change_set), "ties_ended": ended}
    return close_change_set(change_set, dict(counts))


@transaction.atomic
def place_many(*, viewer: Viewer, actors: Sequence[Actor], place: str) -> ChangeSet | None:
    """Say of many actors that they are in one place, which has to be one that is known."""
    where = storable_text(place).strip()
    if not where or locate(where) is None:
        raise InvalidInput(
            _("“%(place)s” is not a place that is known. Try the nearest town, or a postcode.")
            % {"place": where}
        )
    values = placed({"latitude": None, "longitude": None, "region": "", "place": where})
    return _change_many(viewer, actors, lambda _actor: values)


@transaction.atomic
def add_topic(*, viewer: Viewer, actors: Sequence[Actor], topic: str) -> ChangeSet | None:
    """Give many actors one more topic."""
    name = storable_text(topic).strip()
    if not name:
        raise InvalidInput(_("Write the topic."))
    return _change_many(
        viewer,
        actors,
        lambda actor: {} if name in actor.topics else {"topics": [*actor.topics, name]},
    )


def _change_many(
    viewer: Viewer, actors: Sequence[Actor], values_for: Callable[[Actor], Values]
) -> ChangeSet | None:
    """Change each actor's values; None when nothing differs."""
    _check(viewer, actors)
    # Held until the end; what others changed a moment ago is read anew.
    Network.objects.select_for_update().get(pk=viewer.network_id)
    here = Actor.objects.visible_to(viewer).filter(pk__in=[actor.pk for actor in actors])
    wanted = [
        (actor, after)
        for actor in here.select_related("kind").order_by("pk")
        if (after := {k: v for k, v in values_for(actor).items() if value_now(actor, k) != v})
    ]
    if not wanted:
        return None
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT)
    changes = [write_values(change_set, actor, after) for actor, after in wanted]
    update_rows([(actor, saved_columns(Actor, after)) for actor, after in wanted])
    Change.objects.bulk_create(changes, batch_size=500)
    return close_change_set(change_set, {"actors_changed": len(wanted)})
