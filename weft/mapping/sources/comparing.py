"""Compares what a source says today with the map, and with what it said the last time.

Who is right where both have changed? The person who changed it on the map by hand: the source's
word is then listed and left aside. What someone took off the map is not brought in again, and
what others tied to the rest of the map is not taken off by a row that is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import Q

from weft.common.db import in_batches
from weft.common.visibility import Viewer
from weft.graph.difference import Difference, Known, RowChange, compare
from weft.graph.models import Actor, Tie
from weft.graph.record_values import Values
from weft.graph.values import as_text
from weft.mapping.layers.audiences import Audiences
from weft.mapping.layers.matching import Match
from weft.mapping.models import Source, SourceRow, WhenGone
from weft.mapping.sources.layering import layer_of
from weft.mapping.sources.memory import (
    FIELD,
    Keys,
    hash_of,
    keys_of,
    on_map,
    rows_of,
    said_by,
)
from weft.sna.io import ActorRecord, Net, TieRecord

#: More than this share of a source's actors, or of its ties, is not taken off unseen.
MOST_ACTORS_GONE = 0.05
MOST_TIES_GONE = 0.25


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that was changed by hand, and what the source says instead."""

    name: str
    column: str
    on_map: str
    in_source: str


@dataclass(slots=True)
class Followed:
    """What following a source would do, and what it would leave as people made it."""

    difference: Difference
    keys: Keys
    rows: dict[str, SourceRow]
    kept: list[Kept] = field(default_factory=list)
    #: Names of actors in the file that someone took off the map.
    left_off: list[str] = field(default_factory=list)
    #: Names of actors that are missing in the file, and on which others' ties hang.
    held: list[str] = field(default_factory=list)
    own_actors: int = 0
    own_ties: int = 0
    #: All that it brought was taken off the map, so someone is asked before it comes again.
    begins_anew: bool = False
    audiences: Audiences | None = None
    matches: list[Match] = field(default_factory=list)
    #: Of the matches the keys of those that are taken for the same.
    same: set[str] = field(default_factory=set)

    @property
    def ends_too_many(self) -> bool:
        actors, ties = len(self.difference.gone_actors), len(self.difference.gone_ties)
        return actors > MOST_ACTORS_GONE * self.own_actors or ties > MOST_TIES_GONE * self.own_ties


def follow(*, viewer: Viewer, source: Source, net: Net) -> Followed:
    """Compare a file with the map as far as the source may change it."""
    rows = rows_of(source)
    begins_anew = _is_all_off(rows)
    if begins_anew:
        # What was erased stays away; the rest may come again.
        rows = {key: row for key, row in rows.items() if _is_erased(row)}
    net, keys, left_off = _without_taken_off(net, keys_of(net, source), rows)
    known = Known(
        {
            index: row.actor
            for index, key in enumerate(keys.actors)
            if (row := rows.get(key)) is not None and row.actor is not None and on_map(row.actor)
        },
        {
            index: row.tie
            for index, key in enumerate(keys.ties)
            if (row := rows.get(key)) is not None and row.tie is not None and on_map(row.tie)
        },
    )
    match = "name" if source.choices.get("match") == "name" else "auto"
    layered = layer_of(viewer, source, net, keys.actors, known) if source.layer_id else None
    if layered is not None:
        known = layered.known
    difference = compare(viewer=viewer, net=net, match=match, known=known)  # type: ignore[arg-type]
    followed = Followed(difference, keys, rows, left_off=left_off, begins_anew=begins_anew)
    if layered is not None:
        # Ids of another map would be taken for ids of this one.
        difference.keeps_refs = False
        followed.audiences, followed.matches = layered.audiences, layered.matches
        followed.same = layered.same
        layered.keep_narrow(difference)
    difference.changed_actors = _as_people_left_it(
        followed, source, difference.changed_actors, keys.actors, difference.unchanged_actors
    )
    difference.changed_ties = _as_people_left_it(
        followed, source, difference.changed_ties, keys.ties, difference.unchanged_ties
    )
    if layered is not None and source.from_network_id is not None:
        layered.narrow_down(difference, keys, rows)
    _find_gone(followed, source)
    return followed


def _is_all_off(rows: dict[str, SourceRow]) -> bool:
    """Whether a source brought something, and nothing of that is on the map any more."""
    own = [row for row in rows.values() if row.is_own and not _is_erased(row)]
    return bool(own) and not any(on_map(row.actor or row.tie) for row in own)


def _is_erased(row: SourceRow) -> bool:
    return row.actor_id is None and row.tie_id is None


