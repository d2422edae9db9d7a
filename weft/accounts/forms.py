"""Forms of an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from weft.common.links import name_without_address


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        validators=[name_without_address],
        help_text=_("Members of your networks read it beside your changes."),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "name"}),
    )

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Of pages, and of the mails that you get."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("As the browser asks for")), *settings.LANGUAGES]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "one-time-code", "dir": "ltr"}
        ),
    )
