"""Being forgotten takes one's name out of others' words, and is no way to strike anything else out
of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.actions import rename_account
from weft.accounts.models import Account
from weft.analysis.models import Result
from weft.common.jobs import run_until_idle
from weft.common.personal import Person, all_about
from weft.graph.actions import add_actor
from weft.groups.actions import Draft, Resource, add_resource, start_group
from weft.groups.models import Group, GroupResource
from weft.joining.models import Application, Invitation
from weft.mapping.lenses import LensDraft, add_lens
from weft.mapping.models import Lens
from weft.networks.actions import add_membership, create_network
from weft.networks.models import Network
from weft.networks.viewers import viewer_of
from weft.privacy.free_text import FREE_TEXT, NOT_FREE
from weft.privacy.leaving import delete_account, leave_network

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=30)


@pytest.fixture
def con() -> Account:
    return Account.objects.create_user("con@example.org", name="Con Venor")


@pytest.fixture
def network(con: Account) -> Network:
    return create_network(account=con, name="Here")


@pytest.fixture
def group(network: Network, con: Account) -> Group:
    draft = Draft("Housing Justice", purpose="We meet For Everyone, and on housing.")
    made = start_group(viewer=viewer_of(network, con.pk), network=network, draft=draft)
    assert isinstance(made, Group)
    return made


def called(name: str, network: Network | None, *, days: int = 30) -> Account:
    since = timezone.now() - timedelta(days=days)
    account = Account.objects.create_user("person@example.org", name=name, named_at=since)
    if network is not None:
        add_membership(network=network, account=account)
    return account


def purpose(group: Group) -> str:
    group.refresh_from_db()
    return group.purpose


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("For Everyone", "We meet […], and on housing."),
        # One word may be part of anything, and what is written otherwise is another word.
        ("housing", "We meet For Everyone, and on housing."),
        ("for everyone", "We meet For Everyone, and on housing."),
    ],
)
def test_only_a_name_of_two_words_as_it_is_written(
    network: Network, group: Group, name: str, left: str
) -> None:
    delete_account(account=called(name, network), wishes={})
    assert purpose(group) == left


def test_who_never_belonged_to_a_network_is_looked_for_in_none(group: Group) -> None:
    delete_account(account=called("For Everyone", None), wishes={})
    assert "For Everyone" in purpose(group)


def test_a_name_taken_a_moment_ago_does_not_count(network: Network, group: Group) -> None:
    account = called("Ann Example", network)
    rename_account(account=account, name="For Everyone")
    delete_account(account=account, wishes={})
    assert "For Everyone" in purpose(group)


def test_a_name_by_which_somebody_was_taken_in_counts_at_once(
    network: Network, group: Group, con: Account
) -> None:
    account, now = called("For Everyone", network, days=0), timezone.now()
    Application.objects.create(
        network=network, name="For Everyone", email=account.email, state="admitted",
        decided_by=con, decided_at=now, made_at=now, account=account,
    )  # fmt: skip
    delete_account(account=account, wishes={})
    assert "[…]" in purpose(group)


@pytest.mark.parametrize("name", ["Housing Justice", "housing justice", "Con Venor"])
def test_names_of_things_and_of_others_stay(
    network: Network, group: Group, con: Account, name: str
) -> None:
    viewer = viewer_of(network, con.pk)
    lens = add_lens(viewer=viewer, draft=LensDraft("A view", f"By {name}", "q=x", 1))
    delete_account(account=called(name, network), wishes={})
    lens.refresh_from_db()
    assert lens.words == f"By {name}"
    group.refresh_from_db()
    assert group.name == "Housing Justice"


def test_what_others_call_somebody_is_not_looked_for(
    network: Network, group: Group, con: Account
) -> None:
    Invitation.objects.create(
        network=network, email="person@example.org", name="For Everyone", invited_by=con,
        made_at=timezone.now(), send_on=timezone.localdate(),
    )  # fmt: skip
    delete_account(account=called("Ann Example", network), wishes={})
    assert "For Everyone" in purpose(group)


def test_leaving_one_network_changes_no_other(network: Network, con: Account) -> None:
    account = called("Ann Example", network)
    other = create_network(account=con, name="There")
    there = start_group(viewer=viewer_of(other, con.pk), network=other, draft=Draft("Readers"))
    assert isinstance(there, Group)
    link = add_resource(
        viewer=viewer_of(other, con.pk), group=there,
        resource=Resource("By Ann Example", "https://example.org/"),
    )  # fmt: skip
    leave_network(viewer=viewer_of(network, account.pk), network=network, wishes={})
    link.refresh_from_db()
    assert link.title == "By Ann Example"


def test_leaving_one_network_leaves_ones_address_in_others(network: Network, con: Account) -> None:
    account = called("Ann Example", network)
    other = create_network(account=con, name="There", purpose="Write to person@example.org.")
    leave_network(viewer=viewer_of(network, account.pk), network=network, wishes={})
    other.refresh_from_db()
    assert other.purpose == "Write to person@example.org."


def test_what_was_worked_out_of_a_changed_text_goes_in_every_network(con: Account) -> None:
    elsewhere = create_network(account=con, name="There")
    told: dict[str, object] = {"name": "Org", "topics": ["Write to person@example.org"]}
    add_actor(viewer=viewer_of(elsewhere, con.pk), values=told)
    run_until_idle()
    assert "person@example.org" in str(list(Result.objects.values()))
    version = Network.objects.get(pk=elsewhere.pk).graph_version
    delete_account(account=called("Ann Example", None), wishes={})
    assert not Result.objects.filter(network=elsewhere).exists()
    assert Network.objects.get(pk=elsewhere.pk).graph_version > version


@pytest.mark.parametrize("written", ["Ann+Example", "Ann%20Example", "Ann Example"])
def test_a_name_is_found_in_the_address_of_a_saved_view(
    network: Network, con: Account, written: str
) -> None:
    lens = add_lens(viewer=viewer_of(network, con.pk), draft=LensDraft("Mine", "", "", 1))
    Lens.objects.update(query=f"q={written}&kind=Person")
    delete_account(account=called("Ann Example", network), wishes={})
    lens.refresh_from_db()
    assert lens.query == "q=[…]&kind=Person"


def test_a_link_with_ones_address_goes_and_does_not_stand_in_the_way(
    network: Network, group: Group, con: Account
) -> None:
    viewer = viewer_of(network, con.pk)
    for title, url in (
        ("Write", "https://example.org/?to=person@example.org"), ("Other", "https://example.org/"),
    ):  # fmt: skip
        add_resource(viewer=viewer, group=group, resource=Resource(title, url))
    delete_account(account=called("Ann Example", network), wishes={})
    assert "person@example.org" not in str(list(GroupResource.objects.values()))
    assert GroupResource.objects.filter(title="Other").exists()
    assert not Account.objects.filter(email="person@example.org").exists()


def test_nobody_is_told_where_the_name_stood(network: Network, group: Group) -> None:
    pages = []
    for name in ("For Everyone", "No Such Words"):
        account = called(name, network)
        client = Client()
        client.force_login(account)
        told = {"map": "delete", "said": "delete", "wrote": "delete", "sure": "on"}
        page = client.post(reverse("leave", args=[network.slug]), told).content.decode()
        pages.append(page.split("<main")[1].split("</main>")[0])
        account.delete()
    assert "Goodbye" in pages[0]
    assert pages[0] == pages[1]
    assert "[…]" in purpose(group)


def test_what_the_person_wrote_to_others_is_emptied(network: Network, con: Account) -> None:
    account, now = called("Ann Example", network), timezone.now()
    Invitation.objects.create(
        network=network, email="b@example.org", words="Ring me on 01632 960000", invited_by=account,
        made_at=now, send_on=timezone.localdate(),
    )  # fmt: skip
    Application.objects.create(
        network=network, name="Ben", email="c@example.org", state="declined", decided_by=account,
        decided_at=now, made_at=now, words="Ring me on 01632 960000", reason="Too far away",
    )  # fmt: skip
    delete_account(account=account, wishes={})
    assert Invitation.objects.get().words == ""
    assert (Application.objects.get().words, Application.objects.get().reason) == (
        "",
        "Too far away",
    )


def test_every_text_is_in_one_of_the_two_registers() -> None:
    texts = (models.CharField, models.TextField, models.JSONField)
    wanted = set()
    for model in apps.get_models():
        if not model.__module__.startswith("weft."):
            continue
        for field in model._meta.concrete_fields:
            short = isinstance(field, (models.SlugField, models.EmailField))
            if isinstance(field, texts) and not field.choices and not short:
                wanted.add(f"{model._meta.label}.{field.name}")
    listed = [
        f"{label}.{name}"
        for register in (FREE_TEXT, NOT_FREE)
        for label, names in register.items()
        for name in names.split()
    ]
    assert set(listed) == wanted
    assert len(listed) == len(wanted)


def test_an_address_that_only_looks_alike_is_somebody_elses(network: Network, con: Account) -> None:
    """Some databases take ı for i where they compare without regard to capitals."""
    now = timezone.now()
    Application.objects.create(
        network=network, name="Ann", email="victim@gmail.com", made_at=now
    )  # fmt: skip
    Invitation.objects.create(
        network=network, email="victim@gmail.com", made_at=now, send_on=timezone.localdate()
    )
    alike = Account.objects.create_user("victim@gmaıl.com", name="Mal Lory")
    person = Person(alike.pk, alike.email)
    told = all_about(person)
    assert not told["applications"]
    assert not told["invitations"]
    delete_account(account=alike, wishes={})
    assert Application.objects.exists()
    assert Invitation.objects.exists()
