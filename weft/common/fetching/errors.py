"""Why something could not be fetched."""

from __future__ import annotations

from weft.common.errors import WeftError


class CannotFetch(WeftError):
    """An address gave nothing that could be used; the sentence says why and what to do."""
