"""The audit trail: entries that are added, never changed, and missed when they are gone."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from weft.common.audit import Whom, broken_links, deed, deed_of, record
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


def test_a_deed_that_nobody_names_any_more_is_still_shown() -> None:
    assert str(deed_of("long_gone").words) == "long_gone"
    assert deed_of("tests_tried") is TRIED
