"""The first page, the network's own questions, and the answers of those who admit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from weft.accounts.models import Account
from weft.common.widgets import OneOf
from weft.graph.models import Part, VoiceKind
from weft.joining.models import JoinQuestion
from weft.networks.forms import styled
from weft.networks.models import MembershipKind, Network
from weft.privacy.models import Channel


class _KindChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def label_from_instance(self, kind: Any) -> str:
        return f"{kind.name} – {kind.words}" if kind.words else str(kind.name)


class JoinForm(forms.Form):
    """Who one is, and the agreement."""

    name = forms.CharField(
        label=_("What should we call you?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send you a link with which you can go on at any time."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    kind = _KindChoice(
        label=_("How do you want to take part?"),
        queryset=MembershipKind.objects.none(),
        widget=OneOf,
        empty_label=None,
        error_messages={"required": _("Choose how you want to take part.")},
    )
    agrees = forms.BooleanField(
        label="",
        error_messages={"required": _("We may keep what you write only if you tick this.")},
    )

    def __init__(
        self, *args: Any, network: Network, wording: str, offers: dict[str, Any], **kwargs: Any
    ) -> None:
        """`offers` is what an invitation settles already: an address, a kind of membership."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)
        kind.queryset = network.membership_kinds.filter(is_open=True).order_by("position", "pk")
        offered = list(kind.queryset[:2])
        if offers.get("kind") or not offered:
            del self.fields["kind"]
        elif len(offered) == 1:
            kind.initial = offered[0].pk
        if offers.get("email"):
            del self.fields["email"]
        self.fields["agrees"].label = wording
        styled(self)


class QuestionsForm(forms.Form):
    """What the network asks everyone who applies."""

    def __init__(self, *args: Any, questions: list[JoinQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=question.words,
                required=question.is_required,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        styled(self)

    def answers(self) -> dict[int, str]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


class OpinionForm(forms.Form):
    says = forms.ChoiceField(
        label=_("What do you think?"),
        choices=[("yes", _("Yes, let them in")), ("no", _("No"))],
        widget=OneOf,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        required=False,
        help_text=_("Read by those who admit members."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class AdmitForm(forms.Form):
    kind = forms.ModelChoiceField(
        label=_("Kind of membership"),
        queryset=MembershipKind.objects.none(),
        required=False,
        widget=forms.Select(attrs={"id": "id_admit_kind"}),
    )
    reason = forms.CharField(
        label=_("Why, in a few words"),
        max_length=2000,
        required=False,
        help_text=_("Kept for a year, for those who admit members."),
        widget=forms.Textarea(attrs={"rows": 2, "id": "id_admit_reason"}),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "admit", **kwargs})
        _offer_kinds(self, network)
        if not network.membership_kinds.exists():
            del self.fields["kind"]
        styled(self)


class MemberKindForm(forms.Form):
    """Another kind of membership for somebody who is a member."""

    kind = forms.ModelChoiceField(
        label=_("Kind of membership"), queryset=MembershipKind.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_member_%s", **kwargs})
        _offer_kinds(self, network)
        styled(self)


class DeclineForm(forms.Form):
    words = forms.CharField(
        label=_("What to tell them"),
        max_length=2000,
        help_text=_("They get these words by mail. Say what they can do instead, if you can."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        help_text=_("Kept for a year, for those who admit members."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "decline", **kwargs})
        styled(self)


class EnrolForm(forms.Form):
    """Someone who asked by mail, phone or paper."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    kind = forms.ModelChoiceField(
        label=_("Kind of membership"), queryset=MembershipKind.objects.none(), required=False
    )
    channel = forms.ChoiceField(
        label=_("How did they agree?"),
        choices=[(one.value, one.label) for one in Channel if one != Channel.WEB],
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_kinds(self, network)
        styled(self)


def _offer_kinds(form: forms.Form, network: Network) -> None:
    kind = form.fields["kind"]
    assert isinstance(kind, forms.ModelChoiceField)
    kind.queryset = network.membership_kinds.order_by("position", "pk")


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    kind = forms.ModelChoiceField(
        label=_("Kind of membership"),
        queryset=MembershipKind.objects.none(),
        required=False,
        empty_label=_("They choose"),
    )
    words = forms.CharField(
        label=_("A few words from you"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_kinds(self, network)
        styled(self)


class LinkForm(forms.Form):
    until = forms.DateField(
        label=_("Works until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    most = forms.IntegerField(
        label=_("For how many people"), min_value=1, max_value=500, initial=20
    )
    kind = forms.ModelChoiceField(
        label=_("Kind of membership"),
        queryset=MembershipKind.objects.none(),
        required=False,
        empty_label=_("They choose"),
    )
    is_trusted = forms.BooleanField(
        label=_("Whoever has the link is admitted at once, without anybody looking"),
        required=False,
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "link", **kwargs})
        _offer_kinds(self, network)
        styled(self)


class BatchForm(forms.Form):
    file = forms.FileField(
        label=_("A spreadsheet of people"),
        help_text=_(
            "CSV, Excel or LibreOffice. It needs a column “email”; “name”, “organisation” and "
            "“kind” help."
        ),
    )
    words = forms.CharField(
        label=_("A few words for all of them"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "batch", **kwargs})
        styled(self)


class WavesForm(forms.Form):
    first_on = forms.DateField(
        label=_("First wave on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    a_wave = forms.IntegerField(label=_("People in a wave"), min_value=1, max_value=200, initial=20)
    every_days = forms.IntegerField(
        label=_("Days between waves"), min_value=1, max_value=90, initial=7
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class VoiceAskForm(forms.Form):
    """A member who would like to speak for an organisation."""

    kind = forms.ChoiceField(
        label=_("How do you speak for it?"),
        choices=[(VoiceKind.SPEAKS, _("First-hand")), (VoiceKind.DEPUTY, _("As a deputy"))],
        widget=OneOf,
    )
    part = forms.ChoiceField(
        label=_("Your part in it"), choices=[("", "–"), *Part.choices], required=False
    )
    words = forms.CharField(
        label=_("Why, in a sentence"),
        max_length=500,
        required=False,
        help_text=_("Read by those who answer, who also see your name."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class VoiceAnswerForm(forms.Form):
    """Words to who asked to speak for an organisation."""

    words = forms.CharField(
        label=_("A few words from you"),
        max_length=2000,
        required=False,
        help_text=_("They get them by mail, with your yes or no."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, ask_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"ask{ask_id}", **kwargs})
        styled(self)


class _VoiceForm(forms.Form):
    """Somebody who is to speak for an organisation."""

    part = forms.ChoiceField(
        label=_("Their part in it"), choices=[("", "–"), *Part.choices], required=False
    )
    is_deputy = forms.BooleanField(label=_("As a deputy"), required=False)
    field_order = ("email", "part", "is_deputy")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class VoiceForm(_VoiceForm):
    """For those who admit: any member, by address."""

    email = forms.EmailField(label=_("Address of a member"), max_length=254)


class KnownVoiceForm(_VoiceForm):
    """For others who speak for it: a name from those whom they know to be members."""

    email = forms.ModelChoiceField(
        label=_("Member"),
        help_text=_(
            "Those who have a responsibility, or are in a group with you. Anybody else can ask on "
            "this page to speak for it."
        ),
        queryset=Account.objects.none(),
        error_messages={"required": _("Choose somebody from the list.")},
    )

    def __init__(self, *args: Any, known: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = known

    def clean_email(self) -> str:
        chosen: Account = self.cleaned_data["email"]
        return chosen.email
