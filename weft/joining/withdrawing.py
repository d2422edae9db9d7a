"""What of a profile ends when its owner takes back what they had agreed to."""

from __future__ import annotations

from weft.common.jobs import enqueue
from weft.common.visibility import Visibility
from weft.joining.models import Profile
from weft.joining.on_map import ON_MAP
from weft.privacy.consenting import when_withdrawn
from weft.privacy.models import Consent
from weft.privacy.purposes import ACCESS_NEEDS, INTRODUCTIONS, PUBLISHING


@when_withdrawn
def end_what_rested_on_it(consent: Consent) -> None:
    own = Profile.objects.filter(network=consent.network_id, account=consent.account_id)
    if consent.purpose == ACCESS_NEEDS.code:
        own.update(access=[], access_note="")
    elif consent.purpose == INTRODUCTIONS.code:
        own.update(may_introduce=False)
    elif consent.purpose == PUBLISHING.code:
        own.filter(seen_by=Visibility.PUBLIC).update(seen_by=Visibility.MEMBERS)
        for pk in own.values_list("pk", flat=True):
            enqueue(kind=ON_MAP, dedupe_key=str(pk), payload={"profile": pk})
