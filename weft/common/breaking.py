"""What would break if somebody left: each feature adds a function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from weft.common.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Break:
    """Something that hangs on one person alone."""

    #: The heading it belongs under.
    about: str
    words: str
    #: What can be done about it, and where.
    remedy: str = ""
    url: str = ""
    #: What a handover makes of it: the kind of its step, and what it is about.
    step: tuple[str, str] = ("task", "")


#: Takes who looks, the network's address and the account of the person who would leave.
Finder = Callable[[Viewer, str, int], Iterable[Break]]
_finders: list[Finder] = []


def breaks_when_gone(finder: Finder) -> Finder:
    """Names a function as one that is asked."""
    _finders.append(finder)
    return finder


def breaks(viewer: Viewer, slug: str, account_id: int) -> list[Break]:
    return [one for finder in _finders for one in finder(viewer, slug, account_id)]
