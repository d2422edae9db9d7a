"""The errors that Weft shows to people: what happened, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class WeftError(Exception):
    """Something a person can understand and act on. The text is shown as it is."""

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(WeftError):
    """The viewer may see this, but may not do that."""

    def __init__(
        self, message: object = _("You do not have the responsibility that this needs.")
    ) -> None:
        super().__init__(message)


class TooOften(WeftError):
    """From this address came more of it than is good for anybody."""


class InvalidInput(WeftError):
    """What was given cannot be used."""
