"""Forms of moderating: their shape only; the actions check the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weft.common.widgets import OneOf
from weft.moderating.models import AppealOutcome, Outcome
from weft.networks.forms import styled
from weft.networks.models import Network
from weft.networks.queries import principles_of


def _words(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PrincipleForm(forms.Form):
    """Which principle something breaks, and a few words."""

    principle = forms.TypedChoiceField(
        label=_("Which principle does it break?"), coerce=int, widget=OneOf
    )
    words = _words(_("What happened?"), required=False)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        principles = principles_of(network)
        if principles:
            field = self.fields["principle"]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = list(enumerate(principles, start=1))
        else:
            del self.fields["principle"]
        styled(self)

    @property
    def chosen(self) -> int | None:
        return self.cleaned_data.get("principle")


class RefuseForm(PrincipleForm):
    words = _words(_("Words to whoever wrote it"), help_text=_("They get them by mail."))


class RulingForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What comes of it?"), widget=OneOf)
    words = _words(
        _("Words to whom it is about"),
        required=False,
        help_text=_("They get them with the principle, and can appeal."),
    )
    answer = _words(
        _("Words to whoever reported it"),
        required=False,
        help_text=_("They are told what came of it in any case."),
    )

    def __init__(self, *args: Any, outcomes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in Outcome if one in outcomes]
        styled(self)


class AppealForm(forms.Form):
    words = _words(_("Why do you see it differently?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class HearForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What comes of it?"), choices=AppealOutcome.choices, widget=OneOf
    )
    answer = _words(_("Words to whoever appealed"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class RulesForm(forms.Form):
    new_days = forms.IntegerField(
        label=_("For how many days is somebody new?"),
        help_text=_("With 0 nothing is held."),
        min_value=0,
        max_value=60,
    )
    first_posts = forms.IntegerField(
        label=_("How many of the first things they write wait?"),
        help_text=_("What has a link always waits while they are new."),
        min_value=0,
        max_value=20,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
