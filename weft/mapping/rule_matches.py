"""Whether the words of a rule or of a search are on the map of a viewer anyway.

What nobody whom the viewer may see is called, is or says must not be told by a saved view.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.db.models.fields.json import KeyTextTransform

from weft.analysis.queries import reading
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.graph.queries import ActorFilter, find_actors, kinds_seen
from weft.graph.values import visible_fields
from weft.mapping.rules import Rule
from weft.networks.models import Network


def is_found(viewer: Viewer, words: str) -> bool:
    """Whether a search finds anyone for this viewer."""
    return find_actors(viewer, ActorFilter(q=words)).exists()


def is_told(viewer: Viewer, network: Network, rule: Rule) -> bool:
    """Whether the viewer may know of what a rule looks at, and meets its value on the map."""
    if not rule.is_seen(visible_fields(viewer)):
        return False
    # Numbers, and emptiness, name nobody.
    if rule.test not in ("is", "has") or rule.field == "degree" or rule.field.startswith("m:"):
        return True
    return any(rule.passes([value]) for value in _values(viewer, network, rule))


def _values(viewer: Viewer, network: Network, rule: Rule) -> Iterable[object]:
    """The values of the rule's field among those whom the viewer may see, one by one."""
    actors = Actor.objects.visible_to(viewer).order_by()
    if rule.field == "kind":
        return kinds_seen(viewer)
    if rule.field == "cluster":
        return [cluster["name"] for cluster in reading(viewer, network).clusters]
    if rule.field == "topic":
        return chain.from_iterable(actors.values_list("topics", flat=True).iterator())
    if rule.field.startswith("f:"):
        held = actors.annotate(held=KeyTextTransform(rule.field[2:], "fields"))
        return held.values_list("held", flat=True).distinct().iterator()
    return actors.values_list(rule.field, flat=True).distinct().iterator()
