"""The mail that says that a handover began: to whoever takes over, and to whoever hands over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import sign_in_link
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter, send
from weft.governing.models import Handover

BEGUN = "governing.handover_begun"


def tell_of_handover(handover: Handover, *, by: int | None) -> None:
    """Tell both, but not whoever began it."""
    for account_id in (handover.to_account_id, handover.from_account_id):
        if account_id != by:
            enqueue(
                kind=BEGUN,
                dedupe_key=f"{handover.pk}-{account_id}",
                payload={"handover": handover.pk, "account": account_id},
            )


@job(BEGUN)
def send_begun(payload: Payload, progress: Progress) -> Payload:
    """Send it, if the handover is under way still."""
    rows = Handover.objects.select_related("network", "from_account", "to_account")
    handover = rows.filter(pk=str(payload["handover"]), finished_at=None).first()
    if handover is None:
        return {}
    takes_over = handover.to_account_id == payload["account"]
    account: Account = handover.to_account if takes_over else handover.from_account
    network = handover.network
    letter = Letter(
        account.email,
        gettext_lazy("A handover began in %(network)s"),
        "governing/handover_mail",
        f"handover-{handover.pk}-{account.pk}-{handover.started_at:%Y%m%d%H%M%S}",
        account.language,
        {"network": network.name},
    )
    words = {
        "handover": handover,
        "takes_over": takes_over,
        "network": network,
        "link": sign_in_link("handover_detail", network.slug, handover.pk),
    }
    send(letter, words)
    return {"sent": 1}
