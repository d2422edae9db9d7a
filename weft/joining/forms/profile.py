"""The screens of the joining profile: one question each, in the order they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from weft.common.links import name_without_address
from weft.common.widgets import OneOf, SomeOf
from weft.graph.cleaning import storable_text
from weft.graph.models import Part
from weft.joining import choices
from weft.joining.models import EqualityQuestion, Profile, Shown
from weft.networks.forms import styled

MOST_TOPICS, MOST_WAYS, MOST_ROWS, MOST_GROUPS = 5, 3, 3, 2
_ROWS = [("1", _("First")), ("2", _("Second")), ("3", _("Third"))]
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def one_of(label: Any, offered: Sequence[Any], **more: Any) -> forms.ChoiceField:
    more.setdefault("required", False)
    return forms.ChoiceField(label=label, choices=offered, widget=OneOf, **more)


def some_of(label: Any, offered: Sequence[Any], **more: Any) -> forms.MultipleChoiceField:
    more.setdefault("required", False)
    return forms.MultipleChoiceField(label=label, choices=offered, widget=SomeOf, **more)


class StepForm(forms.Form):
    """One screen. `kept` names the fields that are columns of the profile as they are."""

    kept: ClassVar[tuple[str, ...]] = ()
    template: ClassVar[str] = ""
    # Whether all fields belong to rows, with the row's number at the end of their names.
    rows: ClassVar[bool] = False

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        self.profile = profile
        kwargs.setdefault("initial", self.told())
        super().__init__(*args, **kwargs)
        self.set_up()
        styled(self)

    def set_up(self) -> None:
        """What depends on the network or on the profile."""

    @property
    def numbered_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each row where a screen asks the same several times."""
        rows = [(str(name), [f for f in self if f.name[-1] == end]) for end, name in _ROWS]
        return [row for row in rows if row[1]] if self.rows else []

    def told(self) -> dict[str, Any]:
        """What the profile says already."""
        return {name: getattr(self.profile, name) for name in self.kept}

    def values(self) -> dict[str, Any]:
        """The columns of the profile that the answers become."""
        return {name: _plain(self.cleaned_data[name]) for name in self.kept}


def _plain(value: Any) -> Any:
    return storable_text(value).strip() if isinstance(value, str) else value


