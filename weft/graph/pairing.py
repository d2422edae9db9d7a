"""Finds for each record of a file the actor or tie that it is, if that is here already.

Identifiers come first, those of the file and then public ones. Among actors of one name, and
among parallel ties, the one that looks the same is taken, so that the order of a file's rows
does not matter; what is then left is paired in order.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence

from weft.common.names import search_form
from weft.graph.models import Actor, Tie
from weft.graph.record_values import DEFAULT_KIND, actor_fields, type_name
from weft.sna.io.records import ActorRecord, TieRecord

_LOOKS_OF_ACTOR = ("description", "place", "website", "email", "image", "start", "end")
_LOOKS_OF_TIE = ("weight", "label", "description", "colour", "start", "end")


def pair_actors(
    records: Sequence[ActorRecord],
    existing: Sequence[Actor],
    kinds: dict[int, str],
    *,
    uses_refs: bool,
    known: Mapping[int, Actor] | None = None,
    apart: Container[int] = (),
) -> list[Actor | None]:
    """The actor that each record is, or None. No actor is taken twice.

    `known` are records whose actor is known beforehand, `apart` those that are nobody here.
    """
    found: list[Actor | None] = [None] * len(records)
    for index, row in (known or {}).items():
        found[index] = row
    taken: set[int] = {actor.pk for actor in found if actor is not None}
    if uses_refs:
        for column, of_record in (("ref", "id"), ("public_id", "public_id")):
            known_as = {getattr(actor, column): actor for actor in existing}
            for index, record in enumerate(records):
                identifier = getattr(record, of_record)
                if not identifier or found[index] is not None or index in apart:
                    continue
                actor = known_as.get(identifier)
                if actor is not None and actor.pk not in taken:
                    found[index] = actor
                    taken.add(actor.pk)
    left = [index for index in range(len(records)) if found[index] is None and index not in apart]
    by_name: dict[str, list[Actor]] = defaultdict(list)
    for actor in existing:
        if actor.pk not in taken:
            by_name[actor.search_name].append(actor)
    waiting: dict[str, list[int]] = defaultdict(list)
    for index in left if by_name else ():
        if (form := search_form(records[index].name)) in by_name:
            waiting[form].append(index)
    for form, indexes in waiting.items():
        _pair_namesakes(
            records, indexes, _Namesakes(by_name[form], kinds, uses_refs=uses_refs), found
        )
    return found


class _Namesakes:
    """The actors of one name, and which of them a record may be."""

    def __init__(self, actors: Sequence[Actor], kinds: dict[int, str], *, uses_refs: bool) -> None:
        self.uses_refs = uses_refs
        self.taken: set[int] = set()
        self.by_key: dict[Hashable, deque[Actor]] = defaultdict(deque)
        for actor in actors:
            looks, has_ref = _looks_of_actor(actor), bool(actor.ref)
            # A file that says no kind means any of this name.
            for kind in (kinds[actor.kind_id], ""):
                self.by_key[kind, has_ref].append(actor)
                self.by_key[kind, has_ref, looks].append(actor)

    def take(self, record: ActorRecord, *, alike: bool) -> Actor | None:
        """The next actor that the record may be."""
        looks = (_looks_of_record(record),) if alike else ()
        # A file that says a kind also means actors that came without one.
        for kind in (record.kind, DEFAULT_KIND) if record.kind else ("",):
            # An actor that the file would know under another id is another actor.
            for has_ref in (False,) if self.uses_refs and record.id else (False, True):
                if actor := self._first(self.by_key.get((kind, has_ref, *looks))):
                    return actor
        return None

    def _first(self, candidates: deque[Actor] | None) -> Actor | None:
        while candidates:
            actor = candidates.popleft()
            if actor.pk not in self.taken:
                self.taken.add(actor.pk)
                return actor
        return None


def _pair_namesakes(
    records: Sequence[ActorRecord],
    indexes: Sequence[int],
    namesakes: _Namesakes,
    found: list[Actor | None],
) -> None:
    for alike in (True, False):
        for index in indexes:
            if found[index] is None:
                found[index] = namesakes.take(records[index], alike=alike)


def _looks_of_actor(actor: Actor) -> Hashable:
    looks = tuple(getattr(actor, column) for column in _LOOKS_OF_ACTOR)
    return (*looks, tuple(actor.topics), _fields(actor.fields))


def _looks_of_record(record: ActorRecord) -> Hashable:
    looks = tuple(getattr(record, column) for column in _LOOKS_OF_ACTOR)
    return (*looks, tuple(record.tags), _fields(actor_fields(record)))


def _fields(fields: Mapping[str, object]) -> str:
    return repr(sorted(fields.items())) if fields else ""


TieKey = tuple[int, int, str]
#: The way a tie goes between its two ends: from the one it starts at, or 0 for both ways.
_Way = int


def pair_ties(
    records: Sequence[TieRecord],
    actors: Sequence[Actor | None],
    existing: Iterable[Tie],
    types: dict[int, tuple[str, int | None]],
    known: Mapping[int, Tie] | None = None,
) -> list[Tie | None]:
    """The tie that each record is, or None. No tie is taken twice."""
    found: list[Tie | None] = [None] * len(records)
    for index, row in (known or {}).items():
        found[index] = row
    taken = {tie.pk for tie in found if tie is not None}
    here: dict[TieKey, list[Tie]] = defaultdict(list)
    for tie in existing:
        if tie.pk not in taken:
            here[_key(tie.source_id, tie.target_id, types[tie.type_id][0])].append(tie)
    waiting: dict[TieKey, list[int]] = defaultdict(list)
    if here:
        for index, record in enumerate(records):
            source, target = actors[record.source], actors[record.target]
            if source is not None and target is not None and found[index] is None:
                key = _key(source.pk, target.pk, type_name(record))
                if key in here:
                    waiting[key].append(index)
    rungs = dict(types.values())
    for key, indexes in waiting.items():
        group = _Parallel(here[key], rungs.get(key[2]))
        group.pair([(index, records[index], actors[records[index].source]) for index in indexes])
        for index, tie in group.found.items():
            found[index] = tie
    return found


def _key(source: int, target: int, type_called: str) -> TieKey:
    return (source, target, type_called) if source <= target else (target, source, type_called)


def lane_of(source: int, target: int, type_called: str, direction: str) -> Hashable:
    """What a tie goes between, of which type, and which way."""
    return (_key(source, target, type_called), _way(direction, source))


def lanes_of(ties: Iterable[Tie], types: dict[int, tuple[str, int | None]]) -> frozenset[Hashable]:
    return frozenset(
        lane_of(tie.source_id, tie.target_id, types[tie.type_id][0], tie.direction) for tie in ties
    )


Waiting = tuple[int, TieRecord, Actor | None]


class _Parallel:
    """The ties of one type between the same two actors."""

    def __init__(self, ties: Sequence[Tie], rung: int | None) -> None:
        self.ties = ties
        self.rung = rung
        self.found: dict[int, Tie] = {}
        self.taken: set[int] = set()

    def pair(self, waiting: list[Waiting]) -> None:
        if len(waiting) == len(self.ties) == 1:
            # Nearly all ties are alone: no looks need comparing.
            self._in_order(waiting)
            self._by_ref(self._left(waiting))
            return
        self._by_ref(waiting)
        self._by_looks(self._left(waiting))
        self._in_order(self._left(waiting))

    def _left(self, waiting: list[Waiting]) -> list[Waiting]:
        return [each for each in waiting if each[0] not in self.found]

    def _take(self, index: int, tie: Tie) -> None:
        self.found[index] = tie
        self.taken.add(tie.pk)

    def _by_ref(self, waiting: list[Waiting]) -> None:
        """A tie's own id holds even when its direction has changed."""
        by_ref = {tie.ref: tie for tie in self.ties if tie.ref}
        for index, record, _source in waiting:
            tie = by_ref.get(record.id)
            if tie is not None and tie.pk not in self.taken:
                self._take(index, tie)

    def _by_looks(self, waiting: list[Waiting]) -> None:
        looks: dict[Hashable, deque[Tie]] = defaultdict(deque)
        for tie in self.ties:
            if tie.pk not in self.taken:
                looks[self._looks_of_tie(tie)].append(tie)
        for index, record, source in waiting:
            candidates = looks.get(self._looks_of_record(record, source))
            if candidates and not (record.id and candidates[0].ref):
                self._take(index, candidates.popleft())

    def _in_order(self, waiting: list[Waiting]) -> None:
        lanes: dict[tuple[_Way, bool], deque[Tie]] = defaultdict(deque)
        for tie in self.ties:
            if tie.pk not in self.taken:
                lanes[_way(tie.direction, tie.source_id), bool(tie.ref)].append(tie)
        for index, record, source in waiting:
            way = _way(record.direction, source.pk if source else 0)
            lane = lanes[way, False]
            if not lane and not record.id:
                lane = lanes[way, True]
            elif not lane and (known := lanes[way, True]) and known[0].ref == record.id:
                lane = known
            if lane:
                self._take(index, lane.popleft())

    def _looks_of_tie(self, tie: Tie) -> Hashable:
        looks = tuple(getattr(tie, column) for column in _LOOKS_OF_TIE)
        way = _way(tie.direction, tie.source_id)
        return (way, tie.direction, tie.rung, *looks, tuple(tie.topics), _fields(tie.fields))

    def _looks_of_record(self, record: TieRecord, source: Actor | None) -> Hashable:
        looks = tuple(getattr(record, column) for column in _LOOKS_OF_TIE)
        way = _way(record.direction, source.pk if source else 0)
        rung = self.rung if record.rung is None else record.rung
        return (way, record.direction, rung, *looks, tuple(record.tags), _fields(record.fields))


def _way(direction: str, source: int) -> _Way:
    return source if direction == "directed" else 0
