"""Adding, changing and ending one actor or one tie, each as a change set."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.names import search_form
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import (
    close_change_set,
    kind_called,
    open_change_set,
    saved_columns,
    type_called,
    value_now,
    write_values,
)
from weft.graph.cleaning import storable_text
from weft.graph.models import (
    Actor,
    ChangeKind,
    ChangeSet,
    Direction,
    Evidence,
    EvidenceKind,
    Rung,
    Tie,
)
from weft.graph.permissions import can_edit_map
from weft.graph.places import locate
from weft.graph.record_values import DEFAULT_KIND, DEFAULT_TYPE, Values
from weft.graph.values import ACTOR_COLUMNS, TIE_COLUMNS


def _must_edit(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))


def placed(values: Values) -> Values:
    """Add the point and region of a place that was given by its name alone."""
    place = values.get("place")
    if place and values.get("latitude") is None and (found := locate(str(place))):
        return {
            **values,
            "latitude": found.latitude,
            "longitude": found.longitude,
            "region": values.get("region") or found.region,
        }
    return values


def checked_values(values: Values, columns: tuple[str, ...]) -> Values:
    """The values as they can be stored; raises InvalidInput for what cannot."""
    unknown = set(values) - set(columns) - {"kind"}
    if unknown:
        raise InvalidInput(_("This field cannot be changed: %(name)s.") % {"name": unknown.pop()})
    if "name" in values and not storable_text(str(values["name"])).strip():
        raise InvalidInput(_("Give the actor a name."))
    if "visibility" in values and values["visibility"] not in Visibility.values:
        raise InvalidInput(_("Choose who may see this."))
    if values.get("rung") is not None and values.get("rung") not in Rung.values:
        raise InvalidInput(_("Choose one of the rungs from 0 to 5."))
    if "direction" in values and values["direction"] not in Direction.values:
        raise InvalidInput(_("Choose a direction."))
    return {key: _storable(value) for key, value in values.items()}


def _storable(value: object) -> object:
    """Texts, also those of lists and own fields, without characters that cannot be kept."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return value


@transaction.atomic
def add_actor(*, viewer: Viewer, values: Values, comment: str = "") -> Actor:
    """Put one actor on the map."""
    _must_edit(viewer)
    checked = placed(checked_values({"name": "", **values}, ACTOR_COLUMNS))
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    kind = kind_called(viewer.network_id, str(checked.pop("kind", "") or DEFAULT_KIND))
    name = str(checked["name"]).strip()
    checked["name"] = name
    actor = Actor(
        network_id=viewer.network_id,
        kind=kind,
        search_name=search_form(name),
        created_in=change_set,
        **checked,
    )
    actor.save()
    close_change_set(change_set, {"actors_new": 1})
    return actor


@transaction.atomic
def edit_actor(
    *, viewer: Viewer, actor: Actor, values: Values, comment: str = ""
) -> ChangeSet | None:
    """Change an actor's values; None when nothing differs."""
    _must_edit(viewer)
    checked = checked_values(values, ACTOR_COLUMNS)
    if checked.get("place", actor.place) != actor.place:
        checked = placed({"latitude": None, "longitude": None, "region": "", **checked})
    after = {key: value for key, value in checked.items() if value_now(actor, key) != value}
    return _edit(viewer, actor, after, comment)


def _edit(viewer: Viewer, row: Actor | Tie, after: Values, comment: str) -> ChangeSet | None:
    if not after:
        return None
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    change = write_values(change_set, row, after)
    row.save(update_fields=saved_columns(type(row), after))
    change.save()
    name = "actors_changed" if isinstance(row, Actor) else "ties_changed"
    return close_change_set(change_set, {name: 1})


@transaction.atomic
def end_actor(*, viewer: Viewer, actor: Actor, comment: str = "") -> ChangeSet:
    """Take an actor and its ties off the map; history keeps them until they are erased."""
    _must_edit(viewer)
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    ties = Tie.objects.filter(ended_in__isnull=True, network_id=viewer.network_id)
    ended = ties.filter(source=actor).update(ended_in=change_set)
    ended += ties.filter(target=actor).update(ended_in=change_set)
    Actor.objects.filter(pk=actor.pk, ended_in__isnull=True).update(ended_in=change_set)
    return close_change_set(change_set, {"actors_ended": 1, "ties_ended": ended})


@transaction.atomic
def add_tie(
    *, viewer: Viewer, source: Actor, target: Actor, values: Values, comment: str = ""
) -> Tie:
    """Tie two actors of the same network, with the first piece of evidence for it."""
    _must_edit(viewer)
    if {source.network_id, target.network_id} != {viewer.network_id}:
        raise InvalidInput(_("Both actors must be on this map."))
    checked = checked_values(dict(values), (*TIE_COLUMNS, "type"))
    type_name = str(checked.pop("type", "") or DEFAULT_TYPE)
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    tie_type = type_called(viewer.network_id, type_name)
    today = timezone.localdate()
    tie = Tie(
        network_id=viewer.network_id,
        type=tie_type,
        source=source,
        target=target,
        created_in=change_set,
        evidence_date=today,
        **checked,
    )
    tie.save()
    Evidence.objects.create(
        tie=tie,
        kind=EvidenceKind.ENTERED,
        date=today,
        rung=tie.rung,
        reporter_id=viewer.account_id,
        visibility=tie.visibility,
        created_in=change_set,
    )
    close_change_set(change_set, {"ties_new": 1})
    return tie


@transaction.atomic
def edit_tie(*, viewer: Viewer, tie: Tie, values: Values, comment: str = "") -> ChangeSet | None:
    """Change a tie's values; None when nothing differs."""
    _must_edit(viewer)
    checked = checked_values(values, (*TIE_COLUMNS, "type"))
    after = {key: value for key, value in checked.items() if value_now(tie, key) != value}
    return _edit(viewer, tie, after, comment)


@transaction.atomic
def end_tie(*, viewer: Viewer, tie: Tie, comment: str = "") -> ChangeSet:
    """Take a tie off the map."""
    _must_edit(viewer)
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.EDIT, comment=comment)
    Tie.objects.filter(pk=tie.pk, ended_in__isnull=True).update(ended_in=change_set)
    return close_change_set(change_set, {"ties_ended": 1})
