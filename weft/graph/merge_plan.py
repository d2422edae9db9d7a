"""What merging two actors would do with their ties, worked out before it is done.

A tie of the merged actor moves to the kept one. Where the kept one has a tie of that type with
the same other, the two are joined, so that one tie rests on the evidence of both; unless they
say different things (another label, weight or end) or are seen by different people: then both
stay, side by side. Ties between the two end: nobody is tied to itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from weft.graph.models import Actor, Tie
from weft.graph.record_values import Values, same

#: Values that two ties must not contradict each other in to be joined.
_ONE_VALUE = ("ref", "weight", "label", "description", "colour", "end")


@dataclass(slots=True)
class MergePlan:
    """The ties of two actors that become one."""

    kept: Actor
    merged: Actor
    moved: list[Tie] = field(default_factory=list)
    #: Pairs of the kept actor's tie that stays and the merged actor's tie that ends in it.
    joined: list[tuple[Tie, Tie]] = field(default_factory=list)
    between: list[Tie] = field(default_factory=list)


def plan_merge(kept: Actor, merged: Actor, ties: Iterable[Tie]) -> MergePlan:
    """Sort the ties on the map of either actor into what happens to them."""
    plan = MergePlan(kept, merged)
    here: dict[tuple[int, int, str, int], list[Tie]] = defaultdict(list)
    theirs: list[Tie] = []
    for tie in sorted(ties, key=lambda tie: tie.pk):
        ends = {tie.source_id, tie.target_id}
        if ends == {kept.pk, merged.pk}:
            plan.between.append(tie)
        elif merged.pk in ends:
            theirs.append(tie)
        else:
            here[_key(tie, kept.pk)].append(tie)
    for tie in theirs:
        lane = here.get(_key(tie, merged.pk), [])
        fitting = next((known for known in lane if _fit(known, kept, tie, merged)), None)
        if fitting is None:
            plan.moved.append(tie)
        else:
            lane.remove(fitting)
            plan.joined.append((fitting, tie))
    return plan


def ties_of_both(kept: Actor, merged: Actor) -> list[Tie]:
    """All ties on the map of either actor."""
    both = (kept.pk, merged.pk)
    ties = Tie.objects.filter(Q(source__in=both) | Q(target__in=both), ended_in__isnull=True)
    return list(ties.filter(network_id=kept.network_id).select_related("type"))


def _key(tie: Tie, own: int) -> tuple[int, int, str, int]:
    """Ties with one key go the same way between an actor and the same other."""
    other = tie.target_id if tie.source_id == own else tie.source_id
    way = tie.source_id == own if tie.direction == "directed" else 2
    return (other, tie.type_id, tie.direction, int(way))


def _fit(known: Tie, kept: Actor, tie: Tie, merged: Actor) -> bool:
    """Whether two ties say the same, to the same people."""
    if max(known.visibility, kept.visibility) != max(tie.visibility, merged.visibility):
        return False
    if known.layer_id != tie.layer_id or merged.pk in (known.source_id, known.target_id):
        return False
    for column in _ONE_VALUE:
        first, second = getattr(known, column), getattr(tie, column)
        if not (_is_empty(first) or _is_empty(second) or same(first, second)):
            return False
    if known.end != tie.end and known.start != tie.start:
        # Two spans with an end are two spans; what has not ended began with the earlier.
        return False
    return all(
        key not in known.fields or same(known.fields[key], value)
        for key, value in tie.fields.items()
    )


def joined_values(known: Tie, tie: Tie) -> Values:
    """What the tie that stays takes over from the one that ends in it."""
    values: Values = {
        column: getattr(tie, column)
        for column in _ONE_VALUE
        if column != "ref"
        and _is_empty(getattr(known, column))
        and not _is_empty(getattr(tie, column))
    }
    if tie.start and (not known.start or tie.start < known.start):
        values["start"] = tie.start
    if fresh := [topic for topic in tie.topics if topic not in known.topics]:
        values["topics"] = [*known.topics, *fresh]
    if any(key not in known.fields for key in tie.fields):
        values["fields"] = {**tie.fields, **known.fields}
    return values


def _is_empty(value: object) -> bool:
    return value in ("", None)
