"""People whom others named: told, asked, and gone without an answer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Progress, run_until_idle
from weft.common.personal import Person, forget
from weft.common.retention import calendar, delete_old
from weft.graph.actions import add_actor, merge_actors
from weft.graph.models import Actor, Voice, VoiceKind
from weft.networks.actions import add_membership
from weft.privacy import agreed
from weft.privacy.consenting import is_suppressed, suppress, whose
from weft.privacy.models import Asked, Complaint, Consent, Placeholder
from weft.privacy.placeholders import agree, delete_me, name_person, named_by, stay_private

WHOM: dict[str, Any] = {"name": "Una Named", "address": "una@example.org", "rung": 3}


@pytest.fixture
def link(cast: Cast) -> str:
    """Somebody was named, and this is the link in the mail that told her."""
    stage = cast.open
    name_person(viewer=stage.viewer(cast.account("member")), network=stage.network, **WHOM)
    run_until_idle()
    [letter] = [one for one in mail.outbox if one.to == ["una@example.org"]]
    found = re.search(r"http://localhost:8000(/\S+named/\S+)", str(letter.body))
    assert found
    return found[1]


def una() -> Placeholder:
    return Placeholder.objects.get(name="Una Named")


def test_who_was_named_is_told_and_on_no_map(cast: Cast, link: str) -> None:
    assert una().told_at is not None
    assert not Actor.objects.filter(name="Una Named").exists()
    for role in ("anonymous", "moderator", "convenor"):
        client = Client()
        if account := cast.account(role):
            client.force_login(account)
        for name in ("map_data", "directory", "directory_csv", "placeholders"):
            answer = client.get(reverse(name, args=[cast.open.network.slug]), {"q": "una"})
            assert b"Una Named" not in b"".join(answer)
    assert [one.name for one in named_by(cast.account("member").pk, cast.open.network)] == [  # type: ignore[union-attr]  # has one
        "Una Named"
    ]


def test_looking_changes_nothing(link: str) -> None:
    assert "Delete me" in Client().get(link).content.decode()
    assert una().state == "asked"


def test_agreeing_puts_her_on_the_map_for_members(cast: Cast, link: str) -> None:
    Client().post(link, {"do": "agree"})
    actor = Actor.objects.get(name="Una Named")
    assert (actor.visibility, actor.email) == (1, "una@example.org")
    assert Consent.objects.filter(purpose="membership", network=cast.open.network).exists()
    assert not Placeholder.objects.filter(name="Una Named").exists()
    # The link has done its work.
    assert Client().get(link).status_code == 404


def test_who_agreed_takes_it_back_by_mail(cast: Cast, link: str) -> None:
    Client().post(link, {"do": "agree"})
    mail.outbox.clear()
    run_until_idle()
    [letter] = [one for one in mail.outbox if one.to == ["una@example.org"]]
    back = re.search(r"http://localhost:8000(/\S+on-map/\S+)", str(letter.body))
    assert back
    client = Client()
    page = client.get(back[1]).content.decode()
    assert "Una Named" in page
    assert Actor.objects.filter(name="Una Named").exists()
    client.post(back[1])
    assert not Actor.objects.filter(name="Una Named").exists()
    assert not Consent.objects.filter(purpose="membership", account=None).exists()
    assert is_suppressed(cast.open.network, "una@example.org")
    assert client.get(back[1]).status_code == 404


@pytest.mark.parametrize(("kind", "stays"), [("Person", False), ("Organisation", True)])
def test_it_is_taken_back_also_where_it_became_another(
    cast: Cast, link: str, kind: str, *, stays: bool
) -> None:
    Client().post(link, {"do": "agree"})
    actor = Actor.objects.get(name="Una Named")
    token = agreed.token_of(actor)
    viewer = cast.open.viewer(cast.account("convenor"))
    kept = add_actor(viewer=viewer, values={"name": "Una N.", "kind": kind})
    merge_actors(viewer=viewer, kept=kept, merged=actor, values={"name": "Una N."})
    found = agreed.agreed_actor(token)
    assert found == actor
    agreed.take_off(actor=found)
    assert not Actor.objects.filter(name="Una Named").exists()
    assert Actor.objects.filter(name="Una N.").exists() == stays


@pytest.mark.parametrize("change", ["address", "member", "enrolled"])
def test_the_link_ends_with_the_address_and_with_becoming_a_member(
    cast: Cast, link: str, change: str
) -> None:
    Client().post(link, {"do": "agree"})
    actor = Actor.objects.get(name="Una Named")
    token = agreed.token_of(actor)
    assert agreed.agreed_actor(token) == actor
    if change == "address":
        Actor.objects.update(email="other@example.org")
    elif change == "enrolled":
        account = Account.objects.create_user("una@example.org")
        add_membership(network=cast.open.network, account=account)
    else:
        account = Account.objects.create_user("una@example.org")
        Voice.objects.create(actor=actor, account=account, kind=VoiceKind.SELF)
    assert agreed.agreed_actor(token) is None


def test_staying_private_deletes_the_address(cast: Cast, link: str) -> None:
    Client().post(link, {"do": "private"})
    assert (una().state, una().address) == ("private", "")
    viewer = cast.open.viewer(cast.account("moderator"))
    mail.outbox.clear()
    name_person(viewer=viewer, network=cast.open.network, **WHOM)
    run_until_idle()
    assert not mail.outbox


def test_who_stays_private_is_forgotten_by_name_too(cast: Cast, link: str) -> None:
    Client().post(link, {"do": "private"})
    forget(Person(None, "somebody.else@example.org"))
    assert una().state == "private"
    forget(Person(None, "una@example.org"))
    assert not Placeholder.objects.filter(name="Una Named").exists()


def test_a_link_is_answered_once_whatever_crosses(cast: Cast, link: str) -> None:
    one, same = una(), una()
    delete_me(placeholder=one)
    for answer in (agree, stay_private, delete_me):
        with pytest.raises(InvalidInput, match="already"):
            answer(placeholder=same)
    assert not Actor.objects.filter(name="Una Named").exists()


def test_naming_tells_nobody_who_is_a_member_or_wants_no_mail(cast: Cast) -> None:
    """Each address gets the same answer, and stands in the list in the same way."""
    stage, namer = cast.open, cast.account("member")
    assert namer is not None
    suppress(network=stage.network, address="never@example.org")
    steward = cast.account("steward")
    assert steward is not None
    for address in ("never@example.org", steward.email, "new@example.org"):
        name_person(
            viewer=stage.viewer(namer), network=stage.network, name="Some One", address=address,
            rung=None,
        )  # fmt: skip
    run_until_idle()
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    rows = [one for one in named_by(namer.pk, stage.network) if one.name == "Some One"]
    assert len(rows) == 3
    assert {(one.state, one.told_at is not None) for one in rows} == {("asked", True)}
    Placeholder.objects.update(told_at=timezone.now() - timedelta(days=29))
    delete_old({}, Progress())
    # That a member did not answer says nothing: they were not asked.
    whom = [whose(stage.network, address) for address in (steward.email, "new@example.org")]
    asked = Asked.objects.filter(network=stage.network, address_hash__in=whom)
    assert [one.address_hash for one in asked] == whom[1:]


def test_deleting_leaves_a_hash_alone(cast: Cast, link: str) -> None:
    Client().post(link, {"do": "delete"})
    assert not Placeholder.objects.filter(name="Una Named").exists()
    assert is_suppressed(cast.open.network, "UNA@example.org")


def test_without_an_answer_it_is_gone_after_28_days(cast: Cast, link: str) -> None:
    Placeholder.objects.update(told_at=timezone.now() - timedelta(days=27))
    delete_old({}, Progress())
    assert una()
    Placeholder.objects.update(told_at=timezone.now() - timedelta(days=29))
    delete_old({}, Progress())
    assert not Placeholder.objects.filter(name="Una Named").exists()
    assert Asked.objects.filter(network=cast.open.network).exists()


def test_who_could_not_be_told_is_not_kept_for_longer(cast: Cast) -> None:
    stage = cast.open
    name_person(viewer=stage.viewer(cast.account("member")), network=stage.network, **WHOM)
    Placeholder.objects.update(named_at=timezone.now() - timedelta(days=31))
    delete_old({}, Progress())
    assert not Placeholder.objects.filter(name="Una Named").exists()


def test_friends_and_strangers_name_nobody(cast: Cast) -> None:
    for role in ("anonymous", "stranger", "former", "friend"):
        with pytest.raises(NotAllowed):
            name_person(
                viewer=cast.open.viewer(cast.account(role)), network=cast.open.network, **WHOM
            )


def test_a_link_of_another_network_leads_nowhere(cast: Cast, link: str) -> None:
    other = link.replace(cast.open.network.slug, cast.closed.network.slug)
    assert Client().get(other).status_code == 404


def test_a_complaint_is_acknowledged_answered_and_has_its_time(cast: Cast) -> None:
    slug = cast.open.network.slug
    page = Client().post(
        reverse("complaint_make", args=[slug]),
        {"words": "You published my name.", "email": "una@example.org"},
    )
    until = timezone.localtime(timezone.now() + timedelta(days=30))
    assert f"{until.day} {until:%B %Y}" in page.content.decode()
    run_until_idle()
    told = sorted(to for letter in mail.outbox for to in letter.to)
    assert told == ["convenor@canaryaccount.example", "una@example.org"]
    client = Client()
    client.force_login(cast.account("convenor"))  # type: ignore[arg-type]  # there is one
    complaint = Complaint.objects.get(words="You published my name.")
    client.post(
        reverse("complaint_answer", args=[slug, complaint.pk]), {"words": "It is taken down."}
    )
    run_until_idle()
    assert "It is taken down." in mail.outbox[-1].body
    again = client.post(reverse("complaint_answer", args=[slug, complaint.pk]), {"words": "x"})
    assert again.status_code == 422


def test_the_calendar_names_what_is_deleted() -> None:
    codes = {one.code: one.days for one in calendar()}
    assert codes["privacy.placeholders"] == 28
    assert codes["workshop.said"] == 28
    assert codes["joining.drafts"] == 90


def test_who_asked_never_to_be_written_to_gets_no_mail_of_a_complaint(cast: Cast) -> None:
    network = cast.open.network
    suppress(network=network, address="una@example.org")
    told = {"words": "You published my name.", "email": "una@example.org"}
    Client().post(reverse("complaint_make", args=[network.slug]), told)
    run_until_idle()
    assert not [one for one in mail.outbox if one.to == ["una@example.org"]]
