"""allauth's forms for signing in and up, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import RequestLoginCodeForm, SignupForm
from django.utils.translation import gettext_lazy as _

_ADDRESS = _("E-mail address")


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _ADDRESS


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _ADDRESS
