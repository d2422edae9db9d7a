"""What is different where a source comes into a layer: it is compared with the layer alone.

Who of it is on the rest of the map is a question to a person, answered by default from public
identifiers. Whoever is the same gets what is missing, and the ties of the layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from weft.common.visibility import Viewer
from weft.graph.difference import Difference, Known, RowChange
from weft.graph.models import Actor, ActorKind, Tie
from weft.graph.pairing import pair_actors
from weft.graph.record_values import Values
from weft.mapping.layers.audiences import Audiences
from weft.mapping.layers.bringing import audiences_for
from weft.mapping.layers.matching import Match, find_matches
from weft.mapping.models import Source, SourceRow
from weft.mapping.sources.memory import Keys, hash_of
from weft.sna.io import ActorRecord, Net, TieRecord


@dataclass(frozen=True, slots=True)
class Layered:
    """Which records are known, and what is asked about the others."""

    source: Source
    known: Known
    audiences: Audiences
    matches: list[Match]
    same: set[str]

    def keep_narrow(self, difference: Difference) -> None:
        """Give those outside of the layer nothing that more people would see there."""
        left: list[RowChange] = []
        for change in difference.changed_actors:
            if change.record in self.known.filling:
                change = self._fitting(difference.net.actors[change.record], change)  # noqa: PLW2901
            if change.after:
                left.append(change)
            else:
                difference.unchanged_actors.append(change.record)
        difference.changed_actors = left
        # A tie that others made of two who are here says what they said.
        others = [c for c in difference.changed_ties if not self._is_own(c.row)]
        difference.unchanged_ties += [change.record for change in others]
        difference.changed_ties = [c for c in difference.changed_ties if self._is_own(c.row)]

    def _is_own(self, row: Actor | Tie) -> bool:
        return row.layer_id == self.source.layer_id

    def _fitting(self, record: ActorRecord, change: RowChange) -> RowChange:
        seen_by = change.row.visibility
        after: Values = {}
        for column, value in change.after.items():
            if column != "fields":
                if self.audiences.fits(record, seen_by, column):
                    after[column] = value
                continue
            old = change.before["fields"]
            assert isinstance(old, dict)
            assert isinstance(value, dict)
            fields = {
                key: each
                for key, each in value.items()
                if key in old or self.audiences.fits(record, seen_by, key)
            }
            if fields != old:
                after["fields"] = fields
        return replace(change, before={key: change.before[key] for key in after}, after=after)

    def narrow_down(self, difference: Difference, keys: Keys, rows: dict[str, SourceRow]) -> None:
        """Follow the other network where it shows something to fewer people than before.

        What people here have opened up or closed themselves stays as they left it.
        """
        difference.changed_actors, difference.unchanged_actors = self._narrowed(
            difference.actors, difference.net.actors, difference.changed_actors,
            difference.unchanged_actors, [rows.get(key) for key in keys.actors],
        )  # fmt: skip
        difference.changed_ties, difference.unchanged_ties = self._narrowed(
            difference.ties, difference.net.ties, difference.changed_ties,
            difference.unchanged_ties, [rows.get(key) for key in keys.ties],
        )  # fmt: skip

    def _narrowed(
        self,
        found: Sequence[Actor | None] | Sequence[Tie | None],
        records: Sequence[ActorRecord] | Sequence[TieRecord],
        changed: list[RowChange],
        unchanged: list[int],
        rows: Sequence[SourceRow | None],
    ) -> tuple[list[RowChange], list[int]]:
        changes = {change.record: change for change in changed}
        for index, here in enumerate(found):
            row = rows[index]
            if here is None or row is None or not row.is_own:
                continue
            wanted = self.audiences.of_row(records[index])
            was = hash_of(here.visibility, self.source)
            if wanted <= here.visibility or row.said.get("visibility") != was:
                continue
            change = changes.setdefault(index, RowChange(index, here, {}, {}))
            change.before["visibility"], change.after["visibility"] = here.visibility, wanted
        return list(changes.values()), [index for index in unchanged if index not in changes]


def layer_of(
    viewer: Viewer, source: Source, net: Net, keys: Sequence[str], known: Known
) -> Layered:
    """Pair the records with the layer, and look for the rest of them on the map."""
    own = list(Actor.objects.visible_to(viewer).filter(layer=source.layer_id).order_by("pk"))
    kinds = dict(ActorKind.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    taken = {actor.pk for actor in known.actors.values()}
    existing = [actor for actor in own if actor.pk not in taken]
    paired = pair_actors(net.actors, existing, kinds, uses_refs=False, known=known.actors)
    actors = {index: actor for index, actor in enumerate(paired) if actor is not None}
    fresh = [index for index in range(len(net.actors)) if index not in actors]
    matches = find_matches(viewer, net.actors, fresh, source.layer_id)
    same = {keys[match.record] for match in matches if _is_same(source, match, keys)}
    chosen = {m.record: m.actor_id for m in matches if keys[m.record] in same}
    there = Actor.objects.visible_to(viewer).select_related("kind").in_bulk(chosen.values())
    actors |= {record: there[pk] for record, pk in chosen.items()}
    apart = frozenset(index for index in range(len(net.actors)) if index not in actors)
    filling = frozenset(i for i, actor in actors.items() if actor.layer_id != source.layer_id)
    found = Known(actors, known.ties, apart, filling)
    return Layered(source, found, audiences_for(source), matches, same)


def _is_same(source: Source, match: Match, keys: Sequence[str]) -> bool:
    key = keys[match.record]
    if match.is_certain:
        return key not in source.matches.get("apart", ())
    return key in source.matches.get("same", ())
