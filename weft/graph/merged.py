"""Who an actor turned out to be: old addresses, and files that bring a merged actor again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.models import UNNAMED, Actor, ChangeSet
from weft.graph.record_values import DEFAULT_KIND
from weft.sna.io.records import ActorRecord

#: Mergings that follow each other; a longer chain is nobody's.
_LONGEST_CHAIN = 50


def kept_instead(viewer: Viewer, actor_id: int) -> Actor | None:
    """The actor on the map that a merged one became, if the viewer could have seen both."""
    known = Actor.objects.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)
    for _step in range(_LONGEST_CHAIN):
        actor = known.filter(pk=actor_id).select_related("kind").first()
        if actor is None:
            return None
        if actor.merged_into_id is not None and actor.name == UNNAMED:
            # Who remembers whose address this was would learn who the dot is.
            return None
        if actor.merged_into_id is None:
            return actor if actor.ended_in_id is None else None
        actor_id = actor.merged_into_id
    return None


def merging_told(viewer: Viewer, change_set: ChangeSet) -> tuple[str, Actor] | None:
    """The name that was merged and the actor that it became part of, as far as both are seen."""
    moved = change_set.summary.get("moved")
    if not moved or change_set.undoes_id or change_set.is_erased:
        return None
    kept = Actor.objects.visible_to(viewer).filter(pk=moved["kept"]).first()
    merged = Actor.objects.filter(
        network_id=viewer.network_id, pk=moved["merged"], visibility__lte=viewer.clearance
    ).first()
    return (merged.name, kept) if merged is not None and kept is not None else None


def became(network_id: int) -> dict[int, int]:
    """For each merged actor of a network the last one that it was merged into."""
    rows = Actor.objects.filter(network_id=network_id, merged_into__isnull=False)
    into = {pk: kept for pk, kept in rows.values_list("pk", "merged_into") if kept is not None}
    found: dict[int, int] = {}
    for first, last in into.items():
        for _step in range(_LONGEST_CHAIN):
            if last not in into:
                break
            last = into[last]  # noqa: PLW2901 - walking along the chain
        found[first] = last
    return found


@dataclass(frozen=True, slots=True)
class Alias:
    """A merged actor, and the one on the map that it is."""

    ref: str
    kinds: frozenset[str]
    kept: Actor


@dataclass(slots=True)
class Aliases:
    """The merged actors of a network, as a file may still bring them."""

    by_ref: dict[str, Alias] = field(default_factory=dict)
    by_name: dict[str, list[Alias]] = field(default_factory=dict)

    def find(self, record: ActorRecord, *, uses_refs: bool) -> Actor | None:
        """The actor that the record's own actor was merged into."""
        if not self.by_name:
            return None
        if uses_refs and record.id and (alias := self.by_ref.get(record.id)):
            return alias.kept
        for alias in self.by_name.get(search_form(record.name), ()):
            # The file knows an actor under another id as another actor.
            other = uses_refs and record.id and alias.ref and record.id != alias.ref
            if not other and (not record.kind or record.kind in alias.kinds):
                return alias.kept
        return None


def aliases(viewer: Viewer, existing: Iterable[Actor], kinds: dict[int, str]) -> Aliases:
    """The merged actors that the viewer could see, whose kept ones are among the existing."""
    found = Aliases()
    last = became(viewer.network_id)
    if not last:
        return found
    here = {actor.pk: actor for actor in existing}
    rows: Sequence[tuple[int, str, str, int]] = list(
        Actor.objects.filter(
            network_id=viewer.network_id,
            merged_into__isnull=False,
            visibility__lte=viewer.clearance,
        )
        .order_by("pk")
        .values_list("pk", "ref", "search_name", "kind_id")
    )
    for pk, ref, name, kind_id in rows:
        kept = here.get(last[pk])
        if kept is None:
            continue
        alias = Alias(ref, frozenset((kinds[kind_id], kinds[kept.kind_id], DEFAULT_KIND)), kept)
        found.by_name.setdefault(name, []).append(alias)
        if ref:
            found.by_ref[ref] = alias
    return found
