"""Make nets for the tests, and compare a net with what came back from a file."""

from __future__ import annotations

import copy
from pathlib import Path

from hypothesis import strategies as st

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Cell, Net, TieRecord

_LETTERS = st.characters(
    blacklist_categories=("Cs", "Cc", "Cn", "Co"),
    blacklist_characters="\u2028\u2029\x85",
)
TEXT = st.text(_LETTERS, max_size=12).map(str.strip)
RISKY = st.sampled_from(
    [
        "=1+1",
        "+44 20",
        "-x",
        "@cmd",
        "'=x",
        "''",
        "a|b",
        'say "so"',
        "a,b;c",
        "line\nend",
        "\\|",
        "x\ty",
        "＝1",
        "<b>&amp;",
        "1",
        "true",
        "0.5",
    ]
)
WORDS = st.one_of(TEXT, RISKY)
NAME = WORDS.map(lambda word: word or "North Trust")
LIST = st.lists(NAME, min_size=1, max_size=3, unique=True)
DATE = st.sampled_from(["", "2019", "2019-05", "2019-05-31"])
COLOUR = st.sampled_from(["", "#ff0000", "#0a0b0c"])
FLOAT = st.floats(allow_nan=False, allow_infinity=False, width=64)
OPTIONAL = st.one_of(st.none(), FLOAT)
KINDS_OF_FIELD: dict[str, st.SearchStrategy[Cell]] = {
    "text": NAME,
    "int": st.integers(-(10**12), 10**12),
    "float": FLOAT,
    "bool": st.booleans(),
    "list": LIST,
}
FIELD_NAME = st.one_of(
    st.sampled_from(["Budget", "id", "Label", "type", "weight", "from", "tags", "x", "name"]),
    TEXT.map(lambda word: word or "Budget"),
)


@st.composite
def field_sets(draw: st.DrawFn, mixed: bool) -> dict[str, st.SearchStrategy[Cell]]:
    """Columns of fields, each with the values it may hold."""
    names = draw(st.lists(FIELD_NAME, max_size=3, unique_by=str.casefold))
    kinds = list(KINDS_OF_FIELD.values())
    if mixed:
        kinds.append(st.one_of(*kinds))
    return {name: draw(st.sampled_from(kinds)) for name in names}


@st.composite
def nets(draw: st.DrawFn, *, mixed: bool = False, extras: bool = False) -> Net:
    """A small net with everything that a net can hold."""
    net = Net("json", [], [])
    columns = draw(field_sets(mixed))
    ids = draw(st.lists(st.one_of(st.just(""), NAME), max_size=4))
    taken: set[str] = set()
    for word in ids:
        identifier = "" if word in taken else word
        taken.add(identifier)
        net.actors.append(_actor(draw, identifier, columns))
    columns = draw(field_sets(mixed))
    places = st.integers(0, max(0, len(ids) - 1))
    if ids:
        for _ in range(draw(st.integers(0, 4))):
            net.ties.append(_tie(draw, draw(places), draw(places), columns))
    if extras and draw(st.booleans()):
        net.extras = {"loops": [{"label": "a loop"}], "maps": [{"scale": 1.5}]}
    return net


def _fields(draw: st.DrawFn, columns: dict[str, st.SearchStrategy[Cell]]) -> dict[str, Cell]:
    return {name: draw(values) for name, values in columns.items() if draw(st.booleans())}


def _actor(
    draw: st.DrawFn, identifier: str, columns: dict[str, st.SearchStrategy[Cell]]
) -> ActorRecord:
    actor = ActorRecord(draw(NAME), identifier)
    for name in (
        "kind",
        "description",
        "place",
        "region",
        "website",
        "email",
        "image",
        "public_id",
        "layer",
    ):
        setattr(actor, name, draw(WORDS) if draw(st.booleans()) else "")
    actor.tags = draw(LIST) if draw(st.booleans()) else []
    if draw(st.booleans()):
        actor.latitude, actor.longitude = (
            draw(st.floats(-90, 90)),
            draw(st.floats(-180, 180)),
        )
    actor.colour = draw(COLOUR)
    actor.shape = draw(st.sampled_from(["", "square", "star"]))
    actor.size, actor.x, actor.y = draw(OPTIONAL), draw(OPTIONAL), draw(OPTIONAL)
    actor.start, actor.end = draw(DATE), draw(DATE)
    actor.fields = _fields(draw, columns)
    return actor


def _tie(
    draw: st.DrawFn,
    source: int,
    target: int,
    columns: dict[str, st.SearchStrategy[Cell]],
) -> TieRecord:
    tie = TieRecord(source, target)
    tie.direction = draw(st.sampled_from(["directed", "undirected", "mutual"]))
    tie.type, tie.label, tie.id = draw(WORDS), draw(WORDS), draw(WORDS)
    tie.description = draw(WORDS)
    tie.layer = draw(WORDS) if draw(st.booleans()) else ""
    tie.weight = draw(OPTIONAL)
    tie.rung = draw(st.one_of(st.none(), st.integers(0, 5)))
    tie.tags = draw(LIST) if draw(st.booleans()) else []
    tie.colour = draw(COLOUR)
    tie.start, tie.end = draw(DATE), draw(DATE)
    tie.fields = _fields(draw, columns)
    return tie


def without_origin(net: Net) -> tuple[list[ActorRecord], list[TieRecord]]:
    """The actors and ties of a net without the rows that they came from."""
    actors, ties = copy.deepcopy(net.actors), copy.deepcopy(net.ties)
    for actor in actors:
        actor.file, actor.row = "", 0
    for tie in ties:
        tie.file, tie.row = "", 0
    return actors, ties


def there_and_back(net: Net, folder: Path, format: str, name: str) -> tuple[Net, list[str]]:
    """Write a net in a format and read it again."""
    path = folder / name
    losses = netio.write(net, path, format)
    back = netio.resolve(netio.read([path]))
    assert not back.refused_actors
    assert not back.refused_ties
    return back, losses
