"""What became of an actor in other networks: when its person is forgotten, or loses their name, so
are those that a layer brought there."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from weft.common.personal import Part, Person, Wish, forgets
from weft.graph.models import Actor, VoiceKind
from weft.graph.personal import actors_of, erase_actors, unname, when_name_goes
from weft.mapping.models import Outcome, Source, SourceRow
from weft.mapping.sources.memory import key_of
from weft.networks.actions import mark_changed


def copies_of(actor: Actor) -> list[Actor]:
    """The actors that layers made of this one in other networks, and of those in others again. One
    that people put there themselves is theirs, and so is one that somebody there has become."""
    found = {actor.pk: actor}
    left = [actor]
    while left:
        one = left.pop()
        for source in Source.objects.filter(from_network=one.network_id):
            rows = SourceRow.objects.filter(source=source, is_own=True, key=key_of(one, source))
            rows = rows.exclude(actor__in=_somebody()).exclude(actor=None)
            for row in rows.select_related("actor"):
                assert row.actor is not None
                if row.actor.pk not in found:
                    found[row.actor.pk] = row.actor
                    left.append(row.actor)
    return [copy for copy in found.values() if copy.pk != actor.pk]


def _somebody() -> QuerySet[Actor]:
    """Actors that an account is, also by way of one that was merged into them."""
    is_self = Q(voices__kind=VoiceKind.SELF) | Q(merged_from__voices__kind=VoiceKind.SELF)
    return Actor.objects.filter(is_self)


@forgets
def forget_copies(person: Person) -> None:
    """Do with them as the person wishes; what waits to be looked at is read anew."""
    wish = person.wants(Part.MAP)
    actors = actors_of(person)
    if wish == Wish.DELETE:
        copies = {copy.pk: copy for actor in actors for copy in copies_of(actor)}
        networks = {copy.network_id for copy in copies.values()}
        erase_actors(copies.values())
        for network_id in networks:
            mark_changed(network_id)
    if wish != Wish.NAMED:
        for actor in actors:
            _read_anew(actor)


@when_name_goes
def take_name_off_copies(actor: Actor) -> None:
    """Before the name is gone, by which some layers know their rows."""
    for copy in copies_of(actor):
        unname(copy)
    _read_anew(actor)


def _read_anew(actor: Actor) -> None:
    """What a look at the network had found holds names as they were."""
    waiting = Source.objects.filter(from_network=actor.network_id).exclude(preview={})
    waiting.update(preview={}, preview_digest="", digest="", outcome=Outcome.NEW)
