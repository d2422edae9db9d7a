"""Writing a network to a file: what the viewer may see, and nothing else."""

from __future__ import annotations

from pathlib import Path

from weft.common.visibility import Viewer
from weft.graph.models import Actor, ActorKind, ChangeSet, FieldTarget, Layer, Tie, TieType
from weft.graph.record_values import Values, actor_record, tie_record
from weft.graph.values import ACTOR_COLUMNS, TIE_COLUMNS, VisibleFields, visible_fields
from weft.sna import io as netio

#: The formats a network can be written in: key, file ending, what the browser is told.
FORMATS: dict[str, tuple[str, str]] = {
    "csv": (".zip", "application/zip"),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "kumu-json": (".kumu.json", "application/json"),
    "gexf": (".gexf", "application/xml"),
    "graphml": (".graphml", "application/xml"),
    "json": (".json", "application/json"),
}


def net_of(viewer: Viewer, *, without: frozenset[int] = frozenset()) -> netio.Net:
    """The network as records, as this viewer sees it, without some of its actors."""
    actor_fields = visible_fields(viewer, FieldTarget.ACTOR)
    tie_fields = visible_fields(viewer, FieldTarget.TIE)
    kinds = dict(ActorKind.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    types = dict(TieType.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    layers = dict(Layer.objects.visible_to(viewer).values_list("id", "name"))
    positions: dict[int, int] = {}
    actors: list[netio.ActorRecord] = []
    for actor in Actor.objects.visible_to(viewer).order_by("pk").iterator(chunk_size=5000):
        if actor.pk in without:
            continue
        positions[actor.pk] = len(actors)
        values = _values(actor, ACTOR_COLUMNS, actor_fields)
        record = actor_record(actor, kinds[actor.kind_id], values)
        record.layer = layers.get(actor.layer_id or 0, "")
        actors.append(record)
    ties: list[netio.TieRecord] = []
    for tie in Tie.objects.visible_to(viewer).order_by("pk").iterator(chunk_size=5000):
        if tie.source_id in without or tie.target_id in without:
            continue
        ends = (positions[tie.source_id], positions[tie.target_id])
        values = _values(tie, TIE_COLUMNS, tie_fields)
        ties.append(tie_record(tie, ends, types[tie.type_id], values))
        ties[-1].layer = layers.get(tie.layer_id or 0, "")
    return netio.Net("json", actors, ties, extras=_extras(viewer))


def _values(row: Actor | Tie, columns: tuple[str, ...], seen: VisibleFields) -> Values:
    return seen.filtered({column: getattr(row, column) for column in columns})


def _extras(viewer: Viewer) -> dict[str, object]:
    """Kumu loops, maps and the like that imports brought; only stewards know them whole."""
    if not viewer.can_edit_map:
        return {}
    kept: dict[str, object] = {}
    brought = ChangeSet.objects.filter(
        network_id=viewer.network_id, undone_by__isnull=True
    ).exclude(extras={})
    for extras in brought.order_by("pk").values_list("extras", flat=True):
        kept.update(extras)
    return kept


def write_network(viewer: Viewer, path: Path, format_key: str, title: str) -> list[str]:
    """Write the file; sentences about what this format cannot carry."""
    return netio.write(net_of(viewer), path, format_key, title=title)
