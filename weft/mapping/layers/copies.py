"""What became of an actor in other networks: when its person is forgotten, or loses their name, so
are those that a layer brought there."""

from __future__ import annotations

from weft.common.personal import Part, Person, Wish, forgets
from weft.graph.models import Actor
from weft.graph.personal import actors_of, erase_actors, take_name_off, when_name_goes
from weft.mapping.models import Outcome, Source, SourceRow
from weft.mapping.sources.memory import key_of
from weft.networks.actions import mark_changed


def copies_of(actor: Actor) -> list[Actor]:
    """The actors that layers made of this one in other networks, and of those in others again. One
    that people put there themselves is theirs."""
    found: dict[int, Actor] = {}
    left = [actor]
    while left:
        one = left.pop()
        for source in Source.objects.filter(from_network=one.network_id):
            own = SourceRow.objects.filter(source=source, is_own=True, key=key_of(one, source))
            for row in own.exclude(actor=None).select_related("actor"):
                assert row.actor is not None
                if row.actor_id not in found:
                    found[row.actor_id or 0] = row.actor
                    left.append(row.actor)
    return list(found.values())


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
        take_name_off(copy)
    _read_anew(actor)


def _read_anew(actor: Actor) -> None:
    """What a look at the network had found holds names as they were."""
    waiting = Source.objects.filter(from_network=actor.network_id).exclude(preview={})
    waiting.update(preview={}, preview_digest="", digest="", outcome=Outcome.NEW)
