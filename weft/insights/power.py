"""Who holds power over what, who sways them, and who of the network is in touch with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties
from weft.graph.models import Actor, Direction, Rung, Tie
from weft.graph.values import visible_fields

PAGE = 40
#: Names told of each sort; the counts are those of all.
_TOLD = 8


@dataclass(slots=True)
class Holder:
    """Someone who holds power, with the ties that lead to them, the closest first."""

    actor: Actor
    topics: list[str]
    place: str
    #: Those that sit on it, decide over it or lobby it, and by which type of tie.
    sways: list[tuple[Actor, str]] = field(default_factory=list)
    #: Those who are in touch with it, and how closely.
    in_touch: list[tuple[Actor, Rung | None]] = field(default_factory=list)

    @property
    def told_sways(self) -> list[tuple[Actor, str]]:
        return self.sways[:_TOLD]

    @property
    def told_in_touch(self) -> list[tuple[Actor, str]]:
        told = self.in_touch[:_TOLD]
        return [(actor, "" if rung is None else str(rung.label)) for actor, rung in told]


def holders(viewer: Viewer, *, only_unreached: bool = False) -> QuerySet[Actor]:
    """Those who hold power, by name; or only those with whom nobody else is in touch."""
    found = Actor.objects.visible_to(viewer).filter(kind__holds_power=True)
    if only_unreached:
        ties = counting_ties(viewer)
        reached = Exists(
            ties.filter(source=OuterRef("pk"), target__kind__holds_power=False)
        ) | Exists(ties.filter(target=OuterRef("pk"), source__kind__holds_power=False))
        found = found.filter(~reached)
    return found.select_related("kind").order_by("search_name", "pk")


def with_ties(viewer: Viewer, rows: Iterable[Actor]) -> list[Holder]:
    """What is told of each of these holders, in two queries."""
    fields = visible_fields(viewer)
    found = {
        actor.pk: Holder(
            actor,
            list(actor.topics) if fields.sees("topics") else [],
            (actor.place or actor.region) if fields.sees("place") else "",
        )
        for actor in rows
    }
    ties = counting_ties(viewer).filter(Q(source__in=found) | Q(target__in=found))
    related = ties.select_related("source__kind", "target__kind", "type")
    for tie in related.order_by("pk"):
        for end, other in ((tie.source_id, tie.target), (tie.target_id, tie.source)):
            if end in found and other.pk != end:
                _add(found[end], tie, other)
    for holder in found.values():
        holder.in_touch.sort(key=lambda row: (-(row[1] or 0), row[0].search_name))
        holder.sways.sort(key=lambda row: row[0].search_name)
    return list(found.values())


def _add(holder: Holder, tie: Tie, other: Actor) -> None:
    # An arrow of influence leads from the one who sways to the one who is swayed.
    is_swayed = tie.direction != Direction.DIRECTED or tie.target_id == holder.actor.pk
    if tie.type.is_influence and is_swayed:
        holder.sways.append((other, tie.type.name))
    if not other.kind.holds_power:
        holder.in_touch.append((other, None if tie.rung is None else Rung(tie.rung)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of the power on the map the network is in touch with."""

    holders: int
    unreached: int

    @property
    def reached(self) -> int:
        return self.holders - self.unreached


def standing(viewer: Viewer) -> Standing:
    return Standing(holders(viewer).count(), holders(viewer, only_unreached=True).count())
