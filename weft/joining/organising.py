"""What members need to take part, from their profiles, as long as they agree to it."""

from __future__ import annotations

from collections.abc import Collection

from weft.common.taking_part import tells_organisers
from weft.joining.models import Profile
from weft.joining.wording import access_of
from weft.privacy.models import Consent
from weft.privacy.purposes import ACCESS_NEEDS


@tells_organisers
def access_needs(network_id: int, account_ids: Collection[int]) -> dict[int, list[str]]:
    agreed = Consent.objects.holding().filter(
        network=network_id, account__in=account_ids, purpose=ACCESS_NEEDS.code
    )
    profiles = Profile.objects.filter(network=network_id, account__in=agreed.values("account"))
    return {one.account_id or 0: access_of(one) for one in profiles}
