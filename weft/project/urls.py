"""All addresses. Those of a network come last: its name is the first part of them."""

from django.urls import include, path

from weft.common import views
from weft.groups.api import router as groups_router
from weft.insights.api import router as insights_router
from weft.mapping.api.living import router as living_router
from weft.mapping.api.routes import api

api.add_router("", groups_router)
api.add_router("", insights_router)
api.add_router("", living_router)

urlpatterns = [
    path("health/", views.health, name="health"),
    path("theme/<str:colour>.css", views.theme, name="theme"),
    path("api/v1/", api.urls),
    path("", include("weft.accounts.urls")),
    path("", include("weft.networks.urls")),
    path("", include("weft.privacy.urls")),
    path("", include("weft.joining.urls")),
    path("", include("weft.governing.urls")),
    path("", include("weft.moderating.urls")),
    path("", include("weft.groups.urls")),
    path("", include("weft.mapping.urls")),
    path("", include("weft.insights.urls")),
    path("", include("weft.keeping.urls")),
    path("", include("weft.workshop.urls")),
    path("", include("weft.home.urls")),
]
