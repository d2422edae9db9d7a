"""Whether a few people carry it all, as members read it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.audit import Whom, record
from weft.governing import spread
from weft.governing.actions import CIRCLE_STARTED
from weft.governing.queries import Holder, RoleLine, role_lines
from weft.governing.spread import LEAST_USES, half_by, spread_of

pytestmark = pytest.mark.django_db


def line(role: str, *holders: tuple[int, bool]) -> RoleLine:
    return RoleLine(role, role, [Holder(0, who, "", deputy, None) for who, deputy in holders])


def did(cast: Cast, by: int | None, times: int) -> None:
    for _time in range(times):
        record(CIRCLE_STARTED, network_id=cast.open.network.pk, whom=Whom(by=by))


def test_one_person_with_most_of_it_is_few(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("member"))
    lines = [line("a", (1, False), (2, True)), line("b", (1, False)), line("c", (2, False))]
    found = spread_of(viewer, [*lines, line("vacant")])
    assert (found.duties, found.people, found.most, found.without_deputy) == (3, 2, 2, 2)
    assert found.rests_on_few
    assert not spread_of(viewer, [line("a", (1, False)), line("b", (2, False))]).rests_on_few


def test_uses_of_power_are_counted_by_people_and_for_a_year(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = cast.open.viewer(cast.account("member"))
    did(cast, 1, LEAST_USES - 1)
    did(cast, None, 5)
    assert spread_of(viewer, []).uses == 0
    did(cast, 2, 3)
    found = spread_of(viewer, [])
    assert (found.uses, found.half_by) == (LEAST_USES + 2, 1)
    assert found.rests_on_few
    # The trail cannot be changed, so the year is made shorter.
    monkeypatch.setattr(spread, "DAYS", 0)
    assert spread_of(viewer, []).uses == 0


@pytest.mark.parametrize(
    ("times", "people"), [([], 0), ([4], 1), ([1, 1, 1, 7], 1), ([2, 2, 2, 2], 2), ([3, 2, 2], 2)]
)
def test_the_smallest_number_of_people_who_did_half(times: list[int], people: int) -> None:
    assert half_by(times) == people


def test_members_read_it_and_visitors_do_not(cast: Cast) -> None:
    url = reverse("who_can", args=[cast.open.network.slug])
    duties = sum(len(one.holders) for one in role_lines(cast.open.network.pk))
    assert duties > 0
    assert "How it is spread" not in Client().get(url).content.decode()
    member = Client()
    member.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    assert "How it is spread" in member.get(url).content.decode()
