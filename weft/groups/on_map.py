"""A group on the map: an actor that people take part in, and the ties of those who want theirs
to be seen. A group that is kept secret, or lies in one, has no trace there."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common.personal import Person
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import (
    Ends,
    Seen,
    add_actor,
    edit_actor,
    end_actor,
    end_tie,
    erase_ties,
    record_evidence,
)
from weft.graph.models import Actor, ActorKind, EvidenceKind, Tie, TieQuerySet, VoiceKind
from weft.graph.owning import own_actors
from weft.graph.personal import actors_of
from weft.groups.models import Group, GroupMember, ShownTo
from weft.networks.models import Role
from weft.networks.viewers import viewer_of

KIND, TAKES_PART = "Group", "takes part in"
#: What a group has in common with its actor.
_SHARED = ("name", "topics", "place", "visibility")


def _hand(group: Group, account_id: int | None) -> Viewer:
    """Whoever does something in a group changes the map by it, in their own name."""
    return Viewer(
        group.network_id, Visibility.STEWARDS, account_id, frozenset({Role.MAP_MANAGER.value})
    )


def actor_of(group: Group) -> Actor | None:
    """The group's actor on the map today; the one that it was merged into, where it was."""
    actor = group.actor
    while actor is not None and actor.merged_into is not None:
        actor = actor.merged_into
    return actor if actor is not None and actor.ended_in_id is None else None


def _values(group: Group) -> dict[str, object]:
    shared = {name: getattr(group, name) for name in _SHARED}
    return {**shared, "description": group.purpose}


def put_on_map(group: Group, *, by: int | None) -> None:
    """Put a group that is not kept secret on the map, with those who want to be seen there."""
    if group.is_hidden or group.has_ended:
        return
    ActorKind.objects.get_or_create(
        network_id=group.network_id,
        name=KIND,
        defaults={"is_activity": True, "colour": "#8268b0", "shape": "hexagon"},
    )
    values = {**_values(group), "kind": KIND}
    group.actor = add_actor(viewer=_hand(group, by), values=values, comment=_("A group"))
    group.save(update_fields=["actor"])
    for member in group.members.taking_part():
        show_member(group, member)


def change_on_map(group: Group, *, by: int | None) -> None:
    actor = actor_of(group)
    if actor is None:
        return
    after = {key: value for key, value in _values(group).items() if getattr(actor, key) != value}
    if after:
        edit_actor(viewer=_hand(group, by), actor=actor, values=after, comment=_("A group"))


def take_off_map(group: Group, *, by: int | None) -> None:
    """The group's actor and all ties to it leave the map; its past stays."""
    actor = actor_of(group)
    if actor is not None:
        end_actor(viewer=_hand(group, by), actor=actor, comment=_("A group has ended"))
    group.actor = None
    group.save(update_fields=["actor"])


def person_of(group: Group, account_id: int) -> Actor | None:
    """The member's own actor, as far as they are on the map: not what they only speak for."""
    viewer = viewer_of(group.network, account_id)
    own = own_actors(viewer).filter(kind__is_activity=False)
    spoken_for = own.filter(voices__account_id=account_id).exclude(voices__kind=VoiceKind.SELF)
    return own.exclude(pk__in=spoken_for.values("pk")).order_by("pk").first()


def show_member(group: Group, member: GroupMember) -> None:
    """Tie a member to the group on the map, if they want it and are there themselves."""
    actor = actor_of(group)
    if actor is None or member.shown_to == ShownTo.GROUP:
        return
    person = person_of(group, member.account_id)
    if person is None or ties_of(group, member.account_id).exists():
        return
    audience = Visibility.PUBLIC if member.shown_to == ShownTo.EVERYONE else Visibility.MEMBERS
    ends = Ends(person, actor, TAKES_PART, visibility=audience)
    seen = Seen(ends, EvidenceKind.GROUP, timezone.localdate(), said_by=person)
    record_evidence(viewer=_hand(group, member.account_id), seen=[seen])


def ties_of(group: Group, account_id: int) -> TieQuerySet:
    """The ties on the map that say of an account that it takes part in a group."""
    address = Account.objects.values_list("email", flat=True).get(pk=account_id)
    people = actors_of(Person(account_id, address, group.network_id))
    return Tie.objects.filter(
        source__in=[person.pk for person in people],
        target=actor_of(group),
        type__name=TAKES_PART,
        ended_in=None,
    )


def hide_member(group: Group, account_id: int, *, for_good: bool) -> None:
    """End the tie of a member; for good where they no longer want that it was ever seen."""
    if actor_of(group) is None:
        return
    hand = _hand(group, account_id)
    ties = list(ties_of(group, account_id))
    if for_good:
        erase_ties(viewer=hand, ties=ties)
        return
    for tie in ties:
        end_tie(viewer=hand, tie=tie, comment=_("Left a group"))
