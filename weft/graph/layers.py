"""The layers of a map: which of them a viewer may know of, and who is in them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from weft.common.visibility import Viewer
from weft.graph.models import Actor, Layer

#: What stands for the map itself where layers are chosen; no layer has this name.
OWN_LAYER = "-"


def in_layers(viewer: Viewer, names: tuple[str, ...]) -> Q:
    """Those of these layers; what is in a layer that the viewer may not know of counts as own."""
    seen = Layer.objects.visible_to(viewer)
    named = Q(layer__in=seen.filter(name__in=names).values("pk"))
    if OWN_LAYER not in names:
        return named
    return named | ~Q(layer__in=seen.values("pk")) | Q(layer=None)


def layers_seen(viewer: Viewer) -> list[str]:
    """The layers that the viewer may know of and sees someone of."""
    there = Actor.objects.visible_to(viewer).filter(layer=OuterRef("pk"))
    layers = Layer.objects.visible_to(viewer).filter(Exists(there))
    return list(layers.order_by("name").values_list("name", flat=True))


def layer_name(viewer: Viewer, actor: Actor) -> str:
    """The layer that an actor came with, where the viewer may know of it."""
    layers = Layer.objects.visible_to(viewer).filter(pk=actor.layer_id or 0)
    return layers.values_list("name", flat=True).first() or ""
