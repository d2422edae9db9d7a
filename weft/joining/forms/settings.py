"""How one joins: the public page, the kinds of membership and the questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weft.accounts.models import Account
from weft.joining.models import EqualityQuestion, Gate, JoinQuestion
from weft.networks.forms import styled
from weft.networks.models import HOLDING, MOST_MONTHS, MembershipKind, Network

MOST_NEEDED = 50
MOST_REMIND_DAYS = 90


class GateForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    needed = forms.IntegerField(
        label=_("How many of them have to say yes"),
        help_text=_("Counts for a panel and for members."),
        min_value=1,
        max_value=MOST_NEEDED,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Between 1 and 50 people.")),
    )
    remind_days = forms.IntegerField(
        label=_("Remind after so many days without an answer"),
        min_value=1,
        max_value=MOST_REMIND_DAYS,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("Between 1 and 90 days.")),
    )

    class Meta:
        model = Gate
        fields = (
            "is_open", "names_convenors", "asks", "gives", "exclusions", "admitted_by", "needed",
            "remind_days", "welcomer", "welcome", "writes_to_invited",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("asks", "gives", "exclusions", "welcome")
        }
        labels = {
            "is_open": _("People can apply to join"),
            "names_convenors": _("Say there who convenes the network"),
            "asks": _("What it asks of members"),
            "gives": _("What it gives them"),
            "exclusions": _("Who cannot join"),
            "admitted_by": _("Who admits"),
            "welcomer": _("Who says hello to new members"),
            "welcome": _("Words in the first mail to a new member"),
            "writes_to_invited": _(
                "Write once a month to those who were invited and have not answered"
            ),
        }
        help_texts = {
            "is_open": _("The page for joining can then be seen by everyone who has its address."),
            "names_convenors": _("Else only members read the names of convenors."),
            "exclusions": _("Such as political parties, or anyone who sells to members."),
        }

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        welcomer = self.fields["welcomer"]
        assert isinstance(welcomer, forms.ModelChoiceField)
        welcomer.queryset = Account.objects.filter(
            memberships__network=network, memberships__state__in=HOLDING
        ).order_by("name", "email")
        welcomer.empty_label = _("Nobody yet")
        styled(self)


class KindForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    months = forms.IntegerField(
        label=_("Lapses after so many months"),
        help_text=_("Leave it empty if it does not lapse."),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages=dict.fromkeys(
            ("min_value", "max_value"), _("Between 1 month and 20 years, or leave it empty.")
        ),
    )

    class Meta:
        model = MembershipKind
        fields = (
            "name", "words", "is_for_organisations", "is_open", "sees_members",
            "may_join_groups", "may_invite", "may_decide", "months", "position",
        )  # fmt: skip
        labels = {
            "name": _("Name"),
            "words": _("Who it is for"),
            "is_for_organisations": _("It is for organisations"),
            "is_open": _("People can apply for it"),
            "sees_members": _("Sees what is for members"),
            "may_join_groups": _("May join groups"),
            "may_invite": _("May invite others"),
            "may_decide": _("Has a say in decisions"),
            "position": _("Place in the list"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = JoinQuestion
        fields = ("words", "is_required")
        labels = {"words": _("Question"), "is_required": _("Has to be answered")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "question", **kwargs})
        styled(self)


class EqualityQuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One on each line, 2 to 12."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = EqualityQuestion
        fields = ("words", "options")
        labels = {"words": _("Question")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "equality", **kwargs})
        styled(self)

    def clean_options(self) -> list[str]:
        lines = [line.strip()[:120] for line in self.cleaned_data["options"].splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if not 2 <= len(options) <= 12:
            raise forms.ValidationError(_("Write 2 to 12 answers, each on a line of its own."))
        return options
