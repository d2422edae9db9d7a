"""Where people on the map can be written to: as the member that they are, or at the address that
stands on the map."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from weft.graph.models import Actor, Voice, VoiceKind
from weft.networks.models import Membership, Standing

#: Up to so many actors are named in a question to the database; else all members are read.
_FEW = 500


#: An actor that was merged into another since is that one now.
_NOW = Coalesce("actor__merged_into", F("actor"))


def _members(state: Standing) -> QuerySet[Voice]:
    """Who is an actor, and is a member of its network today, on no break or on one."""
    here = Membership.objects.filter(
        account=OuterRef("account"), network=OuterRef("actor__network"), state=state
    )
    return Voice.objects.filter(Exists(here), kind=VoiceKind.SELF, account__is_active=True)


def reachable() -> Q:
    """Of actors: there is a way to write to them, and they take no break."""
    has_address = ~Q(email="") | Q(pk__in=_members(Standing.ACTIVE).values_list(_NOW))
    return has_address & ~Q(pk__in=_members(Standing.PAUSED).values_list(_NOW))


def addresses_of(actors: Iterable[Actor]) -> dict[int, str]:
    """Of each of the actors that can be written to, the address, by actor."""
    asked = {actor.pk: actor for actor in actors}
    found = {pk: actor.email for pk, actor in asked.items() if actor.email}
    # What members sign in with is surely theirs; what stands on the map, somebody wrote there.
    found |= _those_of(_members(Standing.ACTIVE), asked)
    return {pk: found[pk] for pk in found.keys() - _those_of(_members(Standing.PAUSED), asked)}


def _those_of(members: QuerySet[Voice], asked: dict[int, Actor]) -> dict[int, str]:
    """What those of the members sign in with who are one of the actors."""
    return dict(_of_actors(members.order_by("-pk"), asked))


def _of_actors(voices: QuerySet[Voice], asked: dict[int, Actor]) -> list[tuple[int, str]]:
    """The actors that these voices are, each with the address of its person, in one query."""
    here = voices.filter(actor__network__in={one.network_id for one in asked.values()})
    if len(asked) <= _FEW:
        here = here.filter(Q(actor__in=asked) | Q(actor__merged_into__in=asked))
    rows = here.values_list(_NOW, "account__email")
    return [(pk, address) for pk, address in rows if pk in asked]


def all_addresses_of(actors: Iterable[Actor]) -> dict[int, set[str]]:
    """Every address at which the person of an actor may have said something, by actor: the one on
    the map, and the one they sign in with, whether or not they are members today."""
    asked = {actor.pk: actor for actor in actors}
    found = {pk: {actor.email} - {""} for pk, actor in asked.items()}
    rows = _of_actors(Voice.objects.filter(kind=VoiceKind.SELF), asked)
    for pk, address in rows:
        found[pk].add(address)
    return found


def address_of(actor: Actor) -> str:
    """Where this actor can be written to; empty where nowhere."""
    return addresses_of([actor]).get(actor.pk, "")
