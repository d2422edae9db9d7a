"""Who speaks for an organisation: several people, some of them as deputies."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import plain_address
from weft.common.audit import DeedKind, Whom, deed, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.throttle import DAY, Throttle
from weft.common.visibility import Viewer
from weft.graph.kinds import names_people
from weft.graph.models import Actor, Part, Voice, VoiceKind
from weft.groups.known import members_known
from weft.joining.models import AskState, VoiceAsk
from weft.joining.permissions import may_admit
from weft.networks.endings import when_membership_ends
from weft.networks.models import Membership
from weft.networks.queries import accounts_of_members

VOICE_GIVEN = deed(
    "voice_given",
    gettext_lazy("{by} let {about} speak for an organisation."),
    names_about=False,
    kind=DeedKind.MEMBERS,
)
VOICE_TAKEN = deed(
    "voice_taken",
    gettext_lazy("{by} ended that {about} speaks for an organisation."),
    names_about=False,
    kind=DeedKind.MEMBERS,
)
#: By who speaks for it; those who admit do this all day.
_GIVEN = Throttle(
    "give-voice",
    most=20,
    seconds=DAY,
    words=gettext_lazy("You have done this as often as one person can in a day. Go on tomorrow."),
)


def may_give_voice(viewer: Viewer, actor: Actor) -> bool:
    """Those who admit; and those who speak for it already, but for the deputies."""
    if may_admit(viewer):
        return True
    if viewer.account_id is None or not viewer.is_member:
        return False
    return Voice.objects.filter(
        actor=actor, account_id=viewer.account_id, kind=VoiceKind.SPEAKS
    ).exists()


def is_person(actor: Actor) -> bool:
    """Whether nobody else speaks for it: it is somebody here, or of a kind of people."""
    is_somebody = Voice.objects.filter(actor=actor, kind=VoiceKind.SELF).exists()
    return is_somebody or names_people(actor.kind.name)


@transaction.atomic
def give_voice(
    *, viewer: Viewer, actor: Actor, email: str, is_deputy: bool, part: str = ""
) -> Voice:
    """Let a member speak for an organisation. Those who admit give it to any address; others to
    members whom they know, since an answer about any address would tell who is a member."""
    if actor.network_id != viewer.network_id or not may_give_voice(viewer, actor):
        raise NotAllowed(_("Only those who speak for it can name others who do."))
    account = _member_with(viewer, actor, plain_address(email))
    kind = VoiceKind.DEPUTY if is_deputy else VoiceKind.SPEAKS
    return let_speak(viewer, Voice(actor=actor, account=account, kind=kind, part=part))


def _member_with(viewer: Viewer, actor: Actor, address: str) -> Account:
    """The member with this address, among those to whom the viewer may give a voice."""
    if may_admit(viewer):
        account = accounts_of_members(actor.network).filter(email=address).first()
        if account is None:
            raise InvalidInput(_("No member has this address. Invite them first."))
        return account
    assert viewer.account_id is not None
    _GIVEN.count_deed(viewer.account_id)
    known = members_known(viewer, actor.network).filter(email=address).first()
    if known is None:
        raise InvalidInput(
            _("Choose somebody from the list. Anybody else can ask on this page to speak for it.")
        )
    return known


def let_speak(viewer: Viewer, voice: Voice) -> Voice:
    """Make somebody the voice of an actor; whoever calls this has checked that both may be. If
    they had asked to, nothing waits for an answer any more."""
    actor = voice.actor
    if Voice.objects.filter(actor=actor, kind=VoiceKind.SELF).exists():
        raise InvalidInput(_("This is a person, who speaks for themselves."))
    if voice.part and voice.part not in Part.values:
        raise InvalidInput(_("Choose one of the parts that are offered."))
    given, _is_new = Voice.objects.update_or_create(
        actor=actor,
        account_id=voice.account_id,
        defaults={"kind": voice.kind, "part": voice.part},
    )
    asked = VoiceAsk.objects.filter(actor=actor, account_id=voice.account_id)
    asked.filter(state=AskState.WAITING).delete()
    record(
        VOICE_GIVEN,
        network_id=actor.network_id,
        whom=Whom(by=viewer.account_id, about=given.account_id),
        subject=f"graph.Actor:{actor.pk}",
    )
    return given


@transaction.atomic
def take_voice(*, viewer: Viewer, voice: Voice) -> None:
    """End that somebody speaks for an organisation: oneself, or as one who may name others."""
    if voice.actor.network_id != viewer.network_id or voice.kind == VoiceKind.SELF:
        raise NotAllowed
    if voice.account_id != viewer.account_id and not may_give_voice(viewer, voice.actor):
        raise NotAllowed(_("Only those who speak for it can name others who do."))
    record(
        VOICE_TAKEN,
        network_id=voice.actor.network_id,
        whom=Whom(by=viewer.account_id, about=voice.account_id),
        subject=f"graph.Actor:{voice.actor_id}",
    )
    voice.delete()


@when_membership_ends
def speak_no_more(membership: Membership) -> None:
    """Who is no member speaks for no organisation; who they are on the map is another matter."""
    own = Voice.objects.filter(
        actor__network_id=membership.network_id, account_id=membership.account_id
    )
    own.exclude(kind=VoiceKind.SELF).delete()
