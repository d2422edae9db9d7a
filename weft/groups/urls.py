"""Addresses of groups."""

from django.urls import path

from weft.groups.views import belonging, groups, pulse, stewards

N = "<slug:network_slug>/groups/"
G = N + "<slug:group_slug>/"
urlpatterns = [
    path(N, groups.groups, name="groups"),
    path(N + "new/", groups.group_start, name="group_start"),
    path(N + "groups.csv", groups.groups_csv, name="groups_csv"),
    path(N + "alive/<str:token>/", pulse.group_alive, name="group_alive"),
    path(G, groups.group_detail, name="group_detail"),
    path(G + "edit/", groups.group_edit, name="group_edit"),
    path(G + "join/", belonging.group_join, name="group_join"),
    path(G + "ask/", belonging.group_ask, name="group_ask"),
    path(G + "withdraw/", belonging.group_withdraw, name="group_withdraw"),
    path(G + "no-thanks/", belonging.group_no_thanks, name="group_no_thanks"),
    path(G + "leave/", belonging.group_leave, name="group_leave"),
    path(G + "shown/", belonging.group_shown, name="group_shown"),
    path(G + "resources/", stewards.resource_add, name="group_resource_add"),
    path(
        G + "resources/<int:resource_id>/remove/",
        stewards.resource_remove,
        name="group_resource_remove",
    ),
    path(G + "people/", stewards.group_people, name="group_people"),
    path(G + "people/invite/", stewards.group_invite, name="group_invite"),
    path(G + "people/take-back/", stewards.group_uninvite, name="group_uninvite"),
    path(G + "people/<int:member_id>/", stewards.group_member, name="group_member"),
    path(G + "requests/<int:request_id>/", stewards.group_request, name="group_request"),
    path(G + "rescue/", stewards.group_rescue, name="group_rescue"),
    path(G + "look-after/", stewards.group_look_after, name="group_look_after"),
    path(G + "pulse/", pulse.group_pulse, name="group_pulse"),
    path(G + "end/", pulse.group_end, name="group_end"),
    path(G + "wake/", pulse.group_wake, name="group_wake"),
    path("<slug:network_slug>/settings/groups/", groups.group_settings, name="group_settings"),
]
