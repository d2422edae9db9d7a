"""Forms of a network: their shape only; the actions check the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from weft.accounts.models import Account
from weft.common.visibility import Viewer, Visibility
from weft.networks.models import MOST_MONTHS, Network, Role
from weft.networks.queries import possible_parents

_NETWORK_AUDIENCES = [
    (Visibility.PUBLIC, _("Everyone. Each actor, tie and field still has its own audience.")),
    (Visibility.MEMBERS, _("Members only")),
]


def styled(form: forms.BaseForm) -> None:
    """Give each widget the class that makes it look like the others."""
    for field in form.fields.values():
        is_choice = isinstance(field.widget, forms.Select)
        if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
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
        fields: tuple[str, ...] = ("name", "purpose", "boundary", "colour", "visibility")
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


class StartForm(NetworkForm):
    """A new network. Its founder says what they are called, if they have not yet: invitations and
    the log would else speak of somebody without a name."""

    own_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Members read it beside what you do, and those whom you invite."),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account.name:
            del self.fields["own_name"]


class SettingsForm(NetworkForm):
    """A network's settings: those it starts with, and how long its ties are believed."""

    all_need_second_step = forms.BooleanField(
        label=_("Ask every member for a second step when they sign in"),
        required=False,
        help_text=_(
            "For networks whose members have much to fear. Each needs an app or a passkey within "
            "a week. Without this, only those who look after the network need one."
        ),
    )

    class Meta(NetworkForm.Meta):
        fields = (
            *NetworkForm.Meta.fields, "principles", "fading_months", "fresh_until_months",
            "asks_by_mail",
        )  # fmt: skip
        widgets = {
            **NetworkForm.Meta.widgets,
            "principles": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {
            **NetworkForm.Meta.labels,
            "principles": _("Principles"),
            "fading_months": _("A tie fades after so many months without new evidence"),
            "fresh_until_months": _("It no longer counts after so many months"),
            "asks_by_mail": _("Ask people by mail, once a month at most, if their ties still hold"),
        }
        help_texts = {
            **NetworkForm.Meta.help_texts,
            "principles": _(
                "What members hold to, one on each line. Everyone who wants to join reads them, "
                "and whoever reports something names the one that it breaks."
            ),
            "fading_months": _("18 suits most networks. Fading ties are drawn fainter."),
            "fresh_until_months": _(
                "30 suits most networks. After that a tie is in no measure and not on the map; "
                "history keeps it."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("fading_months", "fresh_until_months"):
            self.fields[name].widget.attrs.update(min=1, max=MOST_MONTHS)
        if settings.WEFT_REQUIRE_SECOND_STEP:
            self.fields["all_need_second_step"].initial = self.instance.all_need_second_step
        else:
            # Where the server asks it of nobody, a network cannot either.
            del self.fields["all_need_second_step"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        fading, ends = cleaned.get("fading_months"), cleaned.get("fresh_until_months")
        told = {"fading_months": fading, "fresh_until_months": ends}
        outside = [
            name
            for name, months in told.items()
            if months is not None and not 1 <= months <= MOST_MONTHS
        ]
        for name in outside:
            self.add_error(name, _("Between 1 month and 20 years."))
        if not outside and fading is not None and ends is not None and fading > ends:
            self.add_error(
                "fresh_until_months",
                _("A tie has to fade before it stops counting, and both within 20 years."),
            )
        return cleaned


class ParentForm(forms.Form):
    """The network that this one is a part of."""

    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=_("No other network"),
        help_text=_("You can choose among the networks that you convene too."),
    )

    def __init__(self, *args: Any, network: Network, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = possible_parents(network, viewer.account_id)
        field.initial = network.parent_id
        styled(self)


class RoleForm(forms.Form):
    """A responsibility for a member: which, first or as a deputy, and until when."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of somebody who is a member already.")
    )
    role = forms.ChoiceField(
        label=_("Responsibility"), choices=[("", _("Choose a responsibility")), *Role.choices],
        error_messages={"required": _("Choose a responsibility.")},
    )  # fmt: skip
    is_deputy = forms.BooleanField(
        label=_("As a deputy"),
        required=False,
        help_text=_("A deputy may do the same; it says who stands in for whom."),
    )
    until = forms.DateField(
        label=_("Last day of the term"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Most terms last a year or two. Empty: until it is taken away."),
    )
    sure = forms.BooleanField(label=_("Yes, make them a convenor"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked only of those who chose the role that may do everything.
        if self.data.get("role") != Role.CONVENOR:
            del self.fields["sure"]
        styled(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") == Role.CONVENOR and not cleaned.get("sure"):
            self.add_error(
                "sure", _("Convenors may do everything here. Check the address once more.")
            )
        return cleaned
