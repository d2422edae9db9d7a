"""Links in mails that open one thing without signing in, for a time, and only as long as what
they were sent for still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link that we signed says: the number of a row, and what held when it was sent."""

    pk: int
    then: str

    def still_holds(self, now: str) -> bool:
        return constant_time_compare(now, self.then)


@dataclass(frozen=True, slots=True)
class SentLink:
    """One kind of such links. A token of one kind opens nothing of another."""

    purpose: str
    days: int

    def token(self, pk: int, holds: str) -> str:
        """What the link carries; `holds` is what must still be so when it is opened, such as the
        hash of the address that it went to."""
        return self._signer.sign(f"{pk}-{holds}")

    def opened(self, token: str) -> Opened | None:
        """None where the token is made up, too old, or of another kind."""
        try:
            said = self._signer.unsign(token, max_age=timedelta(days=self.days))
        except BadSignature:
            return None
        pk, _dash, then = said.partition("-")
        return Opened(int(pk), then) if pk.isdecimal() else None

    @property
    def _signer(self) -> TimestampSigner:
        return TimestampSigner(salt=f"weft.{self.purpose}")
