"""Linking a source, changing it, saying yes or no to what it brings, and letting go of it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.fetching import checked_address
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import end_many
from weft.graph.cleaning import kept_text
from weft.graph.models import Actor, ChangeSet, Layer, Tie
from weft.graph.permissions import can_edit_map
from weft.mapping.imports.files import Choices, discard
from weft.mapping.models import Outcome, Source, SourceRow, WhenGone
from weft.mapping.sources.polling import Look, ask_for_look
from weft.mapping.sources.sheets import file_address

#: What of a source can be changed; with these its file is looked at anew.
_READ_ANEW = frozenset({"address", "choices", "when_gone", "visibility"})
_CHANGEABLE = _READ_ANEW | {"name"}


def must_follow(viewer: Viewer) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can follow a source."))


def _checked(values: dict[str, object]) -> dict[str, object]:
    """The values as they are kept; raises InvalidInput for what cannot be used."""
    checked = dict(values)
    if "name" in values:
        checked["name"] = kept_text(str(values["name"]), 120)
        if not checked["name"]:
            raise InvalidInput(_("Give the source a name."))
    if "address" in values:
        address, _sentence = file_address(str(values["address"]))
        checked["address"] = str(checked_address(address))
    if "visibility" in values and values["visibility"] not in Visibility.values:
        raise InvalidInput(_("Choose who may see what is new."))
    if "when_gone" in values and values["when_gone"] not in WhenGone.values:
        raise InvalidInput(_("Choose what becomes of what is missing in the file."))
    return checked


@transaction.atomic
def link_source(
    *,
    viewer: Viewer,
    name: str,
    address: str,
    visibility: int = Visibility.MEMBERS,
    when_gone: str = WhenGone.END,
    choices: Choices | None = None,
) -> Source:
    """Follow a file on the web. First it is only looked at: nothing is taken over unseen."""
    must_follow(viewer)
    values = _checked(
        {"name": name, "address": address, "visibility": visibility, "when_gone": when_gone}
    )
    try:
        with transaction.atomic():
            source = Source.objects.create(
                network_id=viewer.network_id,
                made_by_id=viewer.account_id,
                choices=choices or {},
                **values,
            )
    except IntegrityError as taken:
        raise InvalidInput(_("Another source has this name. Choose a different one.")) from taken
    ask_for_look(source, Look(viewer.account_id))
    return source


@transaction.atomic
def change_source(*, viewer: Viewer, source: Source, **values: object) -> Source:
    """Change a source. Where that changes what it says, its file is looked at anew."""
    now = _held(viewer, source)
    if set(values) - _CHANGEABLE:
        raise InvalidInput(_("This cannot be changed here."))
    checked = _checked(values)
    changed = {key for key, value in checked.items() if getattr(now, key) != value}
    for key in changed:
        setattr(now, key, checked[key])
    if now.layer is not None and "name" in changed:
        _rename(now.layer, str(checked["name"]))
    if changed & {"address", "choices"}:
        # Another file, or read another way: someone looks at it first.
        now.is_accepted = False
    if changed & _READ_ANEW:
        now.etag = now.modified = now.digest = ""
    try:
        with transaction.atomic():
            now.save()
    except IntegrityError as taken:
        raise InvalidInput(_("Another source has this name. Choose a different one.")) from taken
    if changed & _READ_ANEW:
        ask_for_look(now, Look(viewer.account_id))
    return now


@transaction.atomic
def look_now(*, viewer: Viewer, source: Source) -> Source:
    """Look at a source now, without waiting for the night."""
    now = _held(viewer, source)
    if not now.address and not now.folder and now.from_network_id is None:
        raise InvalidInput(_("The file is no longer here. Bring it in again."))
    ask_for_look(now, Look(viewer.account_id))
    return now


@transaction.atomic
def turn_on(*, viewer: Viewer, source: Source, is_on: bool) -> Source:
    """Follow a source, or pause."""
    now = _held(viewer, source)
    now.is_on = is_on
    if is_on:
        now.failed_nights = 0
    now.save(update_fields=["is_on", "failed_nights"])
    return now


@transaction.atomic
def decide_matches(
    *, viewer: Viewer, source: Source, same: Collection[str], apart: Collection[str]
) -> Source:
    """Say who of a layer is the same as someone on the map, and who is not."""
    now = _held(viewer, source)
    if now.outcome != Outcome.WAITING:
        raise InvalidInput(_("Nothing waits to be looked at any more."))
    asked = {str(match["key"]) for match in now.preview.get("matches", ())}
    now.matches = {"same": sorted(asked & set(same)), "apart": sorted(asked & set(apart))}
    now.save(update_fields=["matches"])
    ask_for_look(now, Look(viewer.account_id))
    return now


@transaction.atomic
def accept_preview(*, viewer: Viewer, source: Source) -> Source:
    """Say yes to what waits. The file is fetched again: what was not shown is not taken over."""
    now = _held(viewer, source)
    if now.outcome != Outcome.WAITING:
        raise InvalidInput(_("Nothing waits to be looked at any more."))
    ask_for_look(now, Look(viewer.account_id, accepts=now.preview_digest))
    return now


@transaction.atomic
def discard_preview(*, viewer: Viewer, source: Source) -> Source:
    """Say no to what waits: the map stays as it is until the file changes again."""
    now = _held(viewer, source)
    if now.outcome != Outcome.WAITING:
        raise InvalidInput(_("Nothing waits to be looked at any more."))
    discard(now.folder)
    now.outcome, now.message, now.preview, now.preview_digest = Outcome.DISCARDED, "", {}, ""
    now.folder = ""
    now.save(update_fields=["outcome", "message", "preview", "preview_digest", "folder"])
    return now


@transaction.atomic
def let_go_of(*, viewer: Viewer, source: Source, ends_rows: bool) -> ChangeSet | None:
    """Follow a source no more. What it brought stays, or is taken off the map as one change."""
    now = _held(viewer, source)
    change_set = None
    if ends_rows:
        own = SourceRow.objects.filter(source=now, is_own=True)
        here = {"network_id": viewer.network_id, "ended_in__isnull": True}
        actors = list(Actor.objects.filter(pk__in=own.values("actor"), **here))
        ties = list(Tie.objects.filter(pk__in=own.values("tie"), **here))
        if actors or ties:
            change_set = end_many(viewer=viewer, actors=actors, ties=ties, comment=now.name)
    discard(now.folder)
    now.delete()
    return change_set


def _rename(layer: Layer, name: str) -> None:
    taken = Layer.objects.filter(network=layer.network_id, name=name).exclude(pk=layer.pk)
    if taken.exists():
        raise InvalidInput(_("Another layer has this name. Choose a different one."))
    layer.name = name
    layer.save(update_fields=["name"])


def _held(viewer: Viewer, source: Source) -> Source:
    """The source as it stands now, held until the end of the transaction."""
    must_follow(viewer)
    now = Source.objects.select_for_update().filter(pk=source.pk).first()
    if now is None or now.network_id != viewer.network_id:
        raise InvalidInput(_("This source is no longer followed."))
    return now
