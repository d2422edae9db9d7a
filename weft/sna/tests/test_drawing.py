"""Pictures: valid whatever a name holds, everyone on the paper, names that cover no other."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.drawing_text import Names, clean

SVG = "{http://www.w3.org/2000/svg}"
WHEEL = sna.Graph.from_edges(
    6, [0, 0, 0, 0, 1], [1, 2, 3, 4, 2], labels=["Hub", "Ann", "Ben", "Cleo", "Dai", "Eve"]
)


def tree(picture: sna.Picture) -> ET.Element:
    return ET.fromstring(str(picture))  # noqa: S314  # We wrote it.


def texts(picture: sna.Picture) -> list[str]:
    return [element.text or "" for element in tree(picture).iter(f"{SVG}text")]


def circles(picture: sna.Picture) -> list[ET.Element]:
    """The circles that are actors: those with a name."""
    return [e for e in tree(picture).iter(f"{SVG}circle") if e.find(f"{SVG}title") is not None]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=12), max_size=6), st.booleans())
def test_any_names_give_valid_xml_without_scripts(names: list[str], directed: bool) -> None:
    n = len(names)
    graph = sna.Graph.from_edges(n, range(n - 1), range(1, n), directed=directed, labels=names)
    picture = sna.draw(graph, colour=names or None, title="".join(names))
    assert len(circles(picture)) == n
    assert not {e.tag.removeprefix(SVG) for e in tree(picture).iter()} - {
        "svg", "title", "desc", "rect", "path", "g", "circle", "text",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["\ud800", "\x1b[0m", "]]>", "&amp;", "\u2028", "\ufffe", "\x85"])
def test_hard_names(name: str) -> None:
    graph = sna.Graph.from_edges(2, [0], [1], labels=[name, "b"])
    picture = sna.draw(graph, colour=[name, "b"], title=name)
    assert len(circles(picture)) == 2
    assert picture.svg.encode()


@pytest.mark.skipif(not os.environ.get("WEFT_CORPUS"), reason="WEFT_CORPUS names no networks")
@pytest.mark.parametrize(
    "name",
    [
        "net-benchmarks/karate.graph",
        "net-benchmarks/power.graph",
        "net-web-organisations/rio.gexf",
        "net-web-organisations/eurosis.json",
    ],
)
def test_real_networks(name: str) -> None:
    graph = sna.read(Path(os.environ["WEFT_CORPUS"]) / name)
    picture = sna.draw(graph, rules=sna.DrawingRules(names=30))
    assert len(circles(picture)) == graph.n
    assert 15 <= len(texts(picture)) <= 50, "enough names to find one's way"
    assert len(picture.svg) < 1_000_000


def test_a_name_cannot_be_markup() -> None:
    graph = sna.Graph.from_edges(1, [], [], labels=["<script>alert('&')</script>\x00\n“x”"])
    found = circles(sna.draw(graph))[0].find(f"{SVG}title")
    assert found is not None
    assert found.text == "<script>alert('&')</script>\ufffd “x”"
    assert clean("a\u202eb") == "a\ufffdb"


def test_all_stand_on_the_paper_and_names_cover_no_other() -> None:
    rng = np.random.default_rng(1)
    ends = rng.integers(0, 200, (2, 500))
    labels = [f"Organisation {i}" for i in range(200)]
    graph = sna.Graph.from_edges(200, ends[0], ends[1], labels=labels)
    picture = sna.draw(graph, rules=sna.DrawingRules(width=500, height=400))
    for circle in circles(picture):
        x, y, r = (float(circle.attrib[key]) for key in ("cx", "cy", "r"))
        assert r <= x <= 500 - r
        assert r <= y <= 400 - r
    assert any(text.startswith("Organisation") for text in texts(picture))


def test_names_find_a_free_side_or_are_left_out() -> None:
    names = Names((0, 0, 100, 60))
    assert names.beside("one", (50, 30), 5, 10)
    assert names.beside("two", (50, 30), 5, 10)
    assert not names.beside("far too long a name", (50, 30), 5, 10)
    assert len(names.parts) == 2


def test_sizes_follow_a_measure_and_colours_a_grouping() -> None:
    picture = sna.draw(WHEEL, colour=["a", "a", "b", "b", "b", None], title="Six & more")
    by_name = {circle[0].text: circle.attrib for circle in circles(picture)}
    assert float(by_name["Hub"]["r"]) > float(by_name["Ann"]["r"]) > float(by_name["Dai"]["r"])
    assert by_name["Hub"]["fill"] == by_name["Ann"]["fill"] != by_name["Ben"]["fill"]
    assert {"a · 2", "b · 3", "in none · 1", "Six & more"} <= set(texts(picture))
    alike = circles(sna.draw(WHEEL, size=None, colour=None))
    assert len({circle.attrib["r"] + circle.attrib["fill"] for circle in alike}) == 1
    numbers = sna.draw(WHEEL, colour=[0.5, 1.0, 2.0, 2.5, float("nan"), 4.5])
    assert {"0.5", "4.5"} <= set(texts(numbers))


@pytest.mark.parametrize(
    "colour", ["community", "component", "is_cut_point", "core", "constraint", "betweenness"]
)
def test_any_measure_gives_colours(colour: str) -> None:
    for graph in (WHEEL, sna.Graph.from_edges(0, [], []), sna.Graph.from_edges(1, [0], [0])):
        assert len(circles(sna.draw(graph, colour=colour, size="constraint"))) == graph.n


def test_many_groups_share_grey_and_many_ties_are_thinned() -> None:
    ends = np.triu_indices(240, 1)
    graph = sna.Graph.from_edges(240, ends[0], ends[1])
    picture = sna.draw(graph, colour=[f"g{i % 12}" for i in range(240)])
    assert "others · 80" in texts(picture)
    assert "240 actors, 28,680 ties, of which 14,340 are drawn" in texts(picture)


def test_arcs_have_heads_and_weights_thickness() -> None:
    graph = sna.Graph.from_edges(3, [0, 1, 2], [1, 2, 0], [1, 1, 9], directed=True)
    paths = [element.attrib for element in tree(sna.draw(graph)).iter(f"{SVG}path")]
    assert {path.get("stroke-width") for path in paths} == {"0.8", "2.4", None}
    assert paths[-1]["d"].count("Z") == 3


def test_the_same_positions_give_the_same_places() -> None:
    places = sna.layout(WHEEL)
    one = sna.draw(WHEEL, rules=sna.DrawingRules(positions=places, names=0))
    other = sna.draw(WHEEL, colour="core", rules=sna.DrawingRules(positions=places, names=0))
    assert [c.attrib["cx"] for c in circles(one)] == [c.attrib["cx"] for c in circles(other)]
    assert "Hub" not in texts(one)
    top = max(range(6), key=lambda i: places[i, 1])
    assert min(circles(one), key=lambda c: float(c.attrib["cy"]))[0].text == WHEEL.label(top)


def test_files(tmp_path: Path) -> None:
    picture = sna.draw(WHEEL, tmp_path / "net.svg")
    assert (tmp_path / "net.svg").read_text("utf-8") == str(picture) == picture._repr_svg_()
    picture.save(tmp_path / "net.PNG")
    assert (tmp_path / "net.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(sna.SnaError, match=re.escape("should end in .svg or .png")):
        picture.save(tmp_path / "net.pdf")
    with pytest.raises(sna.SnaError, match="cannot be written"):
        picture.save(tmp_path / "nowhere" / "net.svg")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"colour": "fame"}, "no measure “fame”"),
        ({"size": [1, 2]}, "2 sizes do not fit 6 actors"),
        ({"colour": ["a"]}, "1 colours do not fit 6 actors"),
        ({"rules": sna.DrawingRules(positions=[[0, 0]])}, "do not fit 6 actors"),
    ],
)
def test_what_cannot_be_drawn_is_said(options: dict[str, Any], problem: str) -> None:
    with pytest.raises(sna.SnaError, match=problem):
        sna.draw(WHEEL, **options)
