"""Admitting and declining: alone, as a panel, and by the members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Progress, run_until_idle
from weft.common.models import AuditEntry
from weft.common.retention import delete_old
from weft.common.visibility import Viewer
from weft.joining.actions import admit, decline, enrol, give_opinion
from weft.joining.actions.admitting import remind_admitters
from weft.joining.actions.enrolling import Enrolled
from weft.joining.models import Application, Gate, Profile, Welcome
from weft.joining.tests.conftest import viewer_of, waiting
from weft.networks.actions import add_membership, add_responsibility
from weft.networks.models import Membership, Network, Role
from weft.privacy.consenting import is_suppressed, suppress
from weft.privacy.models import Consent


def person(network: Network, name: str, *roles: str, kind: str | None = None) -> Viewer:
    account = Account.objects.create_user(f"{name}@example.org", name=name)
    found = network.membership_kinds.get(name=kind) if kind else None
    membership = add_membership(network=network, account=account, kind=found)
    for role in roles:
        add_responsibility(membership=membership, role=role)
    return viewer_of(network, account.pk)


def test_only_those_who_admit_answer(network: Network) -> None:
    application = waiting(network)
    for roles in ((), (Role.MAP_MANAGER,), (Role.MODERATOR,)):
        viewer = person(network, f"m{len(roles)}{roles}", *roles)
        with pytest.raises(NotAllowed):
            admit(viewer=viewer, application=application)
        with pytest.raises(NotAllowed):
            decline(viewer=viewer, application=application, reason="r", words="w")
    admit(viewer=person(network, "steward", Role.STEWARD), application=application)
    assert Membership.objects.filter(account__email="ann@example.org").exists()
    assert AuditEntry.objects.filter(action="admitted").count() == 1


def test_whoever_joins_after_all_can_be_written_to_again(network: Network) -> None:
    suppress(network=network, address="ann@example.org")
    suppress(network=network, address="other@example.org")
    application, steward = waiting(network), person(network, "steward", Role.STEWARD)
    assert is_suppressed(network, "ann@example.org")
    admit(viewer=steward, application=application)
    assert not is_suppressed(network, "ann@example.org")
    assert is_suppressed(network, "other@example.org")


def test_an_application_is_answered_once(network: Network) -> None:
    application, steward = waiting(network), person(network, "steward", Role.STEWARD)
    admit(viewer=steward, application=application)
    with pytest.raises(InvalidInput, match="already"):
        decline(viewer=steward, application=application, reason="r", words="w")


def test_declining_takes_words_and_reasons_and_deletes_the_profile(network: Network) -> None:
    application, steward = waiting(network), person(network, "steward", Role.STEWARD)
    for reason, words in (("", "w"), ("r", "")):
        with pytest.raises(InvalidInput):
            decline(viewer=steward, application=application, reason=reason, words=words)
    decline(viewer=steward, application=application, reason="A party", words="Sorry, no parties.")
    run_until_idle()
    [letter] = [one for one in mail.outbox if one.to == ["ann@example.org"]]
    assert "Sorry, no parties." in letter.body
    assert "A party" not in letter.body
    assert not Profile.objects.filter(application=application).exists()
    kept = Application.objects.get(pk=application.pk)
    assert (kept.reason, kept.decided_by_id) == ("A party", steward.account_id)


def test_a_panel_decides_together(network: Network) -> None:
    Gate.objects.update(admitted_by="panel", needed=2)
    application = waiting(network)
    first, second = (person(network, name, Role.STEWARD) for name in ("one", "two"))
    with pytest.raises(NotAllowed, match="together"):
        admit(viewer=first, application=application)
    give_opinion(viewer=first, application=application, is_yes=True, reason="Good")
    # Saying it twice is one voice.
    give_opinion(viewer=first, application=application, is_yes=True)
    assert Application.objects.get().state == "waiting"
    give_opinion(viewer=second, application=application, is_yes=True)
    assert Application.objects.get().state == "admitted"


def test_members_decide_but_not_those_without_a_say(network: Network) -> None:
    Gate.objects.update(admitted_by="members", needed=2)
    application = waiting(network)
    voices = [person(network, name) for name in ("a", "b")]
    for silent in (person(network, "c", kind="Associate"), person(network, "d", kind="Friend")):
        with pytest.raises(NotAllowed):
            give_opinion(viewer=silent, application=application, is_yes=True)
        assert not Application.objects.visible_to(silent).exists()
    for viewer in voices:
        assert Application.objects.visible_to(viewer).exists() is True
        give_opinion(viewer=viewer, application=application, is_yes=True)
    assert Application.objects.get().state == "admitted"
    assert not Application.objects.visible_to(voices[0]).exists()


@pytest.mark.parametrize("kind", ["Individual", "Friend"])
def test_on_a_break_nobody_is_asked_what_they_think(network: Network, kind: str) -> None:
    Gate.objects.update(admitted_by="members")
    waiting(network)
    viewer = person(network, "a", kind=kind)
    Membership.objects.filter(account=viewer.account_id).update(state="paused")
    paused = viewer_of(network, viewer.account_id)
    assert paused.is_member
    assert not Application.objects.visible_to(paused).exists()


def test_a_panel_that_says_no_can_decline(network: Network) -> None:
    Gate.objects.update(admitted_by="panel", needed=1)
    application, steward = waiting(network), person(network, "steward", Role.STEWARD)
    with pytest.raises(NotAllowed):
        decline(viewer=steward, application=application, reason="r", words="w")
    give_opinion(viewer=steward, application=application, is_yes=False, reason="r")
    decline(viewer=steward, application=application, reason="r", words="w")
    assert Application.objects.get().state == "declined"


def test_those_who_admit_are_reminded_once_a_while(network: Network) -> None:
    application = waiting(network)
    assert remind_admitters({}, Progress()) == {"reminded": 0}
    Application.objects.update(sent_at=timezone.now() - timedelta(days=8))
    assert remind_admitters({}, Progress()) == {"reminded": 1}
    assert remind_admitters({}, Progress()) == {"reminded": 0}
    Application.objects.update(reminded_at=timezone.now() - timedelta(days=8))
    assert remind_admitters({}, Progress()) == {"reminded": 1}
    assert [one.to for one in mail.outbox] == [["convenor@example.org"]] * 2
    assert "8 days" in mail.outbox[0].body
    assert application.name not in mail.outbox[0].body


def test_what_was_never_sent_and_old_answers_are_deleted(network: Network) -> None:
    waiting(network, "draft@example.org")
    waiting(network, "old@example.org")
    waiting(network, "waits@example.org")
    long_ago = timezone.now() - timedelta(days=400)
    rows = Application.objects
    rows.filter(email="draft@example.org").update(state="draft", made_at=long_ago)
    rows.filter(email="old@example.org").update(state="declined", decided_at=long_ago)
    delete_old({}, Progress())
    assert list(rows.values_list("email", flat=True)) == ["waits@example.org"]
    assert Profile.objects.filter(application__email="draft@example.org").count() == 0


def test_someone_who_phoned_is_a_member_with_a_record_and_a_way_out(
    network: Network, links: Callable[[str], list[str]]
) -> None:
    steward = person(network, "steward", Role.STEWARD)
    told = Enrolled("Bea", "Bea@example.org", "phone")
    with pytest.raises(NotAllowed):
        enrol(viewer=person(network, "plain"), network=network, person=told)
    membership = enrol(viewer=steward, network=network, person=told)
    record = Consent.objects.get(account=membership.account)
    assert (record.channel, record.recorded_by_id) == ("phone", steward.account_id)
    assert Welcome.objects.filter(membership=membership, written_at=None).exists()
    with pytest.raises(InvalidInput, match="already"):
        enrol(viewer=steward, network=network, person=told)
    assert any("/join/not-me/" in link for link in links("bea@example.org"))


def test_whoever_wants_no_mail_is_not_enrolled(network: Network) -> None:
    suppress(network=network, address="No@example.org")
    assert is_suppressed(network, "no@EXAMPLE.org")
    steward = person(network, "steward", Role.STEWARD)
    with pytest.raises(InvalidInput, match="never"):
        enrol(viewer=steward, network=network, person=Enrolled("No", "no@example.org", "paper"))
