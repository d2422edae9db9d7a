"""What people write, by kind: each feature names its own, with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from weft.common.visibility import Viewer, Visibility

#: Plain values only: they are stored as JSON.
Payload = dict[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that stands there, as one viewer reads it."""

    title: str
    words: str
    #: The account that wrote it, where that is known.
    author: int | None
    url: str
    #: Who may see it: a moderator of a wider audience does not read the report either.
    audience: int = Visibility.MEMBERS
    #: Others who look after it, or speak for it: they judge it as little as who wrote it.
    involved: frozenset[int] = frozenset()
    #: Whether its author wants to be known to nobody, so that no answer may tell who it is.
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that people write."""

    code: str
    label: str | Promise
    #: What stands there, if the viewer may see it: then it can be reported.
    find: Callable[[Viewer, int], Said | None] | None = None
    #: Does what was held, as its author would have; raises where that is no longer allowed.
    perform: Callable[[Viewer, Mapping[str, object]], None] | None = None
    #: Takes it from the page, and gives what it needs to be put back; None where it is gone.
    take_down: Callable[[int, int], Payload | None] | None = None
    put_back: Callable[[int, int, Mapping[str, object]], None] | None = None
    #: What an account looks after or wrote today, by its ids: it judges none of it.
    involves: Callable[[int], Iterable[int]] | None = None


_kinds: dict[str, Kind] = {}


def is_written(kind: Kind) -> Kind:
    """Name a kind of thing that people write."""
    _kinds[kind.code] = kind
    return kind


def kind_of(code: str) -> Kind | None:
    return _kinds.get(code)


def judges_not(account_id: int) -> Iterator[tuple[str, Iterable[int]]]:
    """By kind, what an account is involved in today: it may have begun after a report was made."""
    for code, kind in _kinds.items():
        if kind.involves is not None:
            yield code, kind.involves(account_id)


def said(viewer: Viewer, code: str, subject: int) -> Said | None:
    """What stands there, if it is of a kind that can be reported and the viewer may see it."""
    kind = _kinds.get(code)
    return kind.find(viewer, subject) if kind is not None and kind.find is not None else None
