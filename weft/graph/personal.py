"""What the net keeps about a person: their actor and its ties, and what they said of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Count, Max, Q, QuerySet

from weft.common.personal import (
    KnownAs,
    Part,
    Person,
    Row,
    Wish,
    forgets,
    knows_names,
    tells,
)
from weft.common.small_numbers import WITHIN_GROUP
from weft.graph.freshness import refresh_ties
from weft.graph.kinds import names_people
from weft.graph.models import (
    UNNAMED,
    Actor,
    ActorQuerySet,
    Change,
    ChangeSet,
    Evidence,
    KeptApart,
    Tie,
    Voice,
    VoiceKind,
)
from weft.networks.actions import mark_changed
from weft.networks.models import Network
from weft.networks.viewers import viewer_of

_when_name_goes: list[Callable[[Actor], None]] = []
#: What an actor without a name keeps.
_KEPT = {"id", "network", "kind", "visibility", "layer", "created_in", "ended_in", "merged_into"}


def actors_of(person: Person) -> list[Actor]:
    """The actors that a person is, on the map or no longer, and those that turned out to be them.

    Without a voice, a person on the map is theirs if it has their address and is nobody else. An
    organisation with their address stays what it is.
    """
    own = Q(voices__account_id=person.account_id or 0, voices__kind=VoiceKind.SELF)
    rows = Actor.objects.all()
    if person.network_id is not None:
        rows = rows.filter(network_id=person.network_id)
    found = list(rows.filter(own).distinct())
    alike = _with_address(rows, person)
    taken = Voice.objects.filter(kind=VoiceKind.SELF).exclude(account_id=person.account_id or 0)
    others = set(taken.filter(actor__in=alike).values_list("actor", flat=True))
    found += [
        actor
        for actor in alike
        if actor.email.lower() == person.address.lower()
        and actor.pk not in others
        and names_people(actor.kind.name)
    ]
    known = {actor.pk: actor for actor in found}
    while merged := list(Actor.objects.filter(merged_into__in=known).exclude(pk__in=known)):
        known |= {actor.pk: actor for actor in merged}
    return list(known.values())


def _with_address(rows: ActorQuerySet, person: Person) -> ActorQuerySet:
    return rows.filter(email__iexact=person.address).exclude(email="").select_related("kind")


@knows_names
def names_on_map(person: Person) -> Iterable[KnownAs]:
    """The names of their actors, each since it was last changed."""
    for actor in actors_of(person):
        named = Q(pk=actor.created_in_id) | Q(changes__actor=actor, changes__after__has_key="name")
        newest = ChangeSet.objects.filter(named).aggregate(at=Max("made_at"))["at"]
        yield KnownAs(actor.name, actor.network_id, newest)


@forgets
def forget_in_net(person: Person) -> None:
    """Do with a person's actor, and with what they said, as they wish."""
    actors = actors_of(person)
    networks = {actor.network_id for actor in actors} | _forget_said(person, actors)
    wish = person.wants(Part.MAP)
    if wish == Wish.DELETE:
        erase_actors(actors)
    elif wish == Wish.UNNAMED:
        for actor in actors:
            take_name_off(actor)
    if wish != Wish.NAMED:
        _take_address_off(person)
    voices = Voice.objects.filter(account_id=person.account_id or 0)
    if person.network_id is not None:
        voices = voices.filter(actor__network_id=person.network_id)
    voices.delete()
    decided = KeptApart.objects.filter(decided_by_id=person.account_id or 0)
    if person.network_id is not None:
        decided = decided.filter(network_id=person.network_id)
    decided.update(decided_by=None)
    for network_id in networks:
        mark_changed(network_id)


def _take_address_off(person: Person) -> None:
    """Organisations are written to at another address from now on."""
    rows = Actor.objects.all()
    if person.network_id is not None:
        rows = rows.filter(network_id=person.network_id)
    for actor in _with_address(rows, person):
        if actor.email.lower() == person.address.lower():
            actor.email = ""
            actor.save(update_fields=["email"])
            mark_changed(actor.network_id)


def erase_actors(actors: Iterable[Actor]) -> None:
    """Delete actors for good, with their ties, their history and the evidence for both."""
    ids = [actor.pk for actor in actors]
    ties = Tie.objects.filter(Q(source__in=ids) | Q(target__in=ids))
    Evidence.objects.filter(Q(tie__in=ties) | Q(said_by__in=ids)).delete()
    ties.delete()
    Actor.objects.filter(pk__in=ids).delete()


def when_name_goes(function: Callable[[Actor], None]) -> Callable[[Actor], None]:
    """Names a function that is called before an actor loses its name."""
    _when_name_goes.append(function)
    return function


def take_name_off(actor: Actor) -> None:
    """Leave of an actor, of those that were merged into it, and of what others made of them, only
    that someone is there."""
    for one in (actor, *_merged_into(actor)):
        for function in _when_name_goes:
            function(one)
    unname(actor)


def _merged_into(actor: Actor) -> list[Actor]:
    merged = list(Actor.objects.filter(merged_into=actor))
    return merged + [deeper for one in merged for deeper in _merged_into(one)]


def unname(actor: Actor) -> None:
    """Leave of an actor, and of those that were merged into it, no name, no words, and no history
    of them."""
    for merged in Actor.objects.filter(merged_into=actor):
        unname(merged)
    Change.objects.filter(actor=actor).delete()
    for field in Actor._meta.concrete_fields:
        if field.name not in _KEPT:
            setattr(actor, field.name, field.get_default())
    actor.name, actor.search_name = UNNAMED, UNNAMED.lower()
    actor.save()
    # What was worked out, and the map's files, say it too.
    mark_changed(actor.network_id)


