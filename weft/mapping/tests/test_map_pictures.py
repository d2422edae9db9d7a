"""Pictures made on the server show what the address asks for, and nothing that is hidden."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from testkit.cast import Cast, canary
from weft.mapping.picture import Look
from weft.mapping.picture_clusters import convex_hull
from weft.mapping.picture_looks import paint, radii, ramped
from weft.mapping.picture_marks import Labels
from weft.mapping.picture_world import outlines_within


def picture(client: Client, cast: Cast, query: str = "", ending: str = "svg") -> bytes:
    response = client.get(f"/{cast.open.network.slug}/map/picture.{ending}?{query}")
    assert response.status_code == 200
    return response.content


@pytest.fixture
def convenor(client: Client, shared_cast: Cast) -> Client:
    account = shared_cast.account("convenor")
    assert account is not None
    client.force_login(account)
    return client


def test_a_filter_leaves_out_the_others(convenor: Client, shared_cast: Cast) -> None:
    kind = canary("kind", 0)
    svg = picture(convenor, shared_cast, f"kind={kind}").decode()
    assert canary("actor", 0) in svg
    assert canary("actor", 1) not in svg


def test_several_values_of_a_filter(convenor: Client, shared_cast: Cast) -> None:
    svg = picture(convenor, shared_cast, f"kind={canary('kind', 0)}&kind={canary('kind', 1)}")
    assert canary("actor", 1).encode() in svg
    assert canary("actor", 2).encode() not in svg


def test_the_public_picture_of_a_convenor(convenor: Client, shared_cast: Cast) -> None:
    svg = picture(convenor, shared_cast, "public")
    assert canary("actor", 0).encode() in svg
    assert canary("actor", 1).encode() not in svg


@pytest.mark.parametrize(
    "query",
    [
        "colour=cluster",
        "colour=region&size=equal",
        "colour=m:betweenness&size=m:degree&theme=dark",
        "colour=f:nothing&size=f:nothing",
        "view=place",
        "view=file",
        "part=0,0,5000,5000",
        "part=nonsense&rung=9&view=elsewhere",
        "part=-1e308,0,1e308,1",
        "part=nan,0,1,1",
        "q=nobody-is-called-this",
    ],
)
def test_any_look_is_drawn(convenor: Client, shared_cast: Cast, query: str) -> None:
    assert picture(convenor, shared_cast, query).startswith(b"<svg")


def test_png_and_pdf(convenor: Client, shared_cast: Cast) -> None:
    assert picture(convenor, shared_cast, "thumb", "png").startswith(b"\x89PNG")
    assert picture(convenor, shared_cast, "thumb", "pdf").startswith(b"%PDF")


def test_a_part_gives_the_paper_its_proportions() -> None:
    look = Look.from_query(QueryDict("part=0,0,2000,1000"), title="")
    assert (look.width, look.height) == (1280, 640)
    assert Look.from_query(QueryDict("part=5,0,1,9"), title="").part is None


def test_most_common_values_get_the_colours() -> None:
    data = {
        "actors": {"id": [1, 2, 3, 4], "cluster": [0, 1, 1, -1]},
        "clusters": [{"name": "few"}, {"name": "many"}],
    }
    painted = paint(data, "cluster", None, dark=False)
    assert [entry.name for entry in painted.legend] == ["many", "few"]
    assert painted.fill[1] == painted.fill[2] == painted.legend[0].colour


def test_numbers_run_along_the_ramp() -> None:
    column = {"numeric": True, "values": [0, 4, None]}
    painted = paint({"actors": {}}, "m:x", column, dark=False)
    assert list(painted.range or ()) == [0, 4]
    assert painted.fill[:2] == ["#b9d3c4", "#2c2861"]
    assert ramped(("#000000", "#ffffff"), 0.5) == "#808080"


def test_equal_sizes_are_equal() -> None:
    data = {"actors": {"id": [1, 2]}, "ties": {"source": [0], "target": [1]}}
    assert len(set(radii(data, "equal", None, is_thumb=False))) == 1


def test_names_never_touch() -> None:
    labels = Labels(400, 300, "#000", "#fff")
    for _time in range(8):
        labels.beside("The Meeting House", 200, 150, 6)
    assert len(labels.parts) == 4
    assert len(set(labels.parts)) == 4


def test_hull_of_a_square_with_a_point_inside() -> None:
    hull = convex_hull([(0, 0), (2, 0), (2, 2), (0, 2), (1, 1)])
    assert sorted(hull) == [(0, 0), (0, 2), (2, 0), (2, 2)]


def test_the_world_has_outlines_everywhere() -> None:
    assert outlines_within(-0.1, -1.2, 0.1, -0.9)
    assert outlines_within(-3.1, -2, 3.1, 2)
