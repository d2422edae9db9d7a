"""Two convenors who delete their accounts at the same moment do not leave a network without one."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, connections

from weft.accounts.models import Account
from weft.common.errors import InvalidInput
from weft.networks.actions import add_membership, add_responsibility, create_network
from weft.networks.actions.belonging import refuse_without_convenor
from weft.networks.models import Membership, Role
from weft.privacy.leaving import delete_account


@pytest.mark.django_db(transaction=True)
def test_one_of_two_convenors_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer anyway")
    both = [Account.objects.create_user(f"{name}@example.org", name=name) for name in ("A", "B")]
    network = create_network(account=both[0], name="Here")
    second = add_membership(network=network, account=both[1])
    add_responsibility(membership=second, role=Role.CONVENOR)
    looked: list[int] = []

    def slowly(membership: Membership) -> None:
        refuse_without_convenor(membership)
        looked.append(membership.pk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.5)")

    monkeypatch.setattr("weft.privacy.leaving.refuse_without_convenor", slowly)
    refused: list[str] = []

    def go(account: Account) -> None:
        try:
            delete_account(account=account, wishes={})
        except InvalidInput as error:
            refused.append(str(error))
        finally:
            connections.close_all()

    threads = [Thread(target=go, args=(account,)) for account in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(looked) == len(refused) == 1
    convenors = Membership.objects.filter(network=network, responsibilities__role=Role.CONVENOR)
    assert convenors.count() == 1
