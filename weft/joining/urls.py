"""Addresses of joining, of the members, and of invitations."""

from django.urls import path

from weft.joining.views import admission, gate, inviting, kinds, members, settings, voices

N = "<slug:network_slug>/"
urlpatterns = [
    path(N + "join/", gate.join, name="join"),
    path(N + "join/link/<str:code>/", gate.join_by_link, name="join_by_link"),
    path(N + "join/invited/<str:token>/", gate.join_invited, name="join_invited"),
    path(N + "join/no/<str:token>/", gate.invitation_decline, name="invitation_decline"),
    path(N + "join/back/<str:token>/", gate.join_resume, name="join_resume"),
    path(N + "join/not-me/<str:token>/", gate.join_not_me, name="join_not_me"),
    path(N + "join/profile/", gate.join_profile, name="join_profile"),
    path(N + "join/profile/<slug:step_key>/", gate.join_step, name="join_step"),
    path(N + "join/send/", gate.join_finish, name="join_finish"),
    path(N + "join/withdraw/", gate.join_withdraw, name="join_withdraw"),
    path(N + "welcome/", members.welcome, name="welcome"),
    path(N + "profile/", members.own_profile_page, name="own_profile"),
    path(N + "profile/<slug:step_key>/", members.own_profile_step, name="own_profile_step"),
    path(N + "members/", members.members, name="members"),
    path(N + "members/keep/", members.members_keep, name="members_keep"),
    path(N + "members/keep/<int:membership_id>/", members.member_detail, name="member_detail"),
    path(
        N + "members/keep/<int:membership_id>/standing/",
        members.member_standing,
        name="member_standing",
    ),
    path(N + "members/<int:profile_id>/", members.profile_detail, name="profile_detail"),
    path(N + "members/applications/", admission.applications, name="applications"),
    path(
        N + "members/applications/<int:application_id>/",
        admission.application_detail,
        name="application_detail",
    ),
    path(N + "members/invitations/", inviting.invitations, name="invitations"),
    path(
        N + "members/invitations/<int:invitation_id>/stop/",
        inviting.invitation_stop,
        name="invitation_stop",
    ),
    path(N + "members/keep/<int:membership_id>/kind/", kinds.member_kind, name="member_kind"),
    path(N + "members/links/", inviting.link_make, name="link_make"),
    path(N + "members/links/<int:link_id>/stop/", inviting.link_stop, name="link_stop"),
    path(N + "members/spreadsheets/", inviting.batch_start, name="batch_start"),
    path(N + "members/spreadsheets/<int:batch_id>/", inviting.batch_detail, name="batch_detail"),
    path(N + "members/spreadsheets/<int:batch_id>/stop/", inviting.batch_stop, name="batch_stop"),
    path(N + "actors/<int:actor_id>/voices/", voices.voices, name="voices"),
    path(
        N + "actors/<int:actor_id>/voices/take-back/",
        voices.voice_ask_take_back,
        name="voice_ask_take_back",
    ),
    path(N + "settings/joining/", settings.joining_settings, name="joining_settings"),
    path(N + "settings/joining/kinds/", settings.kind_add, name="kind_add"),
    path(N + "settings/joining/kinds/<int:kind_id>/", settings.kind_edit, name="kind_edit"),
    path(
        N + "settings/joining/kinds/<int:kind_id>/remove/",
        settings.kind_remove,
        name="kind_remove",
    ),
    path(N + "settings/joining/questions/", settings.question_add, name="question_add"),
    path(
        N + "settings/joining/questions/<int:question_id>/remove/",
        settings.question_remove,
        name="question_remove",
    ),
    path(N + "settings/joining/equality/", settings.equality_add, name="equality_add"),
    path(
        N + "settings/joining/equality/<int:question_id>/remove/",
        settings.equality_remove,
        name="equality_remove",
    ),
]
