"""Groups that nobody looks after any more, and those that would be left so."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput, NotAllowed
from weft.groups.actions import ask_to_join, look_after, rescue
from weft.groups.models import Openness
from weft.groups.tests.conftest import Here
from weft.networks.actions import end_membership
from weft.privacy.leaving import left_alone


def _ends(here: Here) -> None:
    end_membership(membership=here.membership("anna"), by=None)


def test_a_convenor_has_the_longest_members_look_after_it(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo", "dan")
    _ends(here)
    assert rescue(viewer=here.viewer("con"), group=group) == 2
    assert not group.members.filter(is_steward=True).exists()
    assert here.mails("ben") == ["Nobody looks after Readers"]
    assert "Yes, I look after it" in here.page("ben", "group_detail", group)
    assert "Yes, I look after it" not in here.page("dan", "group_detail", group)
    with pytest.raises(NotAllowed):
        look_after(viewer=here.viewer("dan"), group=group)
    for who in ("ben", "cleo"):
        look_after(viewer=here.viewer(who), group=group)
    stewards = group.members.filter(is_steward=True).values_list("account__name", flat=True)
    assert set(stewards) == {"Ben", "Cleo"}


def test_who_was_not_asked_yet_is_asked_next(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo", "dan")
    _ends(here)
    con = here.viewer("con")
    assert [rescue(viewer=con, group=group) for _time in range(2)] == [2, 1]
    with pytest.raises(InvalidInput, match="asked already"):
        rescue(viewer=con, group=group)


def test_nobody_asks_to_join_where_nobody_could_answer(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    here.bring(group, "ben")
    ask = "Ask the stewards"
    assert ask in here.page("cleo", "group_detail", group)
    _ends(here)
    told = here.page("cleo", "group_detail", group)
    assert ask not in told
    assert "Nobody looks after this group at the moment" in told
    with pytest.raises(InvalidInput):
        ask_to_join(viewer=here.viewer("cleo"), group=group)


def test_whoever_leaves_reads_what_they_alone_look_after(here: Here) -> None:
    alone, shared = here.start(), here.start(name="Writers")
    here.bring(shared, "ben")
    here.make_steward(shared, "ben")
    told = here.page("anna", "leave")
    assert "You alone look after:" in told
    assert here.url("group_detail", alone) in told
    assert here.url("group_detail", shared) not in told
    assert [one.words for one in left_alone(here.accounts["anna"])] == ["Readers"]


def test_a_group_with_stewards_needs_no_rescue(here: Here) -> None:
    with pytest.raises(InvalidInput):
        rescue(viewer=here.viewer("con"), group=here.start())


@pytest.mark.parametrize("who", ["anna", "mo", "ben"])
def test_only_a_convenor_rescues(here: Here, who: str) -> None:
    group = here.start()
    here.bring(group, "ben")
    with pytest.raises(NotAllowed):
        rescue(viewer=here.viewer(who), group=group)
