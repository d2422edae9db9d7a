"""What can keep results from being read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from weft.common.errors import WeftError


class NotWorkedOut(WeftError):
    """The net changed a moment ago, and what it rests on is still being worked out."""

    def __init__(
        self,
        message: object = _(
            "The map changed a moment ago and is being worked out. Try again in a minute."
        ),
    ) -> None:
        super().__init__(message)
