"""An invitation says who invites, and whoever takes a break is told so."""

from __future__ import annotations

from django.core import mail

from weft.common.small_things import small_things
from weft.groups.actions import invite_member
from weft.groups.tests.conftest import Here
from weft.networks.actions import change_standing


def test_an_invitation_carries_the_words_and_the_name(here: Here) -> None:
    group = here.start()
    invite_member(
        viewer=here.viewer("anna"), group=group, email="ben@example.org", text="We need a reader."
    )
    assert here.mails("ben") == ["You are invited to Readers"]
    body = str(mail.outbox[-1].body)
    assert "Anna invites you to Readers." in body
    assert "We need a reader." in body
    page = here.page("ben", "group_detail", group)
    assert "Anna invites you." in page
    assert "We need a reader." in page


def test_the_mail_of_a_secret_group_tells_neither(here: Here) -> None:
    secret = here.secret()
    invite_member(
        viewer=here.viewer("anna"), group=secret, email="ben@example.org", text="Come at night."
    )
    here.mails("ben")
    body = str(mail.outbox[-1].body)
    assert "Anna" not in body
    assert "Come at night." not in body


def test_whoever_takes_a_break_reads_so_and_is_asked_for_nothing(here: Here) -> None:
    change_standing(viewer=here.viewer("ben"), membership=here.membership("ben"), state="paused")
    page = here.client("ben").get(here.url("group_start")).content.decode()
    assert "Your membership takes a break." in page
    assert "kind of membership does not allow" not in page
    assert small_things(here.viewer("ben"), "here") == []