def _without_taken_off(
    net: Net, keys: Keys, rows: dict[str, SourceRow]
) -> tuple[Net, Keys, list[str]]:
    """Leave out the records of rows that people took off the map, undid or erased."""
    off = {index for index, key in enumerate(keys.actors) if _is_off(rows.get(key))}
    ties_off = {index for index, key in enumerate(keys.ties) if _is_off(rows.get(key))}
    if not off and not ties_off:
        return net, keys, []
    places: dict[int, int] = {}
    for index in range(len(net.actors)):
        if index not in off:
            places[index] = len(places)
    stay = [
        index
        for index, tie in enumerate(net.ties)
        if index not in ties_off and tie.source in places and tie.target in places
    ]
    ties = [
        replace(
            net.ties[index],
            source=places[net.ties[index].source],
            target=places[net.ties[index].target],
        )
        for index in stay
    ]
    left = replace(net, actors=[net.actors[index] for index in places], ties=ties)
    names = [net.actors[index].name for index in sorted(off)]
    return left, Keys([keys.actors[i] for i in places], [keys.ties[i] for i in stay]), names


def _is_off(row: SourceRow | None) -> bool:
    """Whether someone took a row off the map; one that was merged is on it as another."""
    if row is None:
        return False
    if row.actor is not None:
        return row.actor.ended_in_id is not None and row.actor.merged_into_id is None
    if row.tie is not None:
        # A tie whose end was merged moves along or is joined: comparing finds that out.
        return row.tie.ended_in_id is not None and not _was_joined(row.tie)
    return True


def _was_joined(tie: Tie) -> bool:
    return any(end.merged_into_id is not None for end in (tie.source, tie.target))


def _as_people_left_it(
    followed: Followed,
    source: Source,
    changes: list[RowChange],
    keys: list[str],
    unchanged: list[int],
) -> list[RowChange]:
    """Of the values that a file would change those that nobody has changed by hand."""
    left: list[RowChange] = []
    for change in changes:
        row = followed.rows.get(keys[change.record])
        # Until a person has looked at the source, it works as an import does.
        said = row.said if row is not None else {}
        if row is None and not source.is_accepted:
            narrowed = change
        else:
            narrowed = _of_the_file_alone(followed, source, change, said)
        if narrowed.after:
            left.append(narrowed)
        else:
            unchanged.append(change.record)
    return left


def _of_the_file_alone(
    followed: Followed, source: Source, change: RowChange, said: dict[str, str]
) -> RowChange:
    before: Values = {}
    after: Values = {}
    for column, value in change.after.items():
        old = change.before[column]
        if column == "fields":
            assert isinstance(old, dict)
            assert isinstance(value, dict)
            new = dict(old)
            for key, each in value.items():
                if key in old and hash_of(old[key], source) == hash_of(each, source):
                    continue
                if _may_change(followed, source, change, said, (FIELD + key, old.get(key), each)):
                    new[key] = each
            if new != old:
                before[column], after[column] = old, new
        elif _may_change(followed, source, change, said, (column, old, value)):
            before[column], after[column] = old, value
    return replace(change, before=before, after=after)


def _may_change(
    followed: Followed,
    source: Source,
    change: RowChange,
    said: dict[str, str],
    value: tuple[str, object, object],
) -> bool:
    """Whether the file's new value takes the place of the one on the map."""
    column, current, new = value
    last = said.get(column)
    if last == hash_of(new, source):
        # The file says what it always said: the map was changed by someone.
        return False
    if current in ("", None, []) and last is None:
        return True
    if last is not None and last == hash_of(current, source):
        return True
    net = followed.difference.net
    if isinstance(change.row, Actor):
        name = change.row.name
    else:
        tie = net.ties[change.record]
        name = f"{net.actors[tie.source].name} – {net.actors[tie.target].name}"
    followed.kept.append(Kept(name, column.removeprefix(FIELD), as_text(current), as_text(new)))
    return False


def _find_gone(followed: Followed, source: Source) -> None:
    """Find what the source put on the map and its file has no more."""
    difference = followed.difference
    own = [row for row in followed.rows.values() if row.is_own]
    actors = {row.actor.pk: row.actor for row in own if row.actor and on_map(row.actor)}
    ties = {row.tie.pk: row.tie for row in own if row.tie and on_map(row.tie)}
    followed.own_actors, followed.own_ties = len(actors), len(ties)
    if source.when_gone != WhenGone.END:
        return
    here = {actor.pk for actor in difference.actors if actor is not None}
    there = {tie.pk for tie in difference.ties if tie is not None}
    gone = [actor for pk, actor in actors.items() if pk not in here]
    held = _held_by_others([actor.pk for actor in gone], set(ties))
    followed.held = [actor.name for actor in gone if actor.pk in held]
    difference.gone_actors = sorted(
        (actor for actor in gone if actor.pk not in held), key=lambda actor: actor.pk
    )
    ending = {actor.pk for actor in difference.gone_actors}
    difference.gone_ties = [
        tie
        for pk, tie in ties.items()
        if pk not in there and not {tie.source_id, tie.target_id} & ending
    ]


