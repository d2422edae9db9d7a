"""What features have to tell a map manager: each adds a function, and the desk asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from weft.common.visibility import Viewer


@dataclass(frozen=True, slots=True)
class DeskNote:
    """Something that needs a look, and the page where that is done."""

    words: str
    url: str


#: Finds what there is to tell of a network; takes the viewer and the network's address.
Finder = Callable[[Viewer, str], Iterable[DeskNote]]
_finders: list[Finder] = []


def on_the_desk(finder: Finder) -> Finder:
    """Names a function as one that the desk asks."""
    _finders.append(finder)
    return finder


def desk_notes(viewer: Viewer, slug: str) -> list[DeskNote]:
    return [note for finder in _finders for note in finder(viewer, slug)]
