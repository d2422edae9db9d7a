"""Spaces, equipment and skills: noted, seen by their audience, and offered to those nearby."""

from __future__ import annotations

import math

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, add_tie
from weft.graph.models import Actor, FieldDefinition
from weft.mapping.models import Asset
from weft.mapping.sharing import Offer, add_asset, could_share, remove_asset

pytestmark = pytest.mark.django_db
LEEDS = (53.8008, -1.5491)
KM_PER_DEGREE = math.pi * 6371 / 180


class Street:
    """An owner of a hall, and neighbours at known distances to the north."""

    def __init__(self, cast: Cast) -> None:
        Asset.objects.all().delete()
        Actor.objects.filter(network=cast.open.network).update(latitude=None, longitude=None)
        self.viewer = cast.open.viewer(cast.account("convenor"))
        self.owner = self.add("Owner", 0)
        self.near, self.far = self.add("Near", 2), self.add("Far", 8)
        self.friend = self.add("Friend", 1)
        add_tie(viewer=self.viewer, source=self.owner, target=self.friend,
                values={"rung": 3, "visibility": 0})  # fmt: skip
        hall = Offer("space", "Hall", visibility=0)
        made = add_asset(viewer=self.viewer, actor=self.owner, offer=hall)
        assert isinstance(made, Asset)
        self.hall = made

    def add(self, name: str, km: float, visibility: int = 0) -> Actor:
        given = {
            "name": name, "kind": "Group", "visibility": visibility, "place": "",
            "latitude": LEEDS[0] + km / KM_PER_DEGREE, "longitude": LEEDS[1],
        }  # fmt: skip
        return add_actor(viewer=self.viewer, values=given)

    def near_ones(self, viewer: Viewer, km: float) -> dict[str, float]:
        found = could_share(viewer, within_km=km)
        return {one.other.name: round(one.km, 2) for one in found}


@pytest.fixture
def street(cast: Cast) -> Street:
    return Street(cast)


def test_neighbours_without_a_tie_at_their_true_distance(street: Street) -> None:
    assert street.near_ones(street.viewer, 5) == {"Near": 2.0}
    assert street.near_ones(street.viewer, 10) == {"Near": 2.0, "Far": 8.0}
    assert street.near_ones(street.viewer, 1.5) == {}
    assert could_share(street.viewer, within_km=5, sort="skill") == []


def test_hidden_neighbours_places_and_assets_are_not_told(street: Street) -> None:
    street.add("Hidden", 1, visibility=2)
    visitor = Viewer(street.viewer.network_id, Visibility.PUBLIC)
    assert "Hidden" in street.near_ones(street.viewer, 5)
    assert street.near_ones(visitor, 5) == {"Near": 2.0}
    Asset.objects.filter(pk=street.hall.pk).update(visibility=2)
    assert street.near_ones(visitor, 5) == {}
    Asset.objects.filter(pk=street.hall.pk).update(visibility=0)
    FieldDefinition.objects.filter(key="place", network=street.viewer.network_id).update(
        visibility=2
    )
    assert street.near_ones(visitor, 5) == {}, "distances would tell where they are"


def test_a_tie_that_one_may_not_see_hides_nothing(street: Street) -> None:
    add_tie(viewer=street.viewer, source=street.owner, target=street.near,
            values={"rung": 3, "visibility": 2})  # fmt: skip
    visitor = Viewer(street.viewer.network_id, Visibility.PUBLIC)
    assert street.near_ones(street.viewer, 5) == {}
    assert street.near_ones(visitor, 5) == {"Near": 2.0}


def test_the_layer_of_the_map_and_the_page_say_the_same(
    street: Street, cast: Cast, client: Client
) -> None:
    slug = cast.open.network.slug
    found = client.get(reverse("map_sharing", args=[slug]) + "?km=5").json()
    assert found["assets"] == [{"actor": street.owner.pk, "names": ["Hall"]}]
    assert [(n["actor"], n["other"], n["km"]) for n in found["near"]] == [
        (street.owner.pk, street.near.pk, 2.0)
    ]
    page = client.get(reverse("assets", args=[slug]) + "?km=5").content.decode()
    assert "Hall" in page
    assert "Near" in page
    assert "Far" not in page


def test_members_note_what_they_have_themselves(street: Street, cast: Cast) -> None:
    member = cast.open.viewer(cast.account("member"))
    with pytest.raises(NotAllowed):
        add_asset(viewer=member, actor=street.owner, offer=Offer("space", "Mine?"))
    with pytest.raises(NotAllowed):
        remove_asset(viewer=member, asset=street.hall)
    oneself = Viewer(
        member.network_id, member.clearance, member.account_id, member.roles,
        frozenset({street.owner.pk}),
    )  # fmt: skip
    own = add_asset(viewer=oneself, actor=street.owner, offer=Offer("skill", " Cooks "))
    assert isinstance(own, Asset)
    assert own.name == "Cooks"
    remove_asset(viewer=oneself, asset=own)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": " "}, "Say what it is"),
        ({"name": "Hall", "sort": "space"}, "noted already"),
        ({"name": "Van", "sort": "money"}, "what sort"),
        ({"name": "Van", "visibility": 9}, "who may see"),
    ],
)
def test_bad_input_says_what_is_wrong(
    street: Street, values: dict[str, object], words: str
) -> None:
    given: dict[str, object] = {"sort": "space", "visibility": 0, **values}
    with pytest.raises(InvalidInput, match=words):
        add_asset(viewer=street.viewer, actor=street.owner, offer=Offer(**given))  # type: ignore[arg-type]
