"""Every write to groups. Pages and the demo come through here."""

from weft.groups.actions.belonging import (
    accept_invitation,
    answer_request,
    ask_to_join,
    choose_shown,
    decline_invitation,
    invite_member,
    join_group,
    leave_group,
    remove_member,
    take_back_invitations,
    withdraw_request,
)
from weft.groups.actions.ending import can_be_woken, end_group, wake_group
from weft.groups.actions.leaving import forget_in_groups, leave_all_groups
from weft.groups.actions.pulse import Answer, find_sleeping, say_pulse, say_pulse_by_mail
from weft.groups.actions.resources import Resource, add_resource, remove_resource
from weft.groups.actions.starting import (
    Draft,
    change_group,
    set_months,
    start_group,
)
from weft.groups.actions.stewards import (
    appoint,
    look_after,
    may_look_after,
    rescue,
    stand_down,
)

__all__ = [
    "Answer",
    "Draft",
    "Resource",
    "accept_invitation",
    "add_resource",
    "answer_request",
    "appoint",
    "ask_to_join",
    "can_be_woken",
    "change_group",
    "choose_shown",
    "decline_invitation",
    "end_group",
    "find_sleeping",
    "forget_in_groups",
    "invite_member",
    "join_group",
    "leave_all_groups",
    "leave_group",
    "look_after",
    "may_look_after",
    "remove_member",
    "remove_resource",
    "rescue",
    "say_pulse",
    "say_pulse_by_mail",
    "set_months",
    "stand_down",
    "start_group",
    "take_back_invitations",
    "wake_group",
    "withdraw_request",
]
