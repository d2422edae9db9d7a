"""Earlier roles become memberships and responsibilities, and back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ACCOUNTS = ("accounts", "0001_first")
BEFORE, AFTER = ("networks", "0002_living_map"), ("networks", "0005_one_membership_each")


@pytest.mark.django_db(transaction=True)
def test_roles_become_memberships_with_responsibilities() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([BEFORE, ACCOUNTS])
    apps = executor.loader.project_state([BEFORE, ACCOUNTS]).apps
    account = apps.get_model("accounts", "Account").objects.create(email="a@example.org")
    other = apps.get_model("accounts", "Account").objects.create(email="b@example.org")
    network = apps.get_model("networks", "Network").objects.create(slug="n", name="N")
    old = apps.get_model("networks", "Membership")
    for person, role in ((account, "convenor"), (account, "member"), (account, "map_manager"),
                         (other, "member")):  # fmt: skip
        old.objects.create(network=network, account=person, role=role)

    executor = MigrationExecutor(connection)
    executor.migrate([AFTER])
    apps = executor.loader.project_state([AFTER]).apps
    memberships = apps.get_model("networks", "Membership").objects
    assert memberships.count() == 2
    held = apps.get_model("networks", "Responsibility").objects.values_list(
        "membership__account__email", "role"
    )
    assert sorted(held) == [("a@example.org", "convenor"), ("a@example.org", "map_manager")]
    assert apps.get_model("networks", "MembershipKind").objects.count() == 4

    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    apps = executor.loader.project_state([BEFORE]).apps
    rows = apps.get_model("networks", "Membership").objects.values_list("account__email", "role")
    assert sorted(rows) == [
        ("a@example.org", "convenor"),
        ("a@example.org", "map_manager"),
        ("b@example.org", "member"),
    ]
    apps.get_model("networks", "Network").objects.all().delete()
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)


WITHIN, APART = ("networks", "0007_second_step_for_all"), ("networks", "0009_breaks_apart")


@pytest.mark.django_db(transaction=True)
def test_breaks_get_an_end_of_their_own() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([WITHIN])
    apps = executor.loader.project_state([WITHIN]).apps
    network = apps.get_model("networks", "Network").objects.create(slug="n", name="N")
    account = executor.loader.project_state([*leaves]).apps.get_model("accounts", "Account")
    person = account.objects.create(email="a@example.org")
    until = date(2030, 1, 31)
    apps.get_model("networks", "Membership").objects.create(
        network=network, account_id=person.pk, state="paused", until=until
    )
    for there, days in ((APART, (None, until)), (WITHIN, (until,))):
        executor = MigrationExecutor(connection)
        executor.migrate([there])
        rows = executor.loader.project_state([there]).apps.get_model("networks", "Membership")
        told = ("until", "paused_until")[: len(days)]
        assert list(rows.objects.values_list(*told)) == [days]
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    rows.objects.all().delete()
    apps.get_model("networks", "Network").objects.all().delete()
    account.objects.all().delete()
