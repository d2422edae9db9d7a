"""Lenses as one viewer may see them: what they name that this viewer may not know is left out."""

from __future__ import annotations

from django.db.models.fields.json import KeyTextTransform
from django.http import QueryDict

from weft.analysis.queries import reading
from weft.common.db import having_any
from weft.common.visibility import Viewer, Visibility
from weft.graph.layers import OWN_LAYER, layers_seen
from weft.graph.models import Actor
from weft.graph.queries import kinds_seen, tie_types_seen
from weft.graph.values import VisibleFields, visible_fields
from weft.mapping.map_data import MEASURES
from weft.mapping.models import Lens
from weft.mapping.rule_matches import is_found, is_told
from weft.mapping.rules import Rule
from weft.networks.models import Network


def query_for(viewer: Viewer, network: Network, lens: Lens) -> QueryDict:
    """A lens's address, without names and fields that this viewer may not see."""
    fields = visible_fields(viewer)
    query = QueryDict(lens.query, mutable=True)
    for name in ("colour", "size"):
        if name in query and not _is_seen(str(query[name]), fields):
            del query[name]
    for name in ("kind", "type", "region", "topic", "cluster", "layer", "value"):
        if name in query:
            known = _known(viewer, network, fields, name, query)
            query.setlist(name, [value for value in query.getlist(name) if value in known])
    for name in ("actor", "to"):
        pk = str(query.get(name, ""))[:18]
        here = Actor.objects.visible_to(viewer)
        if name in query and not (pk.isdecimal() and here.filter(pk=int(pk)).exists()):
            del query[name]
    if query.get("q") and not is_found(viewer, str(query["q"])):
        del query["q"]
    return query


def _is_seen(key: str, fields: VisibleFields) -> bool:
    sort, sign, name = key.partition(":")
    if not sign:
        return True
    return name in fields.custom if sort == "f" else name in MEASURES


def _known(
    viewer: Viewer, network: Network, fields: VisibleFields, name: str, query: QueryDict
) -> set[str]:
    """Those of the values of a filter that the viewer meets on the map anyway."""
    asked = query.getlist(name)
    actors = Actor.objects.visible_to(viewer)
    known: set[str] = set()
    if name == "kind":
        known = set(kinds_seen(viewer))
    elif name == "type":
        known = set(tie_types_seen(viewer))
    elif name == "region" and fields.sees("region"):
        known = set(actors.filter(region__in=asked).values_list("region", flat=True))
    elif name == "topic" and fields.sees("topics"):
        known = {topic for topic in asked if having_any(actors, "topics", [topic]).exists()}
    elif name == "layer":
        known = {OWN_LAYER, *layers_seen(viewer)}
    elif name == "cluster":
        known = {str(cluster["name"]) for cluster in reading(viewer, network).clusters}
    elif name == "value" and (key := str(query.get("colour", ""))).startswith("f:"):
        with_value = actors.annotate(held=KeyTextTransform(key[2:], "fields"))
        known = set(with_value.filter(held__in=asked).values_list("held", flat=True))
    return known


def shown_lens(viewer: Viewer, network: Network, lens: Lens) -> dict[str, object]:
    """A lens as the map's script is given it."""
    wanted = {int(pk) for pk in lens.positions}
    wanted |= {note["actor"] for note in lens.notes if "actor" in note}
    there = set(Actor.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    return {
        "id": lens.pk,
        "title": lens.title,
        "query": query_for(viewer, network, lens).urlencode(safe=",:"),
        "rules": [rule.as_json() for rule in rules_for(viewer, network, lens)],
        "positions": {pk: at for pk, at in lens.positions.items() if int(pk) in there},
        "notes": [note for note in lens.notes if "actor" not in note or note["actor"] in there],
    }


def rules_of(lens: Lens) -> list[Rule]:
    return [Rule(**{str(key): value for key, value in rule.items()}) for rule in lens.rules]


def rules_for(viewer: Viewer, network: Network, lens: Lens) -> list[Rule]:
    """The rules of a lens that name nothing the viewer may not see."""
    return [rule for rule in rules_of(lens) if is_told(viewer, network, rule)]


def rules_to_change(viewer: Viewer, network: Network, lens: Lens) -> list[Rule]:
    """Those that its maker may read and change: a value that nobody has at all is no secret."""
    steward = Viewer(network.pk, Visibility.STEWARDS)
    fields = visible_fields(viewer)
    return [
        rule
        for rule in rules_of(lens)
        if is_told(viewer, network, rule)
        or (rule.is_seen(fields) and not is_told(steward, network, rule))
    ]