class NameForm(StepForm):
    kept = ("name", "contact_by", "phone", "post")
    name = forms.CharField(
        label=_("What should we call you?"), max_length=120, validators=[name_without_address]
    )
    contact_by = one_of(
        _("How do you like to be contacted?"), choices.ContactBy.choices, required=True
    )
    phone = forms.CharField(
        label=_("Phone number, if you like to be phoned"), max_length=60, required=False
    )
    post = forms.CharField(
        label=_("Postal address, if you like post"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def values(self) -> dict[str, Any]:
        told = super().values()
        # What is not needed is not kept.
        if told["contact_by"] != choices.ContactBy.PHONE:
            told["phone"] = ""
        if told["contact_by"] != choices.ContactBy.POST:
            told["post"] = ""
        return told


class HereForm(StepForm):
    kept = ("here_for",)
    here_for = one_of(_("Are you here…"), choices.HereFor.choices, required=True)


class GroupsForm(StepForm):
    """Up to two groups, with one's part in each."""

    rows = True

    def set_up(self) -> None:
        for number in range(1, MOST_GROUPS + 1):
            self.fields[f"name{number}"] = forms.CharField(
                label=_("Which group?") if number == 1 else _("Another group"),
                max_length=200,
                required=False,
                help_text=_("Its name; choose it from the list if it is there.")
                if number == 1
                else "",
                widget=forms.TextInput(attrs={"list": "groups-known"}),
            )
            self.fields[f"part{number}"] = one_of(_("Your part in it"), Part.choices)
            self.fields[f"new{number}"] = one_of(
                _("Less than a year in this part?"),
                _YES_NO,
                help_text=_("Then we can find you a buddy, if you like.") if number == 1 else "",
            )

    def told(self) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for number, group in enumerate(self.profile.groups, start=1):
            said |= {
                f"name{number}": group["name"],
                f"part{number}": group["part"],
                f"new{number}": group["new"],
            }
        return said

    def values(self) -> dict[str, Any]:
        rows = [
            {
                "name": _plain(self.cleaned_data[f"name{n}"]),
                "part": self.cleaned_data[f"part{n}"],
                "new": self.cleaned_data[f"new{n}"],
            }
            for n in range(1, MOST_GROUPS + 1)
        ]
        return {"groups": [row for row in rows if row["name"]]}


class PlaceForm(StepForm):
    kept = ("works_in", "works_place", "based")
    works_in = one_of(
        _("Where does most of your work happen?"), choices.WorksIn.choices, required=True
    )
    works_place = forms.CharField(
        label=_("Which region or place?"),
        max_length=120,
        required=False,
        help_text=_("A town, such as Sheffield."),
    )
    based = forms.CharField(
        label=_("Where are you based?"),
        max_length=120,
        required=False,
        help_text=_("A town or region is enough. Leave out what you do not want to say."),
    )


class SizeForm(StepForm):
    kept = ("size",)
    size = one_of(_("How big is the group?"), choices.Size.choices)


class TopicsForm(StepForm):
    topics = forms.CharField(
        label=_("What do you work on?"),
        max_length=400,
        required=False,
        help_text=_("Up to five topics, with commas between them."),
        widget=forms.TextInput(attrs={"list": "topics-known"}),
    )

    def told(self) -> dict[str, Any]:
        return {"topics": ", ".join(self.profile.topics)}

    def clean_topics(self) -> list[str]:
        told = [_plain(part)[:60] for part in self.cleaned_data["topics"].split(",")]
        topics = list(dict.fromkeys(topic for topic in told if topic))
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(_("Five topics at most. Keep those that matter most."))
        return topics

    def values(self) -> dict[str, Any]:
        return {"topics": self.cleaned_data["topics"]}


class WaysForm(StepForm):
    kept = ("ways",)
    ways = some_of(
        _("How do you mostly try to make change?"),
        choices.Way.choices,
        help_text=_("Up to three."),
    )

    def clean_ways(self) -> list[str]:
        ways: list[str] = self.cleaned_data["ways"]
        if len(ways) > MOST_WAYS:
            raise forms.ValidationError(_("Three at most. Keep those that you do most."))
        return ways


class SuccessForm(StepForm):
    kept = ("success",)
    success = forms.CharField(
        label=_("In one sentence: what would be different if you succeeded?"),
        max_length=140,
        required=False,
        help_text=_("140 letters at most."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RowsForm(StepForm):
    """Up to three things, each with its kind, a line, and one more answer."""

    rows = True

    column: ClassVar[str]
    kinds: ClassVar[Sequence[Any]]
    last: ClassVar[tuple[str, Any, Sequence[Any]]]

    def set_up(self) -> None:
        key, label, offered = self.last
        for number in range(1, MOST_ROWS + 1):
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=_("What is it?"), choices=[("", "–"), *self.kinds], required=False
            )
            self.fields[f"line{number}"] = forms.CharField(
                label=_("In one line"), max_length=140, required=False
            )
            self.fields[f"{key}{number}"] = forms.ChoiceField(
                label=label, choices=[("", "–"), *offered], required=False
            )

    def told(self) -> dict[str, Any]:
        rows: list[dict[str, str]] = getattr(self.profile, self.column)
        return {
            f"{name}{number}": value
            for number, row in enumerate(rows, start=1)
            for name, value in row.items()
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, MOST_ROWS + 1):
            if cleaned.get(f"line{number}") and not cleaned.get(f"kind{number}"):
                self.add_error(f"kind{number}", _("Choose what kind of thing it is."))
            if cleaned.get(f"kind{number}") and not cleaned.get(f"line{number}", "-"):
                self.add_error(f"line{number}", _("Say in a few words what it is."))
        return cleaned

    def values(self) -> dict[str, Any]:
        names = ("kind", "line", self.last[0])
        rows = [
            {name: _plain(self.cleaned_data[f"{name}{number}"]) for name in names}
            for number in range(1, MOST_ROWS + 1)
        ]
        return {self.column: [row for row in rows if row["kind"]]}


class NeedsForm(RowsForm):
    column = "needs"
    kinds = choices.Help.choices
    last = ("when", _("How soon?"), choices.Soon.choices)


class OffersForm(RowsForm):
    column = "offers"
    kinds = choices.Offer.choices
    last = ("often", _("How often?"), choices.Often.choices)


class TimeForm(StepForm):
    kept = ("hours", "introductions")
    hours = one_of(
        _("How much time can the network reasonably ask of you?"),
        choices.Hours.choices,
        required=True,
    )
    introductions = forms.TypedChoiceField(
        label=_("How many introductions to others are welcome?"),
        choices=choices.Introductions.choices,
        coerce=int,
        widget=OneOf,
    )


class NewsForm(StepForm):
    kept = ("news", "news_by")
    news = one_of(_("How often should news reach you?"), choices.News.choices)
    news_by = some_of(_("And which way?"), choices.NewsBy.choices)


class AccessForm(StepForm):
    kept = ("access", "access_note")
    access = some_of(
        _("What would make it easier to take part?"),
        choices.Access.choices,
    )
    access_note = forms.CharField(
        label=_("Anything else about that?"), max_length=500, required=False
    )
    agrees = forms.BooleanField(label="", required=False)

    def set_up(self) -> None:
        self.fields["agrees"].initial = bool(self.profile.access or self.profile.access_note)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        says = cleaned.get("access") or cleaned.get("access_note")
        if says and not cleaned.get("agrees"):
            self.add_error(
                "agrees", _("We may keep this only if you agree. Tick this, or leave it all out.")
            )
        return cleaned


class SeenForm(StepForm):
    seen_by = forms.TypedChoiceField(
        label=_("Who may see your profile?"),
        choices=list(choices.SEEN_BY.items()),
        coerce=int,
        widget=OneOf,
    )
    shown = one_of(
        _("And your connections on the map?"),
        Shown.choices,
        required=True,
        help_text=_("An unnamed dot has no name, no place and no words of yours."),
    )
    may_introduce = one_of(
        _("May someone suggest introductions to you?"),
        [("yes", _("Yes, ask me first each time")), ("no", _("No"))],
        required=True,
    )

    def told(self) -> dict[str, Any]:
        if "seen" not in self.profile.steps_done:
            # Nothing is chosen for them.
            return {}
        return {
            "seen_by": self.profile.seen_by,
            "shown": self.profile.shown,
            "may_introduce": "yes" if self.profile.may_introduce else "no",
        }

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "seen_by": told["seen_by"],
            "shown": told["shown"],
            "may_introduce": told["may_introduce"] == "yes",
        }


class EqualityForm(StepForm):
    """The network's own questions; the answers go where nobody finds them again."""

    def set_up(self) -> None:
        self.questions = list(
            EqualityQuestion.objects.filter(network_id=self.profile.network_id).order_by(
                "position", "pk"
            )
        )
        for question in self.questions:
            offered = [(option, option) for option in question.options]
            self.fields[f"q{question.pk}"] = one_of(
                question.words, [*offered, ("", _("Prefer not to say"))]
            )

    def values(self) -> dict[str, Any]:
        return {}

    def given(self) -> list[tuple[EqualityQuestion, str]]:
        """What was chosen, by question."""
        told = [(question, self.cleaned_data[f"q{question.pk}"]) for question in self.questions]
        return [(question, option) for question, option in told if option]
