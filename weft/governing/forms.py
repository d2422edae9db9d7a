"""Forms of governing: their shape only; the actions check the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.accounts.models import Account
from weft.governing.models import Circle, Decision, HandoverStep, Holding, StepKind
from weft.networks.forms import styled
from weft.networks.models import Network, Role
from weft.networks.queries import accounts_of_members

_DATE = {"type": "date"}


def _offer_members(form: forms.BaseForm, network: Network, *names: str) -> None:
    for name in names:
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = accounts_of_members(network)


class CircleForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = Circle
        fields = ("name", "kind", "decides", "visibility", "ended_on")
        widgets = {
            "decides": forms.Textarea(attrs={"rows": 3}),
            "ended_on": forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
        }
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "decides": _("What it decides"),
            "visibility": _("Who may see that it exists"),
            "ended_on": _("Ended on"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class SeatForm(forms.Form):
    account = forms.ModelChoiceField(label=_("Member"), queryset=Account.objects.none())
    until = forms.DateField(
        label=_("Last day of the term"),
        required=False,
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "seat", **kwargs})
        _offer_members(self, network, "account")
        self.fields["until"].widget.attrs["min"] = timezone.localdate().isoformat()
        styled(self)

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("The last day has to be today or later."))
        return until


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = Decision
        fields = ("title", "words", "decided_on", "visibility")
        widgets = {
            "words": forms.Textarea(attrs={"rows": 4}),
            "decided_on": forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
        }
        labels = {
            "title": _("What was decided"),
            "words": _("Why, and what follows"),
            "decided_on": _("On"),
            "visibility": _("Who may read it"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "decision", **kwargs})
        self.fields["decided_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        styled(self)

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A decision is of today or earlier."))
        return day


class HoldingForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = Holding
        fields = ("name", "kind", "where", "holder", "deputy", "renews_on")
        widgets = {"renews_on": forms.DateInput(attrs=_DATE, format="%Y-%m-%d")}
        labels = {
            "name": _("What it is"),
            "kind": _("Kind"),
            "where": _("Where it is kept"),
            "holder": _("Who holds it"),
            "deputy": _("Who else can use it"),
            "renews_on": _("To be renewed on"),
        }
        help_texts = {
            "name": _("Such as the address of the website. Never write the secret itself here."),
            "where": _("Such as the safe of the treasurer, or a password manager."),
        }

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_members(self, network, "holder", "deputy")
        self.fields["deputy"].required = False
        styled(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("deputy") and cleaned["deputy"] == cleaned.get("holder"):
            self.add_error("deputy", _("A deputy is somebody else."))
        return cleaned


class StepForm(forms.Form):
    """A step of a handover. That somebody may do everything from then on is asked twice."""

    def __init__(self, *args: Any, step: HandoverStep, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_%s_{step.pk}", **kwargs})
        is_asked = step.kind == StepKind.ROLE and step.what == Role.CONVENOR and not step.done_at
        if is_asked and (not self.is_bound or "done" in self.data):
            self.fields["sure"] = forms.BooleanField(
                label=_("Yes, make them a convenor"),
                error_messages={
                    "required": _("Convenors may do everything here. Tick this if you are sure.")
                },
            )


class KnownSuccessorForm(forms.Form):
    """For those who do not manage: a name from those whom they know to be members."""

    successor = forms.ModelChoiceField(
        label=_("To whom is it handed over?"),
        help_text=_(
            "Those who have a responsibility, or are in a group with you. A convenor can begin "
            "a handover to any member."
        ),
        queryset=Account.objects.none(),
        error_messages={"required": _("Choose somebody from the list.")},
    )

    def __init__(self, *args: Any, known: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = known
        styled(self)

    def clean_successor(self) -> str:
        chosen: Account = self.cleaned_data["successor"]
        return chosen.email


class SuccessorForm(forms.Form):
    successor = forms.EmailField(
        label=_("To whom is it handed over?"),
        help_text=_("The e-mail address of a member."),
        widget=forms.EmailInput(attrs={"list": "members-known"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
