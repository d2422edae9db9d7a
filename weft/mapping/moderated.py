"""What is on the map, and what people note there, as moderators deal with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import edit_actor
from weft.graph.models import UNNAMED, Actor, FieldDefinition, FieldTarget, Voice, VoiceKind
from weft.graph.owning import as_oneself
from weft.mapping.models import Asset, Lens, Story
from weft.moderating.kinds import Kind, Payload, Said, is_written
from weft.networks.models import Role


def _actor_said(viewer: Viewer, pk: int) -> Said | None:
    actor = Actor.objects.visible_to(viewer).select_related("network").filter(pk=pk).first()
    if actor is None:
        return None
    author, voices = _voices(actor)
    url = reverse("actor_detail", args=[actor.network.slug, actor.pk])
    audience = _description_audience(viewer)
    if audience is None or not actor.description:
        is_unnamed = actor.name == UNNAMED
        return Said(actor.name, "", author, url, actor.visibility, voices, is_unnamed=is_unnamed)
    seen_by = max(actor.visibility, audience)
    return Said(actor.name, actor.description, author, url, seen_by, voices)


def _voices(actor: Actor) -> tuple[int | None, frozenset[int]]:
    """The account that an actor is, and all that speak for it."""
    rows = dict(actor.voices.values_list("account_id", "kind"))
    own = [account for account, kind in rows.items() if kind == VoiceKind.SELF]
    return (own[0] if own else None), frozenset(rows)


def _spoken_for(account_id: int) -> QuerySet[Voice, int]:
    """The actors that an account is or speaks for."""
    return Voice.objects.filter(account=account_id).values_list("actor_id", flat=True)


def _description_audience(viewer: Viewer) -> int | None:
    """Who sees descriptions in this network; None where the viewer does not."""
    rows = FieldDefinition.objects.filter(
        network_id=viewer.network_id, target=FieldTarget.ACTOR, key="description", is_builtin=True
    )
    audience = rows.values_list("visibility", flat=True).first()
    return audience if audience is not None and audience <= viewer.clearance else None


def _described(network_id: int, pk: int) -> Actor | None:
    return Actor.objects.filter(network=network_id, pk=pk, ended_in=None).first()


def _describe(network_id: int, actor: Actor, text: str) -> None:
    """Change an actor's description, as a change that stands in the history."""
    hand = Viewer(network_id, Visibility.STEWARDS, None, frozenset({Role.MAP_MANAGER.value}))
    if actor.description != text:
        edit_actor(
            viewer=hand, actor=actor, values={"description": text}, comment=_("By moderators")
        )


def _take_description(network_id: int, pk: int) -> Payload | None:
    actor = _described(network_id, pk)
    if actor is None:
        return None
    was = actor.description
    _describe(network_id, actor, "")
    return {"description": was}


def _give_description(network_id: int, pk: int, kept: Mapping[str, object]) -> None:
    actor = _described(network_id, pk)
    # What was written since stays.
    if actor is not None and not actor.description:
        _describe(network_id, actor, str(kept.get("description", "")))


def _asset_said(viewer: Viewer, pk: int) -> Said | None:
    rows = Asset.objects.visible_to(viewer).select_related("actor__network")
    asset = rows.filter(pk=pk).first()
    if asset is None:
        return None
    author, voices = _voices(asset.actor)
    url = reverse("actor_detail", args=[asset.actor.network.slug, asset.actor_id])
    seen_by = max(asset.visibility, asset.actor.visibility)
    return Said(asset.name, asset.note, author, url, seen_by, voices)


def _add_asset(viewer: Viewer, payload: Mapping[str, object]) -> None:
    # Adding holds what newcomers write by the kinds of this module, so it learns of it late.
    from weft.mapping.sharing import Offer, add_read_asset  # noqa: PLC0415

    told = dict(payload)
    rows = Actor.objects.visible_to(viewer).filter(pk=int(str(told.pop("actor"))))
    actor = rows.first()
    if actor is None:
        raise NotAllowed
    offer = Offer(**told)  # type: ignore[arg-type]  # as it was told
    add_read_asset(viewer=as_oneself(viewer), actor=actor, offer=offer)


_ASSET_COLUMNS = ("actor_id", "sort", "name", "note", "visibility")


def _take_asset(network_id: int, pk: int) -> Payload | None:
    asset = Asset.objects.filter(network=network_id, pk=pk).first()
    if asset is None:
        return None
    kept: Payload = {name: getattr(asset, name) for name in _ASSET_COLUMNS}
    asset.delete()
    return kept


def _give_asset(network_id: int, pk: int, kept: Mapping[str, Any]) -> None:
    if Actor.objects.filter(network=network_id, pk=int(str(kept["actor_id"]))).exists():
        Asset.objects.get_or_create(network_id=network_id, **kept)


def _view_said(model: type[Lens | Story], page: str, viewer: Viewer, pk: int) -> Said | None:
    found = model.objects.visible_to(viewer).filter(pk=pk).first()
    if found is None:
        return None
    url = reverse(page, args=[found.network.slug, found.pk])
    return Said(found.title, found.words, found.made_by_id, url, found.visibility)


def _lens_said(viewer: Viewer, pk: int) -> Said | None:
    return _view_said(Lens, "lens_detail", viewer, pk)


def _story_said(viewer: Viewer, pk: int) -> Said | None:
    return _view_said(Story, "story_detail", viewer, pk)


def _take_words(model: type[Lens | Story], network_id: int, pk: int) -> Payload | None:
    """A view without its title and words is still a view; its maker names it anew."""
    found = model._default_manager.filter(network=network_id, pk=pk).first()
    if found is None:
        return None
    instead = _("Without a title")
    kept: Payload = {"title": found.title, "words": found.words, "instead": instead}
    found.title, found.words = instead, ""
    found.save(update_fields=["title", "words"])
    return kept


def _give_words(
    model: type[Lens | Story], network_id: int, pk: int, kept: Mapping[str, object]
) -> None:
    found = model._default_manager.filter(network=network_id, pk=pk)
    # What was written since stays.
    found.filter(title=kept["instead"]).update(title=kept["title"])
    found.filter(words="").update(words=kept["words"])


is_written(
    Kind("actor", gettext_lazy("Page on the map"), _actor_said, None, _take_description,
         _give_description, involves=_spoken_for)
)  # fmt: skip
ASSET = is_written(
    Kind("asset", gettext_lazy("Something to share"), _asset_said, _add_asset, _take_asset,
         _give_asset, involves=lambda account: Asset.objects.filter(
             actor__in=_spoken_for(account)).values_list("pk", flat=True))
)  # fmt: skip
is_written(
    Kind("lens", gettext_lazy("View of the map"), _lens_said,
         take_down=lambda network, pk: _take_words(Lens, network, pk),
         put_back=lambda network, pk, kept: _give_words(Lens, network, pk, kept))
)  # fmt: skip
is_written(
    Kind("story", gettext_lazy("Story"), _story_said,
         take_down=lambda network, pk: _take_words(Story, network, pk),
         put_back=lambda network, pk, kept: _give_words(Story, network, pk, kept))
)  # fmt: skip
