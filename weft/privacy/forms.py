"""Forms of privacy: their shape only; the actions check the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weft.common.personal import Part, Wish
from weft.common.widgets import OneOf
from weft.graph.models import Rung
from weft.networks.forms import styled
from weft.privacy.models import Controller


class WishesForm(forms.Form):
    """What is to become of each part of what one leaves behind. Nothing is chosen for anyone."""

    def __init__(self, *args: Any, keeps_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(wish.value, wish.label) for wish in Wish if keeps_name or wish != Wish.NAMED]
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(
                label=part.label, choices=offered, widget=OneOf
            )
        self.fields[Part.SAID.value].help_text = _(
            "Where the map keeps you without a name, this loses its name too."
        )
        self.fields["sure"] = forms.BooleanField(
            label=_("I am sure: what is deleted does not come back"),
            error_messages={"required": _("Tick this if you are sure.")},
        )

    def wishes(self) -> dict[str, str]:
        return {part.value: self.cleaned_data[part.value] for part in Part}


class ComplaintForm(forms.Form):
    words = forms.CharField(
        label=_("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        max_length=254,
        required=False,
        help_text=_("Without one you will not hear of it."),
    )
    name = forms.CharField(label=_("Your name, if you like"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class PlaceholderForm(forms.Form):
    name = forms.CharField(label=_("Their name"), max_length=120)
    address = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_("They get one mail that says that you named them."),
    )
    rung = forms.TypedChoiceField(
        label=_("What do you do together?"),
        choices=[("", "–"), *Rung.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class ControllerForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = Controller
        fields = ("name", "contact", "registration", "hosted_at", "has_such_an_aim", "recipients")
        widgets = {"recipients": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "name": _("Who answers for personal data"),
            "contact": _("How to reach them"),
            "registration": _("Registration number with the data protection authority"),
            "hosted_at": _("Where the server stands"),
            "has_such_an_aim": _(
                "The network is a body with a political, philosophical, religious or "
                "trade-union aim"
            ),
            "recipients": _("Who else gets data, such as the provider of mail"),
        }
        help_texts = {
            "name": _("A charity, a company, or the people who run the network together."),
            "contact": _("An e-mail or postal address that somebody reads."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
