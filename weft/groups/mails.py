"""The mails of groups: each is a job, sent once what it tells of is there.

A mail about a group that is kept secret does not name it: mailboxes are read by others too.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common import mails
from weft.common.addresses import sign_in_link, site_link
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.sent_links import SentLink
from weft.groups.models import (
    KNOWN_AFTER_DAYS,
    Group,
    GroupInvitation,
    GroupMember,
    GroupRequest,
    RequestState,
)
from weft.networks.models import Membership, Network, Standing

SEND = "groups.mail"
#: What those alone are told who are in the group when the mail goes out.
_FOR_MEMBERS = frozenset({"opened", "ended", "woken", "appointed", "asked", "needed"})
LINK = SentLink("groups.alive", days=60)


def token_of(steward: GroupMember) -> str:
    """What the link “is it alive?” carries; it holds until the stewards are asked anew."""
    return LINK.token(steward.pk, _asked(steward.group))


def _asked(group: Group) -> str:
    return str(int(group.asked_at.timestamp())) if group.asked_at else ""


def asked_of(token: str) -> GroupMember | None:
    """The steward whom a link belongs to, unless it is made up or too old, or they are none now."""
    opened = LINK.opened(token)
    if opened is None:
        return None
    rows = GroupMember.objects.taking_part().filter(is_steward=True)
    found = rows.filter(pk=opened.pk).select_related("group__network").first()
    is_asked = found and found.group.asked_at and opened.still_holds(_asked(found.group))
    return found if is_asked else None


def write_to(group: Group, account_ids: list[int], what: str, *, about: int = 0) -> None:
    """Have a mail sent to each of these accounts."""
    for account_id in account_ids:
        # Drawn once for each mail: a group that ends twice writes twice, and a mail that has to
        # be sent again is the same one.
        number = secrets.token_hex(8)
        enqueue(
            kind=SEND,
            dedupe_key=f"{what}-{group.pk}-{account_id}-{number}",
            payload={"group": group.pk, "account": account_id, "what": what, "about": about,
                     "number": number},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, beside its template."""

    subject: str
    link: str
    words: str = ""
    who: str = ""


@job(SEND)
def send_mail(payload: Payload, progress: Progress) -> Payload:
    """Send one mail, if its reader is a member of the network still."""
    group = Group.objects.select_related("network").filter(pk=str(payload["group"])).first()
    account = Account.objects.filter(pk=str(payload["account"]), is_active=True).first()
    if group is None or account is None or not _is_member(group.network, account):
        return {}
    what = str(payload["what"])
    with translation.override(account.language or settings.LANGUAGE_CODE):
        letter = _letter(group, account, what, int(str(payload["about"])))
        if letter is None:
            return {}
        words = {"group": group, "network": group.network, "link": letter.link,
                 "words": "" if group.is_hidden else letter.words,
                 "who": "" if group.is_hidden else letter.who,
                 "days": KNOWN_AFTER_DAYS if what == "opened" else LINK.days}  # fmt: skip
        subject = _("News from %(network)s") if group.is_hidden else letter.subject
    mails.send(
        mails.Letter(
            account.email,
            subject,
            f"groups/mails/{'quiet' if group.is_hidden else what}",
            f"group-{payload['number']}",
            account.language,
            {"group": group.name, "network": group.network.name},
        ),
        words,
    )
    return {"sent": 1}


def _is_member(network: Network, account: Account) -> bool:
    # Who takes a break is asked for nothing.
    own = Membership.objects.filter(network=network, account=account)
    return own.filter(state=Standing.ACTIVE).exists()


def _letter(group: Group, account: Account, what: str, about: int) -> Letter | None:
    """The subject, link and words of a mail; none where there is nothing to tell any more."""
    slugs = (group.network.slug, group.slug)
    page = sign_in_link("group_detail", *slugs)
    if what == "answered":
        return _answer(GroupRequest.objects.filter(pk=about, account=account).first(), page)
    if what == "alive":
        return _question(group, account, page)
    if what in _FOR_MEMBERS and not group.members.filter(account=account).exists():
        return None
    if what == "invited":
        rows = group.invitations.filter(pk=about, account=account).select_related("invited_by")
        return _invitation(rows.first(), page)
    subjects = {
        "asked": _("Somebody would like to join %(group)s"),
        # It was secret until now, so a mailbox that others read does not learn which it is.
        "opened": _("News from %(network)s"),
        "ended": _("%(group)s has ended"),
        "woken": _("%(group)s goes on"),
        "appointed": _("You are a steward of %(group)s"),
        "needed": _("Nobody looks after %(group)s"),
        "removed": _("You are no longer in %(group)s"),
    }
    link = sign_in_link("group_people", *slugs) if what == "asked" else page
    return Letter(subjects[what], link, group.closing_note if what == "ended" else "")


def _invitation(invitation: GroupInvitation | None, page: str) -> Letter | None:
    if invitation is None:
        return None
    who = invitation.invited_by.name if invitation.invited_by else ""
    return Letter(_("You are invited to %(group)s"), page, invitation.words, who)


def _answer(request: GroupRequest | None, page: str) -> Letter | None:
    if request is None:
        return None
    let_in = request.state == RequestState.ACCEPTED
    subject = _("You are in %(group)s") if let_in else _("Your request to join %(group)s")
    return Letter(subject, page, request.answer)


def _question(group: Group, account: Account, page: str) -> Letter | None:
    steward = group.members.filter(account=account, is_steward=True).first()
    if group.asked_at is None or steward is None:
        return None
    # A link that needs no account would name a secret group to whoever reads the mailbox.
    link = site_link(reverse("group_alive", args=[group.network.slug, token_of(steward)]))
    return Letter(_("Is %(group)s still alive?"), page if group.is_hidden else link)
