"""Leaving a network, and being forgotten altogether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.audit import SITE, DeedKind, Whom, deed, record
from weft.common.breaking import Break, breaks
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.personal import Part, Person, Wish, forget, names_of
from weft.common.visibility import Viewer
from weft.graph.personal import actors_of
from weft.networks.actions.belonging import end_membership, refuse_without_convenor
from weft.networks.models import Membership, Network
from weft.networks.viewers import viewer_of
from weft.privacy.consenting import suppress
from weft.privacy.sweeping import names_to_sweep, sweep_address, sweep_names

SCRUB = "privacy.scrub"
LEFT = deed("left", gettext_lazy("{about} left."), names_about=False, kind=DeedKind.MEMBERS)
FORGOTTEN = deed("forgotten", gettext_lazy("Someone was forgotten."), is_power=False)


def left_alone(account: Account, network: Network | None = None) -> list[Break]:
    """The groups that nobody would look after if somebody left this network, or all of theirs."""
    own = Membership.objects.holding().filter(account=account).select_related("network")
    if network is not None:
        own = own.filter(network=network)
    return [
        one
        for membership in own.order_by("network__name", "pk")
        for one in breaks(
            viewer_of(membership.network, account.pk), membership.network.slug, account.pk
        )
        if one.step[0] == "group"
    ]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done, for the person to keep: counts of what was theirs."""

    actors: int


def _checked(wishes: Mapping[str, str]) -> dict[str, str]:
    told = {part.value: str(wishes.get(part, Wish.DELETE)) for part in Part}
    if set(told.values()) - set(Wish.values):
        raise InvalidInput(_("Choose for each kind what is to become of it."))
    return told


@transaction.atomic
def leave_network(
    *, viewer: Viewer, network: Network, wishes: Mapping[str, str], never_again: bool = False
) -> Receipt:
    """End one's membership, and do with each part of what one leaves behind as one wishes."""
    account = Account.objects.filter(pk=viewer.account_id or 0).first()
    membership = Membership.objects.filter(network=network, account=account).first()
    if account is None or membership is None or network.pk != viewer.network_id:
        raise NotAllowed
    told = _checked(wishes)
    end_membership(membership=membership, by=account.pk)
    person = Person(account.pk, account.email, network.pk, told)
    receipt = _forget(person)
    if never_again:
        suppress(network=network, address=account.email)
    record(LEFT, network_id=network.pk, whom=Whom(by=account.pk, about=account.pk))
    return receipt


def forget_in_network(*, network: Network, account: Account) -> Receipt:
    """Delete all that somebody left in one network. The caller has ended their membership."""
    return _forget(Person(account.pk, account.email, network.pk, _checked({})))


def forget_address(*, network: Network, address: str) -> Receipt:
    """Delete all that a network keeps of somebody who is no member and has this address. The
    caller knows that they want it."""
    return _forget(Person(None, address, network.pk, _checked({})))


def _forget(person: Person) -> Receipt:
    actors, known = actors_of(person), names_of(person)
    networks = _networks_of(person)
    forget(person)
    if person.wants(Part.MAP) != Wish.NAMED:
        for network_id in networks:
            sweep_names(names_to_sweep(known, network_id), network_id)
        sweep_address(person.address, person.network_id)
    enqueue(kind=SCRUB, dedupe_key="all", payload={})
    return Receipt(len(actors))


def _networks_of(person: Person) -> list[int]:
    """Where they are or were a member: in others nobody knows them."""
    if person.network_id is not None:
        return [person.network_id]
    own = Membership.objects.filter(account_id=person.account_id or 0)
    return list(own.values_list("network_id", flat=True))


@transaction.atomic
def delete_account(*, account: Account, wishes: Mapping[str, str]) -> Receipt:
    """Forget a person everywhere, and delete their account."""
    told = _checked(wishes)
    told = {part: Wish.UNNAMED if wish == Wish.NAMED else wish for part, wish in told.items()}
    # Held until the end, so that two convenors who go at once do not both go.
    own = Membership.objects.holding().filter(account=account)
    held = Network.objects.select_for_update().filter(pk__in=own.values("network"))
    list(held.order_by("pk").values_list("pk"))
    for membership in own:
        refuse_without_convenor(membership)
    receipt = _forget(Person(account.pk, account.email, None, told))
    remove_account(account)
    return receipt


def remove_account(account: Account) -> None:
    """Delete the account itself. What else there is of its person, the caller has forgotten; what
    others keep under the same address is not touched."""
    _end_sessions(account)
    EmailAddress.objects.filter(user=account).delete()
    pk = account.pk
    account.delete()
    record(FORGOTTEN, network_id=SITE, whom=Whom(about=pk))


def _end_sessions(account: Account) -> None:
    """Sessions hold who is signed in, and sometimes the address that somebody signs in with."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(account.pk) or account.email in str(data):
            session.delete()


@job(SCRUB)
def scrub(payload: Payload, progress: Progress) -> Payload:
    """Let the database file forget too: deleted rows leave its journal at once."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {}
