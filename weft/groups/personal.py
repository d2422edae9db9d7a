"""What groups keep about a person: forgetting it, and telling it."""

from __future__ import annotations

from collections.abc import Iterable

from weft.common.personal import Person, Row, forgets, tells
from weft.groups.actions import forget_in_groups
from weft.groups.models import GroupInvitation, GroupMember, GroupRequest


@forgets
def forget_groups(person: Person) -> None:
    if person.account_id is not None:
        forget_in_groups(person.account_id, person.network_id)


@tells
def tell_groups(person: Person) -> Iterable[tuple[str, list[Row]]]:
    """The groups one is in, what one asked, and where one was invited."""
    here = {"account_id": person.account_id or 0}
    if person.network_id is not None:
        here["group__network_id"] = person.network_id
    members = GroupMember.objects.filter(**here).select_related("group__network")
    yield (
        "groups",
        [
            {
                "network": one.group.network.name,
                "group": one.group.name,
                "steward": one.is_steward,
                "asked_to_look_after_it": one.asked_at,
                "shown_to": one.get_shown_to_display(),
                "since": one.since,
            }
            for one in members.order_by("pk")
        ],
    )
    requests = GroupRequest.objects.filter(**here).select_related("group__network")
    yield (
        "group_requests",
        [
            {
                "network": one.group.network.name,
                "group": one.group.name,
                "words": one.words,
                "state": one.get_state_display(),
                "answer": one.answer,
                "made": one.made_at,
            }
            for one in requests.order_by("pk")
        ],
    )
    invitations = GroupInvitation.objects.filter(**here).select_related("group__network")
    yield (
        "group_invitations",
        [
            {
                "network": one.group.network.name,
                "group": one.group.name,
                "words": one.words,
                "made": one.made_at,
            }
            for one in invitations.order_by("pk")
        ],
    )
