"""Small things that a member could do now: each feature adds a function that finds one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from weft.common.visibility import Viewer


@dataclass(frozen=True, slots=True)
class SmallThing:
    """Something that takes a minute or two, why it matters, and where it is done."""

    words: str
    reason: str
    url: str
    minutes: int = 1


#: Takes the viewer, who may also speak for their own actors, and the network's address.
Finder = Callable[[Viewer, str], Iterable[SmallThing]]
_finders: list[tuple[int, Finder]] = []


def small_thing(order: int) -> Callable[[Finder], Finder]:
    """Names a function as one that finds something to do; a lower number comes first."""

    def name_it(finder: Finder) -> Finder:
        _finders.append((order, finder))
        return finder

    return name_it


def small_things(viewer: Viewer, slug: str) -> list[SmallThing]:
    """All of them, in order; whoever takes a break is asked for nothing."""
    if viewer.is_paused:
        return []
    ordered = sorted(_finders, key=lambda pair: pair[0])
    return [thing for _order, finder in ordered for thing in finder(viewer, slug)]
