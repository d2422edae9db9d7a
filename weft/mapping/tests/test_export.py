"""What is exported comes back: into the same network as no change, into a new one as a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from testkit.cast import Cast, canaries_above
from testkit.nets import steward_of
from weft.graph.models import Actor, FieldDefinition
from weft.mapping.export import FORMATS, net_of, write_network
from weft.mapping.tests.bringing import bring, bring_net, counts, export, held, looks, network
from weft.networks.models import Network
from weft.sna.io import FORMATS as KNOWN
from weft.sna.io import ActorRecord, Net, TieRecord

pytestmark = pytest.mark.django_db

ACTORS = [
    ActorRecord(
        "Ämne & Co <b>", id="a-1", kind="organisation", description="Two\nlines, \"quoted\"; =1+1",
        tags=["housing", "a|b", "=SUM(A1)"], place="Leeds", region="North", latitude=53.8,
        longitude=-1.55, website="https://example.org/?a=1&b=2", email="a@example.org",
        image="https://example.org/a.png", colour="#0f6b5c", size=4.5, shape="star", x=1.25,
        y=-7.0, start="2019-05-17", end="2024",
        fields={"members": 12, "share": 0.1, "open": True, "code": "007", "langs": ["cy", "en"],
                "Email": "second@example.org", "note": "-5"},
    ),
    ActorRecord("Twin", kind="person", fields={"members": 3, "share": 2}),
    ActorRecord("Twin", kind="person", place="York"),
    ActorRecord("Twin", kind="person", place="York"),
    ActorRecord("Alone"),
    ActorRecord("007"),
    ActorRecord("=cmd|' /C calc'!A0", description="+44 20 7946 0000"),
    ActorRecord("'quoted"),
]  # fmt: skip
TIES = [
    TieRecord(0, 1, id="t1", direction="directed", type="funds", weight=2.5, rung=3, label="gives",
              description="Since\nMay", tags=["money"], colour="#ff0000", start="2020-01-01",
              end="2021-01", fields={"amount": 1000, "sure": False, "by": "post"}),
    TieRecord(0, 1, id="t2", direction="directed", type="funds", weight=1.0),
    TieRecord(1, 0, direction="directed", type="funds", weight=1.0),
    TieRecord(0, 1, direction="undirected", type="works with"),
    TieRecord(0, 1, direction="mutual", type="works with"),
    TieRecord(0, 1, direction="mutual", type="works with"),
    TieRecord(2, 2, direction="directed"),
    TieRecord(3, 6, weight=0.0, rung=0),
    TieRecord(5, 7, fields={"amount": 5}),
]  # fmt: skip
EXTRAS: dict[str, object] = {"loops": [{"label": "Round and round"}], "maps": [{"name": "First"}]}


@pytest.fixture
def here(db: None) -> Network:
    made = network("First")
    bring_net(made, Net("test", ACTORS, TIES, extras=dict(EXTRAS)))
    return made


@pytest.mark.parametrize("format_key", FORMATS)
def test_the_same_network_is_not_changed(here: Network, tmp_path: Path, format_key: str) -> None:
    report = bring(here, export(here, tmp_path, format_key))
    assert counts(report) == ((0, 0, len(ACTORS), 0), (0, 0, len(TIES), 0)), report["warnings"]
    assert report["changeset"] is None


@pytest.mark.parametrize("format_key", FORMATS)
def test_a_new_network_is_a_twin(here: Network, tmp_path: Path, format_key: str) -> None:
    twin = network("Second")
    report = bring(twin, export(here, tmp_path, format_key))
    assert counts(report) == ((len(ACTORS), 0, 0, 0), (len(TIES), 0, 0, 0)), report["warnings"]
    first, second = held(here), held(twin)
    assert looks(first) == looks(second)
    if format_key in ("csv", "xlsx", "kumu-json", "json"):
        assert {**second.extras, **EXTRAS} == second.extras


@pytest.mark.parametrize("format_key", FORMATS)
def test_two_exports_are_the_same_file(here: Network, tmp_path: Path, format_key: str) -> None:
    first = export(here, tmp_path, format_key).read_bytes()
    assert export(here, tmp_path, format_key).read_bytes() == first


@pytest.mark.parametrize("format_key", FORMATS)
def test_an_empty_network(tmp_path: Path, format_key: str) -> None:
    empty = network("Empty")
    report = bring(network("Other"), export(empty, tmp_path, format_key))
    assert counts(report) == ((0,) * 4, (0,) * 4)


def test_what_a_format_cannot_carry_is_named(here: Network, tmp_path: Path) -> None:
    viewer_lost = {
        key: write_network(steward_of(here), tmp_path / f"x{FORMATS[key][0]}", key, "x")
        for key in FORMATS
    }
    assert viewer_lost["json"] == viewer_lost["csv"] == []
    assert any("extras" in sentence for sentence in viewer_lost["gexf"])
    for key, lost in viewer_lost.items():
        assert set(lost) <= {str(each) for each in KNOWN[key].cannot_carry}


@pytest.mark.parametrize("format_key", FORMATS)
@pytest.mark.parametrize("role", ["anonymous", "member", "map_manager"])
def test_an_export_holds_what_its_reader_may_see(
    cast: Cast, tmp_path: Path, role: str, format_key: str
) -> None:
    viewer = cast.open.viewer(cast.account(role))
    text = repr(net_of(viewer))
    path = tmp_path / f"x{FORMATS[format_key][0]}"
    write_network(viewer, path, format_key, "x")
    for word in canaries_above(viewer.clearance):
        assert word not in text
        assert word.encode() not in path.read_bytes()


def test_every_imported_field_has_a_definition(here: Network) -> None:
    defined = set(
        FieldDefinition.objects.filter(network=here, target="actor", is_builtin=False).values_list(
            "key", flat=True
        )
    )
    assert defined == {key for actor in Actor.objects.all() for key in actor.fields}
