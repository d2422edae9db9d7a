"""Forms that are shown again, with what was typed, where something is not in order."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from weft.common.errors import InvalidInput


def is_done(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Whether the form was in order and the action took it; what it says no to, the form says."""
    if not form.is_valid():
        return False
    try:
        action()
    except InvalidInput as error:
        form.add_error(None, str(error))
        return False
    return True
