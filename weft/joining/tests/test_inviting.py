"""Inviting by name, by link and from a spreadsheet, and saying no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Progress, run_until_idle
from weft.joining.actions import invite, make_link, stop_link
from weft.joining.actions.inviting import Offer, send_waves
from weft.joining.digests import MOST_DIGESTS, ask_for_digests
from weft.joining.invitation_rows import read_rows
from weft.joining.models import Application, Batch, Invitation, InviteLink
from weft.joining.tests.conftest import kind_in, viewer_of
from weft.joining.tests.test_applying import fill_in
from weft.networks.actions import add_membership
from weft.networks.models import Membership, Network
from weft.privacy.consenting import is_suppressed, suppress

SHEET = """email,name,organisation,kind
ann@example.org,Ann,Forum,Individual
not an address,Bob,,
ANN@example.org,Ann again,,
convenor@example.org,Con,,
never@example.org,Nev,,
,Empty,,
dee@example.org,Dee,,Patron
eve@example.org,Eve,,
"""


def steward(network: Network, convenor: Account):  # type: ignore[no-untyped-def]  # a viewer
    return viewer_of(network, convenor.pk)


def test_an_invitation_leads_to_a_member(
    client: Client, network: Network, convenor: Account, links: Callable[[str], list[str]]
) -> None:
    offer = Offer(name="Ann", words="We need you.")
    invite(viewer=steward(network, convenor), network=network, email="Ann@example.org", offer=offer)
    found = links("ann@example.org")
    [link] = [one for one in found if "/join/invited/" in one]
    page = client.get(link).content.decode()
    assert "We need you." in page
    assert "Con Venor invites you" in page
    client.post(link, {"name": "Ann", "agrees": "on", "kind": kind_in(network)})
    fill_in(client, network)
    client.post(reverse("join_finish", args=[network.slug]), {})
    run_until_idle()
    assert Membership.objects.filter(network=network, account__email="ann@example.org").exists()
    assert Invitation.objects.get().state == "joined"
    assert Application.objects.get().decided_by is None


def test_an_invitation_by_a_member_is_still_looked_at(
    client: Client, network: Network, links: Callable[[str], list[str]]
) -> None:
    account = Account.objects.create_user("member@example.org")
    add_membership(network=network, account=account)
    viewer = viewer_of(network, account.pk)
    invite(viewer=viewer, network=network, email="ann@example.org", offer=Offer())
    [link] = [one for one in links("ann@example.org") if "/join/invited/" in one]
    client.post(link, {"name": "Ann", "agrees": "on", "kind": kind_in(network)})
    fill_in(client, network)
    client.post(reverse("join_finish", args=[network.slug]), {})
    run_until_idle()
    assert Application.objects.get().state == "waiting"


def test_friends_invite_nobody(network: Network) -> None:
    account = Account.objects.create_user("friend@example.org")
    kind = network.membership_kinds.get(name="Friend")
    add_membership(network=network, account=account, kind=kind)
    with pytest.raises(NotAllowed):
        invite(
            viewer=viewer_of(network, account.pk), network=network, email="a@example.org",
            offer=Offer(),
        )  # fmt: skip


def test_no_with_one_press_as_mail_programs_send_it(
    network: Network, convenor: Account, links: Callable[[str], list[str]]
) -> None:
    viewer = steward(network, convenor)
    invite(viewer=viewer, network=network, email="ann@example.org", offer=Offer())
    [no] = [link for link in links("ann@example.org") if "/join/no/" in link]
    letter = mail.outbox[-1]
    assert no in letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(no).status_code == 200
    assert Invitation.objects.get().state == "sent"
    assert strict.post(no, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Invitation.objects.get().state == "declined"
    assert not is_suppressed(network, "ann@example.org")


def test_never_again_is_remembered_by_a_hash_alone(
    network: Network, convenor: Account, links: Callable[[str], list[str]]
) -> None:
    viewer = steward(network, convenor)
    invite(viewer=viewer, network=network, email="ann@example.org", offer=Offer())
    [no] = [link for link in links("ann@example.org") if "/join/no/" in link]
    Client().post(no, {"for_good": "1"})
    with pytest.raises(InvalidInput, match="never"):
        invite(viewer=viewer, network=network, email="ANN@example.org", offer=Offer())


def test_those_who_do_not_answer_hear_once_a_month_and_not_for_ever(
    network: Network, convenor: Account
) -> None:
    viewer = steward(network, convenor)
    invite(viewer=viewer, network=network, email="ann@example.org", offer=Offer())
    run_until_idle()
    month = timedelta(days=31)
    for _month in range(MOST_DIGESTS + 2):
        Invitation.objects.update(last_digest_at=timezone.now() - month)
        ask_for_digests({}, Progress())
        ask_for_digests({}, Progress())
        run_until_idle()
    assert len(mail.outbox) == 1 + MOST_DIGESTS
    assert "our last mail" in mail.outbox[-1].body
    assert "/join/no/" in mail.outbox[1].body


def test_a_link_works_for_so_many_until_its_day(
    network: Network, convenor: Account, client: Client
) -> None:
    viewer = steward(network, convenor)
    tomorrow = timezone.localdate() + timedelta(days=1)
    link = make_link(
        viewer=viewer, network=network, kind=None, until=tomorrow, most=1, is_trusted=True
    )
    url = reverse("join_by_link", args=[network.slug, link.code])
    assert client.get(url).status_code == 200
    told = {"name": "Ann", "email": "ann@example.org", "agrees": "on", "kind": kind_in(network)}
    assert client.post(url, told).status_code == 302
    assert Application.objects.get().is_vouched
    assert client.get(url).status_code == 404
    InviteLink.objects.update(used=0)
    stop_link(viewer=viewer, link=link)
    assert client.get(url).status_code == 404


def test_a_spreadsheet_is_shown_before_anybody_is_invited(
    client: Client, network: Network, convenor: Account
) -> None:
    suppress(network=network, address="never@example.org")
    client.force_login(convenor)
    file = SimpleUploadedFile("people.csv", SHEET.encode())
    answer = client.post(reverse("batch_start", args=[network.slug]), {"batch-file": file})
    page = client.get(answer["Location"]).content.decode()
    for words in (
        "“not an address” is not a whole e-mail address.",
        "The same address as in row 2.",
        "Is a member already.",
        "Has asked never to be written to.",
        "There is no e-mail address.",
        "“Patron” is no kind of membership here",
        "3 people can be invited.",
        "5 rows are left out.",
    ):
        assert words in page, words
    assert not Invitation.objects.exists()
    run_until_idle()
    assert mail.outbox == []

    today = timezone.localdate()
    waves = {"first_on": today.isoformat(), "a_wave": 2, "every_days": 7}
    client.post(answer["Location"], waves)
    run_until_idle()
    assert sorted(to for one in mail.outbox for to in one.to) == [
        "ann@example.org", "dee@example.org",
    ]  # fmt: skip
    assert Batch.objects.get().rows == []
    last = Invitation.objects.get(email="eve@example.org")
    assert (last.wave, last.send_on) == (2, today + timedelta(days=7))
    client.post(reverse("batch_stop", args=[network.slug, last.batch_id]))
    Invitation.objects.filter(pk=last.pk).update(send_on=today)
    send_waves({}, Progress())
    run_until_idle()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Name;E-Mail Address\nAnn;ann@example.org\n", 1),
        ("First name\tSurname\tmail\nAnn\tLee\tann@example.org\n", 1),
        ("ann@example.org\nbob@example.org\n", 2),
    ],
)
def test_columns_are_found_as_people_write_them(tmp_path: Path, text: str, rows: int) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text, "utf-8")
    found = read_rows(str(file), "people.csv")
    assert found[0].email == "ann@example.org"
    assert len(found) == rows


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"name\nAnn\n", "no column"), (b"\x89PNG....", "picture"), (b"   ", "empty")],
)
def test_other_files_get_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match=words):
        read_rows(str(file), "people.csv")