def _held_by_others(actors: list[int], own_ties: set[int]) -> set[int]:
    """Those of the actors on which ties hang that the source did not bring."""
    held: set[int] = set()
    for batch in in_batches(actors):
        ends = Q(source__in=batch) | Q(target__in=batch)
        rows = Tie.objects.filter(ends, ended_in__isnull=True).values_list("pk", "source", "target")
        held |= {end for pk, *both in rows if pk not in own_ties for end in both}
    return held & set(actors)


@dataclass(frozen=True, slots=True)
class Places:
    """The ids of the actors and ties that a file's records are on the map; 0 for none."""

    actors: list[int]
    ties: list[int]

    @classmethod
    def before(cls, difference: Difference) -> Places:
        """Where nothing is written, all of them are there already."""
        return cls(
            [0 if actor is None else actor.pk for actor in difference.actors],
            [0 if tie is None else tie.pk for tie in difference.ties],
        )


def remember(followed: Followed, source: Source, places: Places) -> None:
    """Store what the file said of each row, and which row that is."""
    difference, known = followed.difference, followed.rows.values()
    own_actors = {row.actor_id for row in known if row.is_own and row.actor_id}
    own_ties = {row.tie_id for row in known if row.is_own and row.tie_id}
    own_actors |= {places.actors[index] for index in difference.new_actors}
    own_ties |= {places.ties[index] for index in difference.new_ties}
    fresh: dict[str, SourceRow] = {}
    for key, record, pk in zip(
        followed.keys.actors, difference.net.actors, places.actors, strict=True
    ):
        said = _said(followed, key, said_by(record, source, _audience(followed, record)))
        fresh[key] = SourceRow(
            source=source, key=key, actor_id=pk, is_own=pk in own_actors, said=said
        )
    for key, tie, pk in zip(followed.keys.ties, difference.net.ties, places.ties, strict=True):
        # A tie that became part of another at a merging is no row of the source's any more.
        if pk:
            said = _said(followed, key, said_by(tie, source, _audience(followed, tie)))
            fresh[key] = SourceRow(
                source=source, key=key, tie_id=pk, is_own=pk in own_ties, said=said
            )
    _store(followed, source, fresh, places)


def _audience(followed: Followed, record: ActorRecord | TieRecord) -> int | None:
    return None if followed.audiences is None else followed.audiences.of_row(record)


def _said(followed: Followed, key: str, said: dict[str, str]) -> dict[str, str]:
    """What a file says now; of cells that are empty today what it said before."""
    earlier = followed.rows.get(key)
    return {**earlier.said, **said} if earlier is not None else said


def _store(followed: Followed, source: Source, fresh: dict[str, SourceRow], places: Places) -> None:
    """Put these rows in the place of those that were known, and forget what is gone."""
    difference = followed.difference
    gone = {actor.pk for actor in difference.gone_actors}
    gone_ties = {tie.pk for tie in difference.gone_ties}
    actors, ties = gone | set(places.actors), gone_ties | set(places.ties)
    # Most rows of a file say what they said before.
    kept = {key for key, row in fresh.items() if _is_known(followed.rows.get(key), row)}
    stale = [
        row.pk
        for key, row in followed.rows.items()
        if key not in kept
        and (key in fresh or row.actor_id in actors or row.tie_id in ties or _hung_on(row, gone))
    ]
    for batch in in_batches(stale):
        SourceRow.objects.filter(pk__in=batch).delete()
    if followed.begins_anew:
        SourceRow.objects.filter(source=source).exclude(actor=None, tie=None).delete()
    changed = [row for key, row in fresh.items() if key not in kept]
    SourceRow.objects.bulk_create(changed, batch_size=500)


def _is_known(known: SourceRow | None, row: SourceRow) -> bool:
    return known is not None and all(
        getattr(known, column) == getattr(row, column)
        for column in ("actor_id", "tie_id", "is_own", "said")
    )


def _hung_on(row: SourceRow, gone: set[int]) -> bool:
    return row.tie is not None and bool({row.tie.source_id, row.tie.target_id} & gone)
