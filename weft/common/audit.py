"""The audit trail: what was done with power, in entries that are chained by their digests.

Each app names its deeds once, with the sentence that the log shows; `record` adds an entry in
the transaction of the deed itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weft.common.models import AuditChain, AuditEntry

#: The chain of what belongs to no network.
SITE = 0


class DeedKind(models.TextChoices):
    """What a deed is about, for whoever looks for one."""

    RESPONSIBILITIES = "responsibilities", _("Responsibilities")
    MEMBERS = "members", _("Members")
    GROUPS = "groups", _("Groups")
    COMMITTEES = "committees", _("Committees and decisions")
    MODERATION = "moderation", _("Moderation")
    PRIVACY = "privacy", _("Privacy")
    SETTINGS = "settings", _("Settings")


@dataclass(frozen=True, slots=True)
class Deed:
    """A thing that is written down: its code, and the sentence that tells of it.

    The sentence may name {by}, {about}, {what} and any key of the entry's details; and what the
    entry is about: {group}, {committee} or {decision}.
    """

    code: str
    words: str | Promise
    #: Members can read of it in the log of what was done with power.
    is_power: bool = True
    #: Members read of whom it was done to; otherwise only stewards do.
    names_about: bool = True
    #: What the codes in the details are called.
    labels: Mapping[str, str | Promise] = field(default_factory=dict)
    kind: DeedKind = DeedKind.SETTINGS

    @property
    def words_alone(self) -> str | Promise:
        """The sentence where nobody did it but the program."""
        return _words_alone.get(self.code, "")


#: By code: how it is told of what no person did.
_words_alone: dict[str, str | Promise] = {}
_deeds: dict[str, Deed] = {}


def deed(
    code: str,
    words: str | Promise,
    *,
    is_power: bool = True,
    names_about: bool = True,
    labels: Mapping[str, str | Promise] | None = None,
    kind: DeedKind = DeedKind.SETTINGS,
) -> Deed:
    """Name a deed, so that it can be recorded."""
    _deeds[code] = made = Deed(code, words, is_power, names_about, labels or {}, kind)
    return made


def told_alone(done: Deed, words: str | Promise) -> None:
    """Give a deed another sentence for where no person did it, as “… became a member”."""
    _words_alone[done.code] = words


def deed_of(code: str) -> Deed:
    """The deed of this code; one that no app names any more is its own sentence."""
    return _deeds.get(code) or Deed(code, code, is_power=False)


def codes_of_power(kind: str = "") -> list[str]:
    """The deeds that members read of; only those of one kind, if it is given."""
    return sorted(
        code for code, named in _deeds.items() if named.is_power and kind in ("", named.kind)
    )


def codes_that_name(*, sees_all: bool) -> list[str]:
    """The deeds whose sentence says to whom they were done; to members, or to stewards too."""
    return sorted(
        code
        for code, named in _deeds.items()
        if named.is_power and "{about}" in str(named.words) and (sees_all or named.names_about)
    )


def names_nobody(entry: AuditEntry, *, sees_all: bool) -> bool:
    """Whether its sentence may not say who did it: they did it to themselves, and to whom such a
    deed was done is for stewards alone."""
    is_own = entry.by_id is not None and entry.by_id == entry.about_id
    return is_own and not sees_all and not deed_of(entry.action).names_about


def of_themselves() -> models.Q:
    """The entries of which `names_nobody` holds for members."""
    hidden = sorted(code for code, named in _deeds.items() if not named.names_about)
    return models.Q(by_id=F("about_id"), action__in=hidden)


@dataclass(frozen=True, slots=True)
class Whom:
    """Who did it, and to whom it was done: ids of accounts, none for commands and visitors."""

    by: int | None = None
    about: int | None = None


@transaction.atomic
def record(
    done: Deed,
    *,
    network_id: int = SITE,
    whom: Whom | None = None,
    subject: str = "",
    details: Mapping[str, str | int | None] | None = None,
) -> AuditEntry:
    """Write down that something was done. Details are codes and ids, never words of people."""
    people = whom or Whom()
    AuditChain.objects.get_or_create(network_id=network_id)
    chain = AuditChain.objects.select_for_update().get(network_id=network_id)
    entry = AuditEntry(
        network_id=network_id,
        number=chain.length + 1,
        at=timezone.now(),
        by_id=people.by,
        about_id=people.about,
        action=done.code,
        subject=subject,
        details=dict(details or {}),
        previous=chain.head,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    AuditChain.objects.filter(pk=chain.pk).update(length=F("length") + 1, head=entry.digest)
    return entry


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 of all that an entry says, and of the digest before it."""
    said = [
        entry.network_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.about_id,
        entry.action,
        entry.subject,
        entry.details,
        entry.previous,
    ]
    written = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def broken_links(network_id: int) -> Iterator[str]:
    """What is wrong with a chain, one sentence each; nothing where it is whole."""
    number, previous = 0, ""
    for entry in AuditEntry.objects.filter(network_id=network_id).order_by("number").iterator():
        if entry.number != number + 1:
            yield f"Entries {number + 1} to {entry.number - 1} are missing."
        elif entry.previous != previous:
            yield f"Entry {entry.number} does not follow the one before it."
        if digest_of(entry) != entry.digest:
            yield f"Entry {entry.number} was changed."
        number, previous = entry.number, entry.digest
    chain = AuditChain.objects.filter(network_id=network_id).first()
    if chain is not None and (chain.length, chain.head) != (number, previous):
        yield f"The chain should end with entry {chain.length}."


def ends_of_chains() -> list[str]:
    """How each trail ends now: network, number and digest of its last entry, as `1:20:4f…`."""
    rows = AuditChain.objects.order_by("network_id")
    return [f"{chain.network_id}:{chain.length}:{chain.head}" for chain in rows]


def ended_so(end: str) -> bool:
    """Whether a trail holds the entry with which it ended once, as `ends_of_chains` told it."""
    network_id, number, digest = [*end.split(":"), "", ""][:3]
    if not all(part.isdecimal() and len(part) < 19 for part in (network_id, number)):
        return False
    rows = AuditEntry.objects.filter(network_id=int(network_id), number=int(number))
    return rows.filter(digest=digest).exists()


def chains() -> list[int]:
    """The networks that have a trail, and 0 for the site."""
    return list(AuditChain.objects.order_by("network_id").values_list("network_id", flat=True))
