"""Giving and withdrawing agreement, and not writing to whoever does not want it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from weft.common.addresses import address_hash
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.networks.models import Network
from weft.privacy.models import Channel, Consent, ConsentQuerySet, Suppressed
from weft.privacy.purposes import PURPOSES, Purpose, wording_of

_PURPOSE_OF_HASH = "privacy.address"
#: What has to happen once an account has taken an agreement back, by the features that rest on it.
Taker = Callable[[Consent], None]
_takers: list[Taker] = []


def when_withdrawn(taker: Taker) -> Taker:
    """Names a function as one that is called when somebody takes back an agreement of theirs."""
    _takers.append(taker)
    return taker


@dataclass(frozen=True, slots=True)
class Source:
    """How an agreement came, and who wrote it down where it was someone else."""

    channel: str = Channel.WEB
    recorded_by: int | None = None


def whose(network: Network, address: str) -> str:
    """The keyed hash that says whose agreement it is."""
    return address_hash(network.pk, address, purpose=_PURPOSE_OF_HASH)


@transaction.atomic
def give_consent(
    *, network: Network, address: str, purpose: Purpose, source: Source | None = None
) -> Consent:
    """Write down that the person at this address agreed, to the words as they stand today."""
    wording, how = wording_of(purpose, network), source or Source()
    own = Consent.objects.holding().filter(
        network=network, address_hash=whose(network, address), purpose=purpose.code
    )
    there = own.filter(version=wording.version).first()
    if there is not None:
        return there
    return Consent.objects.create(
        network=network,
        address_hash=whose(network, address),
        purpose=purpose.code,
        wording=wording.text,
        version=wording.version,
        language=wording.language,
        channel=how.channel,
        recorded_by_id=how.recorded_by,
        given_at=timezone.now(),
    )


def withdraw_consent(*, network: Network, address: str, purpose: Purpose) -> int:
    """Take an agreement back; how many records that were."""
    return (
        consents_of(network, address)
        .filter(purpose=purpose.code)
        .update(withdrawn_at=timezone.now())
    )


@transaction.atomic
def withdraw_own(*, viewer: Viewer, consent: Consent) -> None:
    """Take back one's own agreement; what rests on it ends at once."""
    if viewer.account_id is None or consent.account_id != viewer.account_id:
        raise NotAllowed
    own = Consent.objects.holding().filter(
        network=consent.network_id, account=viewer.account_id, purpose=consent.purpose
    )
    # Of one purpose there can be several, each to other words.
    if own.filter(pk=consent.pk).exists():
        own.update(withdrawn_at=timezone.now())
        for taker in _takers:
            taker(consent)


def consents_of(network: Network, address: str) -> ConsentQuerySet:
    """The agreements of the person at this address that hold."""
    return Consent.objects.holding().filter(network=network, address_hash=whose(network, address))


def has_agreed(network: Network, address: str, purpose: Purpose) -> bool:
    """Ask again right before sending or publishing: people change their minds."""
    return consents_of(network, address).filter(purpose=purpose.code).exists()


def claim_consents(*, network: Network, account_id: int, address: str) -> None:
    """An applicant has an account now: what they agreed to is theirs."""
    Consent.objects.filter(
        network=network, account__isnull=True, address_hash=whose(network, address)
    ).update(account_id=account_id)


def records_of(account_id: int, network: Network) -> QuerySet[Consent]:
    """All that one ever agreed to, the newest first."""
    return Consent.objects.filter(network=network, account_id=account_id).order_by("-given_at")


def title_of(consent: Consent) -> str:
    purpose = PURPOSES.get(consent.purpose)
    return str(purpose.title) if purpose else consent.purpose


def suppress(*, network: Network, address: str) -> None:
    """Never write to this address again."""
    Suppressed.objects.get_or_create(network=network, address_hash=whose(network, address))


def unsuppress(*, network: Network, address: str) -> None:
    """Whoever joins by their own will agrees to be written to again."""
    Suppressed.objects.filter(network=network, address_hash=whose(network, address)).delete()


def is_suppressed(network: Network, address: str) -> bool:
    return Suppressed.objects.filter(network=network, address_hash=whose(network, address)).exists()


def not_suppressed(network: Network, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that may be written to, in one query."""
    refused = Suppressed.objects.filter(network=network)
    hashes = set(refused.values_list("address_hash", flat=True))
    return {address for address in addresses if whose(network, address) not in hashes}
