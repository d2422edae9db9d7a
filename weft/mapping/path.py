"""The shortest way from one actor to another along the ties that a viewer may see."""

from __future__ import annotations

from django.db.models import Q

from weft.common.db import in_batches
from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties


def shortest_way(viewer: Viewer, start: int, goal: int) -> list[int]:
    """The actors on one shortest way, ends included; empty when there is none.

    Searches from both ends in turn, always widening the smaller side, so that only a small
    part of a large network is read.
    """
    if start == goal:
        return [start]
    sides = ({start: 0}, {goal: 0})
    edges = [{start}, {goal}]
    while edges[0] and edges[1]:
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        edges[side] = _widen(viewer, edges[side], sides[side])
        met = edges[side] & sides[1 - side].keys()
        if met:
            middle = min(met)
            return [*_back(sides[0], middle)[::-1], *_back(sides[1], middle)[1:]]
    return []


def _widen(viewer: Viewer, edge: set[int], came_from: dict[int, int]) -> set[int]:
    """The actors one step further out, noting from where each was reached."""
    further: set[int] = set()
    visible = counting_ties(viewer)
    for batch in in_batches(sorted(edge)):
        touching = visible.filter(Q(source__in=batch) | Q(target__in=batch))
        for source, target in touching.values_list("source_id", "target_id"):
            for one, other in ((source, target), (target, source)):
                if one in edge and other not in came_from:
                    came_from[other] = one
                    further.add(other)
    return further


def _back(came_from: dict[int, int], actor: int) -> list[int]:
    way = [actor]
    while came_from[way[-1]]:
        way.append(came_from[way[-1]])
    return way
