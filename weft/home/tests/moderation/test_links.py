"""What leads elsewhere is found however it is written, and in whatever is shown to others."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput
from weft.common.links import has_link
from weft.groups.actions import (
    Draft,
    ask_to_join,
    change_group,
    end_group,
    invite_member,
    start_group,
)
from weft.groups.models import Domain, Group, Openness
from weft.home.tests.moderation.conftest import Town
from weft.moderating.actions import release
from weft.moderating.models import Held, Why


@pytest.mark.parametrize(
    "text",
    ["t.co/abc", "x.com", "hxxp://loans", "loans\u200b.biz", "loans\u3002biz", "loans\uff0ebiz",
     "ｌｏａｎｓ．ｂｉｚ", "m\u00fcll.de", "\u0437\u0430\u0439\u043c.\u0440\u0444", "loans[.]biz",
     "loans (dot) biz", "LOANS.BIZ", "[here](//loans.photography)", "loans.international",
     "203.0.113.7/now", "loans.xn--p1ai", "lo\u00adans.biz", "name@loans.biz",
     "[x](https&colon;//evil&period;example/x)", "[x](//1249763844/)", "[x](//купи.дети)",
     '<a href="https&#58;//evil&#46;example">x</a>', "[x](https&#58;//1249763844)",
     '<a href="/&#9;/1249763844">x</a>', "[x]: //1249763844\n\n[x]", "<https:1249763844>",
     '<a href="\\\\1249763844">x</a>', "[x](<mailto:a@localhost>)"],
)  # fmt: skip
def test_disguised_links_are_found(text: str) -> None:
    assert has_link(text)


@pytest.mark.parametrize(
    "text",
    ["\u4f60\u597d\u3002\u6211\u4eec\u5f88\u9ad8\u5174\u3002", "z.B. u.a. d.h. p.ex.", "3.5.2026",
     "from 10.30 to 11.45", "[here](/our-net/groups/)", "R&D; q&a", "a < b",
     "Caf\u00e9 (closed). \u00dcber uns.", "and/or", "i.e. e.g. a.m. p.m."],
)  # fmt: skip
def test_plain_words_of_other_languages_are_no_links(text: str) -> None:
    assert not has_link(text)


def test_a_long_text_is_read_at_once() -> None:
    assert not has_link("a-" * 2000 + "a1." * 1300)


@pytest.mark.parametrize("field", ["place", "topics"])
def test_links_wait_in_all_that_a_group_shows(town: Town, field: str) -> None:
    for name in ("One", "Two"):
        release(viewer=town.viewer("mia"), held=town.held("new", name))
    told = {field: ["loans.biz"] if field == "topics" else "loans.biz"}
    draft = Draft("Three", Domain.COMMUNITY, **told)  # type: ignore[arg-type]  # one of the two
    held = start_group(viewer=town.viewer("new"), network=town.network, draft=draft)
    assert isinstance(held, Held)
    assert held.why == Why.LINK
    assert "loans.biz" in held.words
    with pytest.raises(InvalidInput):
        change_group(viewer=town.viewer("new"), group=town.group("new", "Four"), draft=draft)


def test_newcomers_send_no_links_to_others_by_groups(town: Town) -> None:
    release(viewer=town.viewer("mia"), held=town.held("new", "One"))
    group, new = Group.objects.get(), town.viewer("new")
    closed = start_group(viewer=town.viewer("old"), network=town.network,
                         draft=Draft("Two", openness=Openness.CLOSED))  # fmt: skip
    assert isinstance(closed, Group)
    with pytest.raises(InvalidInput):
        invite_member(viewer=new, group=group, email="old@example.org", text="See loans.biz")
    with pytest.raises(InvalidInput):
        ask_to_join(viewer=new, group=closed, text="See loans.biz")
    with pytest.raises(InvalidInput):
        end_group(viewer=new, group=group, closing_note="See loans.biz")
    invite_member(viewer=new, group=group, email="old@example.org", text="Come and read")
    ask_to_join(viewer=new, group=closed, text="May I?")
    end_group(viewer=new, group=group, closing_note="It is done.")


def test_a_line_break_in_a_name_stops_no_mail(town: Town) -> None:
    group = town.group("old", "Readers\r\nBcc: mallory@example.org")
    invite_member(viewer=town.viewer("old"), group=group, email="nell@example.org")
    assert town.mails("nell")[0].startswith("You are invited to Readers Bcc: mallory@example.org\n")
    assert not town.mails("mallory")
