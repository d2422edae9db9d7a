"""Admitting somebody as another kind of member than they chose, or chose none."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.joining.actions.admitting import admit
from weft.joining.models import Application, ApplicationState
from weft.networks.models import MembershipKind


@transaction.atomic
def admit_as(
    *, viewer: Viewer, application: Application, kind: MembershipKind | None, reason: str = ""
) -> Application:
    """Make the applicant a member of this kind; without one, of what they chose themselves.

    Whether the viewer may is checked by admitting: where not, nothing is changed either.
    """
    if kind is not None and kind.network_id != application.network_id:
        raise InvalidInput(_("Choose one of the kinds of membership that are offered."))
    if kind is not None:
        waiting = Application.objects.filter(pk=application.pk, state=ApplicationState.WAITING)
        waiting.update(kind=kind)
    return admit(viewer=viewer, application=application, reason=reason)
