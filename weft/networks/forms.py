"""Forms of a network: their shape only; the actions check the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Visibility
from weft.networks.models import Network, Role

_NETWORK_AUDIENCES = [
    (Visibility.PUBLIC, _("Everyone. Each actor, tie and field still has its own audience.")),
    (Visibility.MEMBERS, _("Members only")),
]


def styled(form: forms.BaseForm) -> None:
    """Give each widget the class that makes it look like the others."""
    for field in form.fields.values():
        is_choice = isinstance(field.widget, forms.Select)
        if not isinstance(field.widget, forms.CheckboxInput):
            field.widget.attrs.setdefault("class", "form-select" if is_choice else "form-control")


class NetworkForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    visibility = forms.TypedChoiceField(
        label=_("Who may see that this network exists"),
        choices=_NETWORK_AUDIENCES,
        coerce=int,
        initial=Visibility.MEMBERS,
    )

    class Meta:
        model = Network
        fields = ("name", "purpose", "boundary", "colour", "visibility")
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "boundary": forms.Textarea(attrs={"rows": 2}),
            "colour": forms.TextInput(attrs={"type": "color"}),
        }
        labels = {
            "name": _("Name"),
            "purpose": _("Purpose"),
            "boundary": _("Boundary"),
            "colour": _("Accent colour"),
        }
        help_texts = {
            "purpose": _("What the network is for, in a sentence or two."),
            "boundary": _("Who belongs on the map and who does not: place, topic, kind."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class RoleForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
