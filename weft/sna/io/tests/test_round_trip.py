"""What is written in a format comes back the same when it is read."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Net, TieRecord
from weft.sna.io.tests.nets import nets, there_and_back, without_origin

FILES = {
    "csv": "net.zip",
    "xlsx": "net.xlsx",
    "kumu-json": "net.json",
    "gexf": "net.gexf",
    "graphml": "net.graphml",
    "json": "net.json",
}
quick = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def assert_same(net: Net, format: str) -> tuple[Net, list[str]]:
    """Write, read and compare."""
    with tempfile.TemporaryDirectory() as folder:
        back, losses = there_and_back(net, Path(folder), format, FILES[format])
    assert without_origin(back) == without_origin(net)
    return back, losses


@pytest.mark.parametrize("format", ["csv", "json", "kumu-json", "xlsx"])
@given(net=nets(mixed=True, extras=True))
@quick
def test_formats_of_ours_carry_everything(format: str, net: Net) -> None:
    back, losses = assert_same(net, format)
    assert back.extras == net.extras
    assert all("Kumu" in sentence for sentence in losses)


@pytest.mark.parametrize("format", ["gexf", "graphml"])
@given(net=nets())
@quick
def test_graph_formats_carry_typed_columns(format: str, net: Net) -> None:
    _, losses = assert_same(net, format)
    assert not losses


@pytest.mark.parametrize("format", FILES)
def test_a_net_with_every_kind_of_tie(format: str) -> None:
    net = Net(
        "json",
        [ActorRecord("North Trust", "n", kind="Charity"), ActorRecord("South Trust"),
         ActorRecord("Alone")],
        [
            TieRecord(0, 1, direction="directed", type="Fund", weight=2.0),
            TieRecord(0, 1, direction="mutual", type="Fund", weight=2.0),
            TieRecord(1, 0, direction="undirected", label="Share an office"),
            TieRecord(1, 1, direction="directed"),
        ],
    )  # fmt: skip
    _, losses = assert_same(net, format)
    assert losses == []


def test_losses_are_named() -> None:
    net = Net("json", [ActorRecord("North Trust"), ActorRecord("South Trust")], [])
    net.actors[0].fields["Score"] = 1
    net.actors[1].fields["Score"] = "many"
    net.extras["loops"] = [{"label": "a loop"}]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.gexf"
        losses = netio.write(net, path, "gexf")
        assert len(losses) == 2
        assert netio.write(net, Path(folder) / "net.zip", "csv") == []
        net.actors[0].description = "x" * 40_000
        assert len(netio.write(net, Path(folder) / "net.xlsx", "xlsx")) == 1


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(netio.FileProblem):
        netio.write(Net("json", [], []), tmp_path / "x", "pajek")
    with pytest.raises(netio.FileProblem):
        netio.read([tmp_path / "x"], format="morse")


def test_unpacked_csv_files_read_the_same(tmp_path: Path) -> None:
    net = Net("json", [ActorRecord("=North", "007"), ActorRecord("South")], [TieRecord(0, 1)])
    net.actors[0].fields["Postcode"] = "0123"
    netio.write(net, tmp_path / "net.zip", "csv")
    with zipfile.ZipFile(tmp_path / "net.zip") as archive:
        archive.extractall(tmp_path)
    paths = [tmp_path / name for name in ("ties.csv", "extras.json", "actors.csv")]
    back = netio.resolve(netio.read(paths))
    assert without_origin(back) == without_origin(net)
    assert b'"\'=North"' in (tmp_path / "actors.csv").read_bytes()
