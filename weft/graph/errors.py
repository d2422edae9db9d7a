"""What can go wrong when the net is changed."""

from __future__ import annotations

from weft.common.errors import WeftError


class AlreadyUndone(WeftError):
    """The change set was undone before."""


class CannotUndo(WeftError):
    """Undoing would clash with what has happened since."""
