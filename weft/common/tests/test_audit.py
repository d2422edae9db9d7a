"""The audit trail: entries that are added, never changed, and missed when they are gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from weft.common.anchoring import anchor_trails
from weft.common.audit import (
    Whom,
    broken_links,
    deed,
    deed_of,
    ended_so,
    ends_of_chains,
    record,
)
from weft.common.jobs import Progress
from weft.common.models import AuditChain, AuditEntry

TRIED = deed("tests_tried", "{by} tried {what}.")


def make_trail(network_id: int = 7, length: int = 4) -> list[AuditEntry]:
    whom = Whom(by=1, about=2)
    return [
        record(TRIED, network_id=network_id, whom=whom, details={"n": n}) for n in range(length)
    ]


@pytest.mark.django_db
def test_entries_are_chained_for_each_network() -> None:
    first, second = make_trail(length=2)
    [other] = make_trail(network_id=8, length=1)
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert second.previous == first.digest
    assert other.previous == ""
    assert list(broken_links(7)) == [] == list(broken_links(8))


@pytest.mark.django_db
def test_the_database_refuses_to_change_an_entry() -> None:
    [entry] = make_trail(length=1)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(by_id=99)


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [1, 2, 4])
def test_an_entry_that_was_taken_out_is_missed(gone: int) -> None:
    make_trail()
    AuditEntry.objects.filter(network_id=7, number=gone).delete()
    assert list(broken_links(7)) != []


@pytest.mark.django_db
def test_an_entry_that_says_something_else_is_noticed() -> None:
    *_, last = make_trail()
    AuditEntry.objects.filter(pk=last.pk).delete()
    last.pk, last.by_id = None, 99
    last.save(force_insert=True)
    assert list(broken_links(7)) == ["Entry 4 was changed."]
    assert AuditChain.objects.get(network_id=7).length == 4


@pytest.mark.django_db
def test_a_trail_that_was_made_up_anew_does_not_end_as_the_log_said(caplog: Any) -> None:
    make_trail()
    with caplog.at_level("INFO"):
        anchor_trails({}, Progress())
    [end] = ends_of_chains()
    assert f"The audit trail ends with {end}" in caplog.text
    assert ended_so(end)
    # Whoever can write to the database takes all out and begins again, digests and all.
    AuditEntry.objects.filter(network_id=7).delete()
    AuditChain.objects.filter(network_id=7).delete()
    make_trail(length=5)
    assert list(broken_links(7)) == []
    assert not ended_so(end)


@pytest.mark.parametrize("end", ["", "7", "7:4", "x:y:z", "7:99999999:ab"])
@pytest.mark.django_db
def test_what_is_no_end_is_none(end: str) -> None:
    assert not ended_so(end)


def test_a_deed_that_nobody_names_any_more_is_still_shown() -> None:
    assert str(deed_of("long_gone").words) == "long_gone"
    assert deed_of("tests_tried") is TRIED
