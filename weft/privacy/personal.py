"""What people agreed to, and complaints: telling and forgetting them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from weft.common.addresses import plain_address
from weft.common.personal import Person, Row, forgets, tells
from weft.networks.models import Network
from weft.privacy.consenting import title_of, whose
from weft.privacy.models import Complaint, Consent, Placeholder


def _hashes(person: Person) -> list[str]:
    networks = Network.objects.all()
    if person.network_id is not None:
        networks = networks.filter(pk=person.network_id)
    return [whose(network, person.address) for network in networks]


def _here(person: Person) -> Q:
    return Q() if person.network_id is None else Q(network_id=person.network_id)


def _noted(person: Person) -> Q:
    return Q(address=plain_address(person.address)) | Q(address_hash__in=_hashes(person))


def _complained(person: Person) -> Q:
    return Q(email=plain_address(person.address)) | Q(account_id=person.account_id or 0)


@forgets
def forget_agreements(person: Person) -> None:
    """Records of agreement, what others noted of them, and who they were in complaints."""
    own = Q(address_hash__in=_hashes(person)) | Q(account_id=person.account_id or 0)
    Consent.objects.filter(_here(person) & own).delete()
    Placeholder.objects.filter(
        _here(person) & (_noted(person) | Q(named_by_id=person.account_id or 0))
    ).delete()
    Complaint.objects.filter(_here(person) & _complained(person)).update(
        name="", email="", words="", answer="", account=None
    )


@tells
def tell_agreements(person: Person) -> Iterable[tuple[str, list[Row]]]:
    own = Q(address_hash__in=_hashes(person)) | Q(account_id=person.account_id or 0)
    yield (
        "what_i_agreed_to",
        [
            {
                "network": one.network.name,
                "what": title_of(one),
                "words": one.wording,
                "version": one.version,
                "how": one.get_channel_display(),
                "given": one.given_at,
                "taken_back": one.withdrawn_at,
            }
            for one in Consent.objects.filter(_here(person) & own).select_related("network")
        ],
    )
    noted = Placeholder.objects.filter(_here(person) & _noted(person))
    yield (
        "what_was_noted_of_me",
        [
            {"network": one.network.name, "name": one.name, "noted": one.named_at}
            for one in noted.select_related("network")
        ],
    )
    complained = Complaint.objects.filter(_here(person) & _complained(person))
    yield (
        "my_complaints",
        [
            {
                "network": one.network.name,
                "words": one.words,
                "made": one.made_at,
                "answer": one.answer,
                "answered": one.answered_at,
            }
            for one in complained.select_related("network")
        ],
    )
