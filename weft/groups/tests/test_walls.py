"""Pages are shown on walls: secret groups stand in a part that is closed until it is opened."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from testkit.query_counts import queries_of
from weft.groups.actions import end_group, invite_member
from weft.groups.models import Group, GroupInvitation, Openness
from weft.groups.tests.conftest import Here


def closed_part(page: str) -> str:
    """What is inside a part of the page that is closed at first."""
    found = re.findall(r"<details(?! open)[^>]*>.*?</details>", page, re.DOTALL)
    return "".join(re.sub(r"<summary>.*?</summary>", "", part, flags=re.DOTALL) for part in found)


def open_part(page: str) -> str:
    shown = re.sub(r"(</summary>).*?</details>", r"\1", page, flags=re.DOTALL)
    return shown[shown.index("<main") :]


@pytest.mark.parametrize("who", ["anna", "con"])
def test_secret_groups_stand_last_in_a_closed_part(here: Here, who: str) -> None:
    secret = here.secret("Aaa whisper")
    here.start("Bbb murmur", parent=secret, purpose="Hush hush.")
    here.start("Zebra")
    page = here.page(who, "groups")
    for words in ("Aaa whisper", "Bbb murmur", "Hush."):
        assert words in closed_part(page)
        assert words not in open_part(page)
    assert "Zebra" in open_part(page)
    assert page.index("Zebra") < page.index("Aaa whisper")
    assert "Secret groups: only some may know of these" in open_part(page)
    assert "Secret groups" not in here.page("ben", "groups")


def test_those_inside_an_open_group_too(here: Here) -> None:
    parent = here.start("Readers")
    here.start("Whisper", parent=parent, openness=Openness.SECRET)
    page = here.page("anna", "group_detail", parent)
    assert "Whisper" in closed_part(page)
    assert "Whisper" not in open_part(page)


def test_home_counts_ones_secret_groups_and_names_them_inside(here: Here) -> None:
    here.start("Readers")
    here.secret("Whisper")
    here.secret("Murmur")
    page = here.page("anna", "network_home")
    assert "2 secret groups" in open_part(page)
    assert "Readers" in open_part(page)
    for name in ("Whisper", "Murmur"):
        assert name in closed_part(page)
        assert name not in open_part(page)


@pytest.mark.parametrize("name", ["groups", "group_detail"])
def test_a_secret_group_that_has_ended_is_still_called_secret(here: Here, name: str) -> None:
    secret = here.secret()
    end_group(viewer=here.viewer("anna"), group=secret, closing_note="Done.")
    page = here.page("anna", name, secret if name == "group_detail" else None)
    assert '<span class="tag">Secret</span>' in page


def test_home_names_the_groups_that_one_is_invited_to(here: Here) -> None:
    group, secret, ended = here.start("Readers"), here.secret("Whisper"), here.start("Gone")
    for one in (group, secret, ended):
        invite_member(viewer=here.viewer("anna"), group=one, email="ben@example.org")
    Group.objects.filter(pk=ended.pk).update(state="ended")
    page = here.page("ben", "network_home")
    assert "You are invited to the group “Readers”" in page
    assert page.count("You are invited to a secret group") == 1
    assert here.url("group_detail", secret) in page
    assert "Whisper" not in page
    assert "to the group “Gone”" not in page
    assert "You are invited" not in here.page("cleo", "network_home")


def test_home_takes_as_many_queries_for_many_invitations(here: Here) -> None:
    def invited(count: int) -> None:
        for number in range(count):
            group = here.start(f"Group {GroupInvitation.objects.count()}-{number}")
            account = here.accounts["ben"]
            made = timezone.now() - timedelta(days=1)
            GroupInvitation.objects.create(group=group, account=account, made_at=made)

    client, url = here.client("ben"), here.url("network_home")
    invited(2)
    few = queries_of(client, url)
    invited(18)
    assert queries_of(client, url) == few
