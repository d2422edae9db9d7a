"""Rows of a file that resemble an actor who is here, or another row of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weft.graph.likeness.search import alike
from weft.graph.likeness.traits import Traits

_MOST_SUSPECTS = 500


@dataclass(frozen=True, slots=True)
class Likeness:
    """A new record that resembles an actor of the network, or another record of the file."""

    record: int
    name: str
    resembles: str
    actor_id: int | None
    other_record: int | None
    score: int
    reasons: tuple[str, ...] = ()


def likenesses(
    fresh: Sequence[tuple[int, Traits]], existing: Sequence[tuple[int, Traits]]
) -> list[Likeness]:
    """Pairs of a new record and what it resembles, the most alike first."""
    rows = [traits for _number, traits in (*fresh, *existing)]
    found: list[Likeness] = []
    for pair in alike(rows, fresh=len(fresh)):
        if len(found) == _MOST_SUSPECTS:
            break
        record, one = fresh[pair.first]
        is_here = pair.second >= len(fresh)
        number, other = existing[pair.second - len(fresh)] if is_here else fresh[pair.second]
        found.append(
            Likeness(
                record,
                one.name,
                other.name,
                number if is_here else None,
                None if is_here else number,
                pair.points,
                pair.reasons,
            )
        )
    return found
