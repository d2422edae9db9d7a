"""Joining: the gate, applications and invitations, the profile, and the welcome."""

from weft.joining.models.applying import (
    Application,
    ApplicationQuerySet,
    ApplicationState,
    JoinAnswer,
    Opinion,
    Via,
)
from weft.joining.models.asking import AskState, VoiceAsk, VoiceAskQuerySet
from weft.joining.models.gate import (
    AdmittedBy,
    EqualityAnswer,
    EqualityQuestion,
    Gate,
    JoinQuestion,
)
from weft.joining.models.inviting import Batch, Invitation, InvitationState, InviteLink
from weft.joining.models.profile import Profile, ProfileQuerySet, Shown, Signpost, Welcome

__all__ = [
    "AdmittedBy",
    "Application",
    "ApplicationQuerySet",
    "ApplicationState",
    "AskState",
    "Batch",
    "EqualityAnswer",
    "EqualityQuestion",
    "Gate",
    "Invitation",
    "InvitationState",
    "InviteLink",
    "JoinAnswer",
    "JoinQuestion",
    "Opinion",
    "Profile",
    "ProfileQuerySet",
    "Shown",
    "Signpost",
    "Via",
    "VoiceAsk",
    "VoiceAskQuerySet",
    "Welcome",
]
