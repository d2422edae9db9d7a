"""Saved views: what they keep, what others are shown of them, and where they go."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.mapping.lens_reading import query_for, shown_lens
from weft.mapping.lenses import LensDraft, add_lens, change_lens, clean_query
from weft.mapping.models import Lens
from weft.mapping.posters import PAPERS, Sheet, poster

pytestmark = pytest.mark.django_db


def draft(**values: Any) -> LensDraft:
    return LensDraft(**{"title": "A view", **values})


@pytest.fixture
def steward(cast: Cast) -> Viewer:
    return cast.open.viewer(cast.account("convenor"))


def test_an_address_is_kept_without_what_is_not_of_the_view() -> None:
    kept = clean_query("?utm=x&kind=Group&kind=Event&csrf=1&rung=3&at=1,2,3&actor=\0")
    assert kept == "kind=Group&kind=Event&rung=3&at=1,2,3"
    assert len(clean_query("q=" + "x" * 9000)) <= 4000


def test_places_and_notes_are_numbers_and_words_only(steward: Viewer) -> None:
    lens = add_lens(
        viewer=steward,
        draft=draft(
            positions={"12": [1, 2.26], "x": [1, 2], "13": ["1", 2], "14": [float("nan"), 1],
                       "15": [True, 2, 3], "²": [1, 2]},
            notes=[{"text": " Here ", "actor": 5}, {"text": "There", "x": 1, "y": 2}, {"text": ""},
                   {"text": "Nowhere"}, "junk", {"text": "No", "actor": True}],
        ),
    )  # fmt: skip
    assert lens.positions == {"12": [1.0, 2.3]}
    assert lens.notes == [{"text": "Here", "actor": 5}, {"text": "There", "x": 1.0, "y": 2.0}]
    assert add_lens(viewer=steward, draft=draft(positions=[1], notes="x")).notes == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"field": "shoe size", "test": "is", "value": "1"}, "what each rule looks at"),
        ({"field": "kind", "test": "equals", "value": "1"}, "how each rule compares"),
        ({"field": "kind", "test": "is", "value": " "}, "compares with"),
        ({"field": "degree", "test": "least", "value": "many"}, "“many” is not a number"),
        ({"field": "kind", "test": "none", "colour": "red"}, "# and six digits"),
    ],
)
def test_a_rule_says_what_is_wrong_with_it(
    steward: Viewer, rule: dict[str, str], words: str
) -> None:
    with pytest.raises(InvalidInput, match=re.escape(words)):
        add_lens(viewer=steward, draft=draft(rules=[rule]))


def test_members_save_for_members_and_only_stewards_publish(cast: Cast) -> None:
    member = cast.open.viewer(cast.account("member"))
    own = add_lens(viewer=member, draft=draft())
    with pytest.raises(NotAllowed):
        add_lens(viewer=member, draft=draft(visibility=Visibility.PUBLIC))
    with pytest.raises(InvalidInput):
        add_lens(viewer=member, draft=draft(visibility=Visibility.STEWARDS))
    with pytest.raises(NotAllowed):
        add_lens(viewer=cast.open.viewer(None), draft=draft())
    change_lens(viewer=member, lens=own, draft=draft(title="Better"))
    theirs = cast.open.lenses[1]
    with pytest.raises(NotAllowed):
        change_lens(viewer=member, lens=theirs, draft=draft())


def test_what_a_reader_may_not_see_is_left_out_of_the_address(cast: Cast) -> None:
    lens, network = cast.open.lenses[0], cast.open.network
    for role, kinds, colour in (
        ("anonymous", [], None),
        ("member", ["canarykindmembers"], None),
        ("convenor", ["canarykindmembers", "canarykindstewards"], "f:Field 2"),
    ):
        query = query_for(cast.open.viewer(cast.account(role)), network, lens)
        assert query.getlist("kind") == kinds
        assert query.get("colour") == colour
        assert len(query.getlist("topic")) == len(kinds)


def test_places_and_notes_of_hidden_actors_stay_here(cast: Cast, steward: Viewer) -> None:
    hidden, shown = cast.open.actors[2].pk, cast.open.actors[0].pk
    lens = add_lens(
        viewer=steward,
        draft=draft(
            visibility=0,
            query=f"actor={hidden}",
            positions={str(hidden): [1, 1], str(shown): [2, 2]},
            notes=[{"text": "Hush", "actor": hidden}, {"text": "Hello", "actor": shown}],
        ),
    )
    found = shown_lens(Viewer(steward.network_id, Visibility.PUBLIC), cast.open.network, lens)
    assert found["positions"] == {str(shown): [2.0, 2.0]}
    assert found["notes"] == [{"text": "Hello", "actor": shown}]
    assert found["query"] == ""
    picture = (
        Client()
        .get(reverse("map_picture", args=[cast.open.network.slug, "svg"]), {"lens": lens.pk})
        .content.decode()
    )
    assert "Hello" in picture
    assert "Hush" not in picture


def test_only_public_lenses_of_public_networks_are_embedded(cast: Cast, client: Client) -> None:
    account = cast.account("convenor")
    assert account is not None
    client.force_login(account)
    for stage, lens, status in (
        (cast.open, cast.open.lenses[0], 200),
        (cast.open, cast.open.lenses[1], 404),
        (cast.closed, cast.closed.lenses[0], 404),
    ):
        url = reverse("lens_embed", args=[stage.network.slug, lens.pk])
        response = client.get(url)
        assert response.status_code == status
    public = client.get(
        reverse("lens_embed", args=[cast.open.network.slug, cast.open.lenses[0].pk])
    )
    assert "frame-ancestors *" in public.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in public.headers
    assert b"canaryfieldlabelstewards" not in public.content


def test_rules_colour_the_picture_and_stand_in_its_legend(cast: Cast, steward: Viewer) -> None:
    lens = add_lens(
        viewer=steward,
        draft=draft(
            rules=[{"field": "name", "test": "has", "value": "CANARYactor", "colour": "#123456",
                    "grow": "2.0"}],
            visibility=0,
        ),
    )  # fmt: skip
    url = reverse("map_picture", args=[cast.open.network.slug, "svg"])
    picture = Client().get(url, {"lens": lens.pk}).content.decode()
    assert picture.count('fill="#123456"') == 2, "the one public actor, and the legend"
    assert "Name contains CANARYactor" in picture


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("upright", [True, False])
def test_posters_have_the_size_of_their_paper(paper: str, upright: bool) -> None:
    sheet = Sheet(paper, upright, "Title", "Words " * 40, "Foot", "https://net.example", "#0f6b5c")
    pdf = poster(sheet, '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
    (box,) = re.findall(rb"/MediaBox ?\[([^\]]*)\]", pdf)
    width, height = (float(part) / 72 * 25.4 for part in box.split()[2:])
    narrow, wide = PAPERS[paper]
    expected = (narrow, wide) if upright else (wide, narrow)
    assert (width, height) == pytest.approx(expected, abs=0.5)


def test_other_paper_is_refused(cast: Cast, client: Client) -> None:
    url = reverse("map_poster", args=[cast.open.network.slug])
    assert "Choose paper" in client.get(url, {"paper": "a9"}).content.decode()
    assert client.get(url, {"lens": cast.open.lenses[2].pk}).status_code == 404


def test_a_view_of_the_table_leads_to_the_table(
    cast: Cast, client: Client, steward: Viewer
) -> None:
    lens = add_lens(viewer=steward, draft=draft(query="view=table&rung=3&q=a", visibility=0))
    response = client.get(reverse("lens_detail", args=[cast.open.network.slug, lens.pk]))
    assert response["Location"].endswith("/map/table/?q=a&rung=3")


def test_the_form_keeps_rules_and_drops_empty_rows(cast: Cast, client: Client) -> None:
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    lens = cast.open.lenses[0]
    url = reverse("lens_edit", args=[cast.open.network.slug, lens.pk])
    sent = {
        "title": "New", "words": "", "visibility": 1,
        "field-0": "kind", "test-0": "is", "value-0": "Group", "colour-0": "#aabbcc",
        "grow-0": "1.5",
        "field-1": "", "test-1": "is", "colour-1": "#c8506a", "grow-1": "1.0",
        "field-2": "degree", "test-2": "least", "value-2": "3", "colour-2": "#c8506a",
        "plain-2": "yes", "grow-2": "7",
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302
    lens = Lens.objects.get(pk=lens.pk)
    assert lens.rules == [
        {"field": "kind", "test": "is", "value": "Group", "colour": "#aabbcc", "grow": 1.5},
        {"field": "degree", "test": "least", "value": "3", "colour": "", "grow": 1.0},
    ]
    assert lens.query, "the view itself stays"
