"""Which actors and ties a picture shows: the same reading of the address as in the browser,
where a filter may name several values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import QueryDict
from numpy.typing import NDArray

from weft.common.names import search_form
from weft.common.numbers import whole_number
from weft.graph.layers import OWN_LAYER


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks of the actors and ties that pass the filters."""

    actors: NDArray[np.bool_]
    ties: NDArray[np.bool_]

    @classmethod
    def everything(cls, data: dict[str, Any]) -> Shown:
        return cls(
            np.ones(len(data["actors"]["id"]), dtype=bool),
            np.ones(len(data["ties"]["source"]), dtype=bool),
        )


def shown_by(data: dict[str, Any], query: QueryDict, values: Sequence[object] | None) -> Shown:
    """What the address leaves; `values` are those of the field that colours the picture."""
    actors = data["actors"]
    shown = Shown.everything(data).actors
    for name, numbers, names in (
        ("kind", actors["kind"], [kind["name"] for kind in data["kinds"]]),
        ("region", actors["region"], data["regions"]),
        ("cluster", actors["cluster"], [cluster["name"] for cluster in data["clusters"]]),
    ):
        wanted = _numbers(query.getlist(name), names)
        if wanted is not None:
            shown &= np.isin(np.array(numbers), wanted)
    if layers := _given(query.getlist("layer")):
        numbers = [data["layers"].index(name) for name in layers if name in data["layers"]]
        own = [-1] if OWN_LAYER in layers else []
        column = actors.get("layer", [-1] * len(shown))
        shown &= np.isin(np.array(column), [*numbers, *own])
    topics = _numbers(query.getlist("topic"), data["topics"])
    if topics is not None:
        _keep(shown, lambda i: any(topic in topics for topic in actors["topics"][i]))
    if values is not None and (chosen := set(_given(query.getlist("value")))):
        _keep(shown, lambda i: str(values[i]) in chosen)
    if q := query.get("q", "").strip():
        words = search_form(q)
        _keep(shown, lambda i: words in search_form(actors["name"][i]))
    return _with_ties(data, query, shown)


def _given(values: list[str]) -> list[str]:
    return [value for value in values if value]


def _numbers(wanted: list[str], names: list[str]) -> list[int] | None:
    given = _given(wanted)
    return [n for n, name in enumerate(names) if name in given] if given else None


def _keep(shown: NDArray[np.bool_], test: Callable[[int], bool]) -> None:
    for i in np.flatnonzero(shown):
        shown[i] = test(int(i))


def _with_ties(data: dict[str, Any], query: QueryDict, shown: NDArray[np.bool_]) -> Shown:
    """A filter on ties leaves the actors that have such a tie, as in the table."""
    ties = data["ties"]
    source = np.array(ties["source"], dtype=np.int64)
    target = np.array(ties["target"], dtype=np.int64)
    wanted = np.ones(len(source), dtype=bool)
    types = _numbers(query.getlist("type"), [tie_type["name"] for tie_type in data["types"]])
    if types is not None:
        wanted &= np.isin(np.array(ties["type"], dtype=np.int64), types)
    if lowest := whole_number(query.get("rung"), most=5):
        wanted &= np.array(ties["rung"], dtype=np.int64) >= lowest
    if not wanted.all():
        tied = np.zeros(len(shown), dtype=bool)
        tied[source[wanted]] = True
        tied[target[wanted]] = True
        shown = shown & tied
    return Shown(shown, wanted & shown[source] & shown[target])