def _forget_said(person: Person, actors: list[Actor]) -> set[int]:
    """What they said of ties; the networks in which something changed."""
    wish = person.wants(Part.SAID)
    if wish == Wish.NAMED and person.wants(Part.MAP) == Wish.UNNAMED:
        # What has a name beside it would name the dot that they leave on the map.
        wish = Wish.UNNAMED
    if wish == Wish.NAMED or person.account_id is None:
        return set()
    said = Evidence.objects.filter(Q(reporter_id=person.account_id) | Q(said_by__in=actors))
    sets = ChangeSet.objects.filter(made_by_id=person.account_id)
    if person.network_id is not None:
        said = said.filter(tie__network_id=person.network_id)
        sets = sets.filter(network_id=person.network_id)
    networks = set(said.values_list("tie__network_id", flat=True))
    if wish == Wish.DELETE:
        touched = set(said.values_list("tie_id", flat=True))
        said.delete()
        refresh_ties(touched)
    else:
        said.update(reporter=None, said_by=None)
    # What was changed stays changed, by nobody in particular and without their words.
    sets.update(made_by=None, comment="")
    return networks


@tells
def tell_net(person: Person) -> Iterable[tuple[str, list[Row]]]:
    """One's actors and ties, what one said, and (without who) what several others said."""
    actors = actors_of(person)
    skipped = {"id", "created_in", "ended_in", "merged_into", "search_name"}
    columns = [f.attname for f in Actor._meta.concrete_fields if f.name not in skipped]
    yield (
        "me_on_the_map",
        [
            {"network": actor.network_id, **{name: getattr(actor, name) for name in columns}}
            for actor in actors
        ],
    )
    named = _Names(person)
    ties = Tie.objects.filter(Q(source__in=actors) | Q(target__in=actors)).select_related(
        "source", "target", "type", "network"
    )
    yield (
        "my_ties",
        [
            {
                "network": tie.network.name,
                "from": named.of(tie.source),
                "to": named.of(tie.target),
                "type": tie.type.name,
                "rung": tie.get_rung_display() if tie.rung is not None else "",
                "newest_evidence": tie.evidence_date,
                "ended": tie.ended_in_id is not None,
            }
            for tie in ties.order_by("pk")
        ],
    )
    yield "whom_i_speak_for", _spoken_for(person, named)
    yield "what_i_said", [_said_row(one, named) for one in _said_by(person, actors)]
    yield "what_others_said_of_me", _said_by_others(person, actors)


def _spoken_for(person: Person, named: _Names) -> list[Row]:
    voices = Voice.objects.filter(account_id=person.account_id or 0).exclude(kind=VoiceKind.SELF)
    if person.network_id is not None:
        voices = voices.filter(actor__network_id=person.network_id)
    return [
        {
            "network": one.actor.network.name,
            "for": named.of(one.actor),
            "as": one.get_kind_display(),
            "part": one.get_part_display() if one.part else "",
            "since": one.since,
        }
        for one in voices.select_related("actor__network").order_by("pk")
    ]


def _said_by(person: Person, actors: list[Actor]) -> QuerySet[Evidence]:
    said = Evidence.objects.filter(
        Q(reporter_id=person.account_id or 0) | Q(said_by__in=actors)
    ).select_related("tie__source", "tie__target", "tie__network")
    if person.network_id is not None:
        said = said.filter(tie__network_id=person.network_id)
    return said.order_by("pk")


class _Names:
    """Names of actors, as far as the person may see them now: others changed and hid some since."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.own = {actor.pk for actor in actors_of(person)}
        self.seen: dict[int, set[int]] = {}

    def of(self, actor: Actor) -> str:
        if actor.network_id not in self.seen:
            network = Network.objects.get(pk=actor.network_id)
            viewer = viewer_of(network, self.person.account_id)
            self.seen[network.pk] = set(
                Actor.objects.visible_to(viewer).values_list("pk", flat=True)
            )
        may_see = actor.pk in self.own or actor.pk in self.seen[actor.network_id]
        return actor.name if may_see else "…"


def _said_row(one: Evidence, named: _Names) -> Row:
    return {
        "network": one.tie.network.name,
        "of": f"{named.of(one.tie.source)} – {named.of(one.tie.target)}",
        "what": one.get_kind_display(),
        "rung": one.get_rung_display() if one.rung is not None else "",
        "on": one.date,
        "note": one.note,
    }


def _said_by_others(person: Person, actors: list[Actor]) -> list[Row]:
    """How often others said which rung, where so many said it that nobody can be made out."""
    others = Evidence.objects.filter(
        Q(tie__source__in=actors) | Q(tie__target__in=actors), ended_in=None
    ).exclude(Q(reporter_id=person.account_id or 0) | Q(said_by__in=actors))
    rows = others.values("tie__network__name", "kind", "rung").annotate(
        times=Count("pk"), people=Count("reporter", distinct=True)
    )
    return [
        {
            "network": row["tie__network__name"],
            "what": row["kind"],
            "rung": row["rung"],
            "times": row["times"],
        }
        for row in rows.order_by("kind", "rung")
        if row["people"] >= WITHIN_GROUP
    ]
