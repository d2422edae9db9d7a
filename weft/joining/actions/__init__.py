"""Every write of joining."""

from weft.joining.actions.admitting import admit, decline, give_opinion
from weft.joining.actions.applying import (
    Applicant,
    answer_questions,
    begin,
    finish,
    prove,
    withdraw,
)
from weft.joining.actions.enrolling import Enrolled, enrol
from weft.joining.actions.inviting import (
    confirm_batch,
    decline_invitation,
    follow_invitation,
    follow_link,
    invite,
    make_link,
    preview_batch,
    stop_batch,
    stop_invitation,
    stop_link,
)
from weft.joining.actions.kinds import admit_as
from weft.joining.actions.profiles import own_profile, save_step
from weft.joining.actions.voice_asks import (
    answer_voice_ask,
    ask_for_voice,
    take_back_voice_ask,
)
from weft.joining.actions.welcoming import write_welcome

__all__ = [
    "Applicant",
    "Enrolled",
    "admit",
    "admit_as",
    "answer_questions",
    "answer_voice_ask",
    "ask_for_voice",
    "begin",
    "confirm_batch",
    "decline",
    "decline_invitation",
    "enrol",
    "finish",
    "follow_invitation",
    "follow_link",
    "give_opinion",
    "invite",
    "make_link",
    "own_profile",
    "preview_batch",
    "prove",
    "save_step",
    "stop_batch",
    "stop_invitation",
    "stop_link",
    "take_back_voice_ask",
    "withdraw",
    "write_welcome",
]
