"""Values that no column holds: an import takes them, says what it did, and stays the same."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from testkit.nets import steward_of
from weft.graph.actions import Intake, apply_difference
from weft.graph.difference import compare
from weft.graph.models import Actor, ChangeSet, Tie
from weft.graph.record_values import same
from weft.mapping.export import net_of
from weft.mapping.tests.bringing import bring_net, counts, network
from weft.networks.models import Network
from weft.sna.io import ActorRecord, Net, TieRecord

pytestmark = pytest.mark.django_db

LONG = "x" * 1200
ODD = "a\x00b\x07c\ud800d"


@pytest.fixture
def here(db: None) -> Network:
    return network()


def bring_twice(here: Network, actor: ActorRecord, tie: TieRecord | None = None) -> list[str]:
    """Import one actor and tie, check that a second time changes nothing; what was noted."""

    def net() -> Net:
        ties = [replace(tie, fields=dict(tie.fields))] if tie else []
        return Net("test", [replace(actor, fields=dict(actor.fields))], ties)

    first = bring_net(here, net())
    again = bring_net(here, net())
    assert (counts(first)[0], counts(again)[0]) == ((1, 0, 0, 0), (0, 0, 1, 0))
    if tie:
        assert (counts(first)[1], counts(again)[1]) == ((1, 0, 0, 0), (0, 0, 1, 0))
    copy = network("Copy")
    bring_net(copy, net_of(steward_of(here)))
    assert counts(bring_net(copy, net()))[0][1] == 0
    return [note.message for note in first.notes]


def test_long_texts(here: Network) -> None:
    actor = ActorRecord(
        LONG, id=LONG, kind=LONG, place=LONG, region=LONG, website=LONG, email=LONG, image=LONG,
        start=LONG, end=LONG, colour=LONG, shape=LONG, description=LONG, tags=[LONG],
        fields={LONG: LONG, LONG + "y": 2},
    )  # fmt: skip
    tie = TieRecord(0, 0, id=LONG, type=LONG, label=LONG, description=LONG, start=LONG, end=LONG)
    notes = bring_twice(here, actor, tie)
    assert "1 value of “name” has more than 300 characters and was cut." in notes
    assert any("“email” has more than 254 characters and was kept as a field" in n for n in notes)
    saved = Actor.objects.filter(network=here).get()
    assert (len(saved.name), len(saved.ref), len(saved.kind.name)) == (300, 300, 100)
    assert (saved.email, saved.fields["email (long)"]) == ("", LONG)
    assert all(len(key) <= 100 for key in saved.fields)
    assert {LONG, 2} <= {v for v in saved.fields.values() if not isinstance(v, list)}


def test_characters_that_cannot_be_stored(here: Network) -> None:
    actor = ActorRecord(ODD, id=ODD, kind=ODD, tags=[ODD, "\x00"], description=ODD + "\n\té")
    actor.fields = {ODD: ODD, "list": [ODD, "fine"]}
    bring_twice(here, actor, TieRecord(0, 0, id=ODD, type=ODD, label=ODD, fields={"a": ODD}))
    saved = Actor.objects.filter(network=here).get()
    assert (saved.name, saved.ref, saved.kind.name, saved.topics) == ("abcd",) * 3 + (["abcd"],)
    assert saved.fields == {"abcd": "abcd", "list": ["abcd", "fine"]}
    assert saved.description == "abcd\n\té"


def test_a_name_of_nothing_but_marks(here: Network) -> None:
    bring_twice(here, ActorRecord("\x00 \x01", id="17"))
    assert Actor.objects.filter(network=here).get().name == "17"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (math.nan, None),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (10**30, 10**30),
        (-(2**70), -(2**70)),
        (1e23, 1e23),
        (1.7e308, 1.7e308),
        (5e-324, 5e-324),
        (10**400, hex(10**400)),
        (True, True),
        (0, 0),
        ("0", "0"),
        ("NaN", "NaN"),
    ],
)
def test_numbers_in_fields(here: Network, given: float, kept: object) -> None:
    bring_twice(here, ActorRecord("Amy", fields={"value": given}))
    value = Actor.objects.filter(network=here).get().fields.get("value")
    assert same(value, kept), value


def test_numbers_in_columns(here: Network) -> None:
    actor = ActorRecord("Amy", size=math.inf, x=math.nan, y=1e300, latitude=91.0, longitude=0.0)
    bring_twice(here, actor, TieRecord(0, 0, weight=math.nan))
    saved, tie = Actor.objects.filter(network=here).get(), Tie.objects.filter(network=here).get()
    assert (saved.size, saved.x, saved.y, saved.latitude, tie.weight) == (None, None, 1e300) + (
        None,
    ) * 2


@pytest.mark.parametrize("rung", [-1, 6, 9, 1000])
def test_a_rung_off_the_ladder_is_kept_as_a_field(here: Network, rung: int) -> None:
    notes = bring_twice(here, ActorRecord("Amy"), TieRecord(0, 0, rung=rung))
    tie = Tie.objects.filter(network=here).get()
    assert (tie.rung, tie.fields) == (None, {"rung": rung})
    assert notes == ["1 tie has a rung that is not from 0 to 5; it was kept as a field."]


def test_fields_named_like_our_own_columns(here: Network) -> None:
    fields: dict[str, str | int | float | bool | list[str] | None] = {
        "email": "a", "topics": "b", "shape": 5, "email (2)": "c"
    }  # fmt: skip
    bring_twice(here, ActorRecord("Amy", email="amy@example.org", shape="star", fields=fields))
    saved = Actor.objects.filter(network=here).get()
    assert saved.email == "amy@example.org"
    assert saved.fields["shape"] == "star"
    assert sorted(map(str, saved.fields.values())) == ["5", "a", "b", "c", "star"]


def test_extras_that_json_columns_refuse(here: Network) -> None:
    net = Net("test", [ActorRecord("Amy")], [])
    deep: object = "end"
    for _level in range(400):
        deep = [deep]
    net.extras = {"odd\x00": [ODD, {"n": math.nan}, 5], "deep": deep}
    bring_net(here, net)
    assert ChangeSet.objects.get().extras["odd"] == ["abcd", {"n": None}, 5]


def test_nothing_is_half_imported(here: Network) -> None:
    """Whatever breaks in the middle takes everything with it."""
    viewer = steward_of(here)
    actors = [ActorRecord("Amy"), ActorRecord("Ben")]
    difference = compare(viewer=viewer, net=Net("test", actors, [TieRecord(0, 1)]))

    def break_down(percent: int, step: str) -> None:
        if percent >= 90:
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        apply_difference(viewer=viewer, difference=difference, intake=Intake(), report=break_down)
    assert not Actor.objects.filter(network=here).exists()
    assert not ChangeSet.objects.filter(network=here).exists()
