"""What a row of the permission matrix is, and which roles each right is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from testkit.cast import Stage

Arguments = dict[str, object]
_WORKING = frozenset({"member", "moderator", "steward", "map_manager", "convenor"})
_FULL = _WORKING | {"paused"}
#: The roles that may do what a row's right allows.
RIGHTS: dict[str, frozenset[str]] = {
    "see": frozenset(),
    "signed_in": _FULL | {"friend", "former", "stranger"},
    "member": _FULL | {"friend"},
    "belonged": _FULL | {"friend", "former"},
    "full_member": _FULL,
    "invite": _WORKING,
    "edit": frozenset({"map_manager", "convenor"}),
    "admit": frozenset({"steward", "convenor"}),
    "moderate": frozenset({"moderator", "convenor"}),
    "manage": frozenset({"convenor"}),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One address: the right that each method needs (None: not allowed at all)."""

    get: str | None = "see"
    post: str | None = None
    #: What is sent with a POST.
    body: Callable[[Stage, int], Arguments] = field(default=lambda stage, audience: {})
    #: The arguments of the address; one that names an object depends on its audience.
    arguments: Callable[[Stage, int], Arguments] = field(default=lambda stage, audience: {})
    has_object: bool = False
    #: Whether it is open to who was a member, also where they do not see the network any more.
    for_former: bool = False
    query: str = ""
    #: Statuses that count as being let in.
    good: tuple[int, ...] = (200, 201, 204, 302)
    #: Statuses of those who see the network and lack the right.
    refusals: tuple[int, ...] = (403,)
    #: What those with the right read here, whatever their audience: the words of canaries.
    tells: tuple[str, ...] = ()
    #: Content type of the body.
    json: bool = False
    methods: tuple[str, ...] = ()


def on_object(arguments: Callable[[Stage, int], Arguments], **values: Any) -> Row:
    """A row of an address that names an object, which has an audience of its own."""
    return Row(arguments=arguments, has_object=True, **values)
