"""Every write to networks, memberships and responsibilities."""

from weft.networks.actions.belonging import (
    add_kinds,
    add_membership,
    change_standing,
    end_membership,
)
from weft.networks.actions.kinds import give_kind
from weft.networks.actions.responsibilities import (
    add_responsibility,
    give_role,
    take_role,
)
from weft.networks.actions.starting import (
    REFRESH,
    change_network,
    create_network,
    free_slug,
    let_part_go,
    mark_changed,
    set_parent,
)

__all__ = [
    "REFRESH",
    "add_kinds",
    "add_membership",
    "add_responsibility",
    "change_network",
    "change_standing",
    "create_network",
    "end_membership",
    "free_slug",
    "give_kind",
    "give_role",
    "let_part_go",
    "mark_changed",
    "set_parent",
    "take_role",
]
