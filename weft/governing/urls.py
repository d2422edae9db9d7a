"""Addresses of governing."""

from django.urls import path

from weft.governing import views, views_handovers

N = "<slug:network_slug>/who-can/"
C = N + "circles/<int:circle_id>/"
urlpatterns = [
    path(N, views.who_can, name="who_can"),
    path(N + "log/", views.log, name="power_log"),
    path(N + "circles/", views.circle_add, name="circle_add"),
    path(C, views.circle_detail, name="circle_detail"),
    path(C + "edit/", views.circle_edit, name="circle_edit"),
    path(C + "seats/", views.seat_give, name="seat_give"),
    path(C + "seats/<int:seat_id>/take/", views.seat_take, name="seat_take"),
    path(C + "decisions/", views.decision_add, name="decision_add"),
    path(N + "held/", views.holdings, name="holdings"),
    path(N + "held/<int:holding_id>/", views.holding_edit, name="holding_edit"),
    path(N + "exit/<int:membership_id>/", views_handovers.exit_page, name="exit_page"),
    path(
        N + "handovers/<int:handover_id>/", views_handovers.handover_detail, name="handover_detail"
    ),
    path(
        N + "handovers/<int:handover_id>/finish/",
        views_handovers.handover_finish,
        name="handover_finish",
    ),
    path(
        N + "handovers/<int:handover_id>/stop/",
        views_handovers.handover_stop,
        name="handover_stop",
    ),
]
