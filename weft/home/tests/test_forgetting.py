"""Being forgotten: after it, the name and the address are nowhere in the database."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.signing_in import signed_in
from weft.accounts.models import Account
from weft.common.audit import broken_links
from weft.common.jobs import run_until_idle
from weft.common.personal import Part, Wish
from weft.graph.actions import Seen, add_actor, add_tie, edit_actor, record_evidence
from weft.graph.models import Actor, ChangeSet, Evidence, Tie, Voice
from weft.groups.actions import Draft, start_group
from weft.joining.models import Invitation, Profile
from weft.joining.on_map import put_on_map
from weft.mapping.lenses import LensDraft, add_lens
from weft.mapping.models import Lens
from weft.moderating.models import Held, Measure, Report
from weft.networks.actions import add_membership, create_network
from weft.networks.models import Membership, Network
from weft.networks.viewers import viewer_of
from weft.privacy.consenting import give_consent, is_suppressed
from weft.privacy.leaving import delete_account
from weft.privacy.models import Consent
from weft.privacy.purposes import MEMBERSHIP

NAME, ADDRESS = "Zoë Quillfeather", "zoe.quillfeather@example.org"
DELETE_ALL = {part.value: Wish.DELETE.value for part in Part}


def everywhere(word: str) -> Iterator[str]:
    """The columns of all tables in which a word stands, in any way of writing it."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"SELECT * FROM {quote(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = str(value).lower()
                    if word.lower() in text or json.dumps(word)[1:-1].lower() in text:
                        yield f"{table}.{name}: {text[:80]}"


@pytest.fixture
def steward(db: None) -> Account:
    return Account.objects.create_user("convenor@example.org", name="Con")


@pytest.fixture
def network(steward: Account) -> Network:
    return create_network(account=steward, name="Here", visibility=0)


@pytest.fixture
def zoe(network: Network, steward: Account) -> Account:
    """A member who has left traces wherever one can."""
    long_ago = timezone.now() - timedelta(days=400)
    account = Account.objects.create_user(ADDRESS, name=NAME, named_at=long_ago)
    add_membership(network=network, account=account)
    _leave_with_moderators(network, account, steward)
    profile = Profile.objects.create(
        network=network, account=account, name=NAME, seen_by=1, shown="named",
        groups=[{"name": "Forum", "part": "paid", "new": ""}], steps_done=["seen"],
        changed_at=timezone.now(), success=f"{NAME} would be glad", based="Leeds",
    )  # fmt: skip
    actor = put_on_map(profile)
    assert actor is not None
    convenor, own = viewer_of(network, steward.pk), viewer_of(network, account.pk)
    edit_actor(viewer=convenor, actor=actor, values={"email": ADDRESS, "description": NAME})
    edit_actor(viewer=convenor, actor=actor, values={"description": "Something else"},
               comment=f"{NAME} asked for it")  # fmt: skip
    other = add_actor(viewer=convenor, values={"name": "Bystander", "kind": "Person"})
    tie = add_tie(viewer=convenor, source=actor, target=other, values={"rung": 3})
    seen = Seen(tie, "meeting", timezone.localdate(), 4, note=f"With {NAME}")
    record_evidence(viewer=convenor, comment=f"{NAME} and another", seen=[seen])
    draft = LensDraft(f"What {NAME} sees", f"Words by {NAME} <{ADDRESS}>", "q=x", 1)
    add_lens(viewer=own, draft=draft)
    add_lens(viewer=convenor, draft=LensDraft("By another", f"Thanks to {NAME}", "q=y", 1))
    give_consent(network=network, address=ADDRESS, purpose=MEMBERSHIP)
    Invitation.objects.create(network=network, email=ADDRESS, name=NAME, made_at=timezone.now(),
                              send_on=timezone.localdate(), invited_by=steward)  # fmt: skip
    run_until_idle()
    return account


def _leave_with_moderators(network: Network, account: Account, steward: Account) -> None:
    """Something that waits, reports by, about and naming them, and what was done."""
    draft = Draft(f"Friends of {NAME}", purpose=f"Write to {ADDRESS}")
    held = start_group(viewer=viewer_of(network, account.pk), network=network, draft=draft)
    assert isinstance(held, Held)
    there = {"network": network, "kind": "actor", "principle": "We listen."}
    Report.objects.create(made_by=account, subject=1, words=f"{NAME} says so", **there)
    Report.objects.create(
        made_by=steward, about=account, subject=2, title=NAME, copied=NAME, **there
    )
    Report.objects.create(made_by=steward, subject=3, words=f"Like {NAME}", **there)
    Measure.objects.create(network=network, about=account, act="asked", words=f"Dear {NAME}",
                           by=steward)  # fmt: skip
    Measure.objects.create(network=network, about=steward, act="taken_down", by=account,
                           words="As told", kept={"purpose": f"With {NAME}"})  # fmt: skip
    # From here on they are not new any more.
    Membership.objects.filter(account=account).update(since=timezone.now() - timedelta(days=400))


def test_the_fixture_leaves_traces_and_the_search_finds_them(zoe: Account) -> None:
    found = {one.split(":")[0] for one in everywhere(NAME)}
    assert {"graph_actor.name", "graph_change.before", "mapping_lens.words",
            "joining_profile.name", "accounts_account.name", "moderating_held.words",
            "moderating_report.copied", "moderating_measure.kept"} <= found  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_after_deletion_the_name_and_address_are_nowhere(zoe: Account, network: Network) -> None:
    pk = zoe.pk
    delete_account(account=zoe, wishes=DELETE_ALL)
    run_until_idle()
    for word in (NAME, ADDRESS, "quillfeather"):
        assert list(everywhere(word)) == []
    assert not Membership.objects.filter(account_id=pk).exists()
    # Others' words stay, without the name; the log stays whole.
    assert Lens.objects.get(title="By another").words == "Thanks to […]"
    assert Actor.objects.filter(name="Bystander").exists()
    assert list(broken_links(network.pk)) == []


@pytest.mark.django_db(transaction=True)
def test_what_was_worked_out_goes_too(zoe: Account, network: Network) -> None:
    Client().get(reverse("map_data", args=[network.slug]))
    folder = Path(settings.DATA_DIR) / "analysis" / str(network.pk)
    assert any(folder.rglob("*"))
    delete_account(account=zoe, wishes=DELETE_ALL)
    run_until_idle()
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert not [one for one in files if b"uillfeather" in one.read_bytes()]


def leave(network: Network, account: Account, **wishes: str) -> None:
    client = Client()
    client.force_login(account)
    told = {"map": "delete", "said": "delete", "wrote": "delete", "sure": "on", **wishes}
    answer = client.post(reverse("leave", args=[network.slug]), told)
    assert "Goodbye" in answer.content.decode()


def test_leaving_without_a_name(zoe: Account, network: Network) -> None:
    actor = Actor.objects.get(voices__account=zoe)
    leave(network, zoe, map="unnamed", said="unnamed", wrote="unnamed")
    kept = Actor.objects.get(pk=actor.pk)
    assert (kept.name, kept.email, kept.place) == ("Unnamed member", "", "")
    assert Tie.objects.filter(source=kept).exists()
    assert Lens.objects.get(title="What […] sees").made_by is None
    assert not ChangeSet.objects.filter(made_by=zoe).exists()
    assert not Profile.objects.exists()
    assert not Consent.objects.exists()
    assert not Membership.objects.filter(account=zoe).exists()
    # The account is still theirs.
    assert list(everywhere("Quillfeather"))


def test_leaving_with_ones_name_on_what_one_did(zoe: Account, network: Network) -> None:
    actor = Actor.objects.get(voices__account=zoe)
    leave(network, zoe, map="named", said="named", wrote="named")
    assert Actor.objects.get(pk=actor.pk).name == NAME
    assert Lens.objects.filter(made_by=zoe).exists()
    assert not Voice.objects.filter(account=zoe).exists()
    assert not Profile.objects.exists()


def test_leaving_and_deleting_what_one_said(zoe: Account, network: Network) -> None:
    assert Evidence.objects.filter(reporter=zoe).exists()
    leave(network, zoe, map="named")
    assert not Evidence.objects.filter(reporter=zoe).exists()


def test_nobody_is_written_to_again_who_says_so(zoe: Account, network: Network) -> None:
    leave(network, zoe, never_again="on")
    assert is_suppressed(network, ADDRESS)


def test_the_last_convenor_has_to_hand_over_first(network: Network, steward: Account) -> None:
    client = signed_in(steward)
    told = {"map": "delete", "said": "delete", "wrote": "delete", "sure": "on"}
    assert client.post(reverse("account_delete"), told).status_code == 422
    assert Account.objects.filter(pk=steward.pk).exists()
    answer = client.post(reverse("leave", args=[network.slug]), told)
    assert answer.status_code == 422


def test_my_data_holds_what_was_kept_and_nothing_of_others(
    zoe: Account, network: Network, steward: Account
) -> None:
    hidden = add_actor(
        viewer=viewer_of(network, steward.pk),
        values={"name": "Hidden One", "kind": "Person", "visibility": 2},
    )
    add_tie(
        viewer=viewer_of(network, steward.pk), source=Actor.objects.get(voices__account=zoe),
        target=hidden, values={"rung": 2, "visibility": 2},
    )  # fmt: skip
    bystander = Actor.objects.get(name="Bystander")
    Voice.objects.create(actor=bystander, account=zoe, kind="deputy", part="paid")
    client = Client()
    client.force_login(zoe)
    answer = client.post(reverse("my_data", args=[network.slug]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("everything.json"))
        assert "profile.csv" in archive.namelist()
        text = archive.read("my_ties.csv").decode()
    assert told["profile"][0]["name"] == NAME
    assert told["what_i_agreed_to"][0]["words"].startswith("I agree that Here keeps")
    assert told["me_on_the_map"][0]["email"] == ADDRESS
    assert told["memberships"][0]["standing"] == "Member"
    [voice] = told["whom_i_speak_for"]
    assert (voice["for"], voice["as"], voice["part"]) == ("Bystander", "Deputy", "Paid")
    assert "Bystander" in text
    assert "Hidden One" not in json.dumps(told)
    # One person said something: who it was can be made out, so it is not told.
    assert told["what_others_said_of_me"] == []
