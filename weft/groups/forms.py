"""Forms of groups: their shape only; the actions check the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility
from weft.common.widgets import OneOf
from weft.groups.actions import Draft
from weft.groups.models import Domain, Group, Openness, ShownTo
from weft.groups.permissions import part_in
from weft.groups.queries import possible_parents
from weft.groups.wording import DOMAINS, OPENNESS
from weft.networks.forms import styled

#: Of a secret group, and where the form does not offer them, these stay as they are.
_STEWARDS_ALONE = frozenset({"openness", "visibility", "parent"})


def _explained(label: object, words: object) -> SafeString:
    return format_html("<strong>{}</strong>: {}", label, words)


class GroupForm(forms.Form):
    """Starting a group, and changing it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you want to do or learn together, so that others can tell if it fits."),
    )
    domain = forms.ChoiceField(label=_("What kind of group is it?"), widget=OneOf)
    openness = forms.ChoiceField(label=_("How does one join?"), widget=OneOf)
    visibility = forms.TypedChoiceField(
        label=_("Who may see that it exists?"),
        coerce=int,
        choices=Visibility.choices,
        initial=Visibility.MEMBERS,
        help_text=_(
            "Who is in it is seen by its members alone; the stewards' names by members of the "
            "network. Of a secret group nobody else sees anything, whatever you choose here."
        ),
    )
    rules = forms.CharField(
        label=_("Rules for joining"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you expect of those who join, if anything."),
    )
    question = forms.CharField(
        label=_("A question to those who ask to join"),
        max_length=300,
        required=False,
        help_text=_("For a closed group."),
    )
    topics = forms.CharField(
        label=_("Topics"), max_length=500, required=False, help_text=_("With commas between them.")
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("No other group"),
        help_text=_("You can choose among the groups that you look after."),
    )

    def __init__(self, *args: Any, viewer: Viewer, group: Group | None = None, **kwargs: Any):
        if group is not None:
            kwargs.setdefault("initial", _initial(group))
        super().__init__(*args, **kwargs)
        self.group = group
        known = group is not None and not group.is_hidden
        domain, openness, parent = (self.fields[n] for n in ("domain", "openness", "parent"))
        assert isinstance(domain, forms.ChoiceField)
        assert isinstance(openness, forms.ChoiceField)
        assert isinstance(parent, forms.ModelChoiceField)
        domain.choices = [(one.value, _explained(one.label, DOMAINS[one])) for one in Domain]
        openness.choices = [
            (one.value, _explained(one.label, OPENNESS[one]))
            for one in Openness
            # What others know of cannot become a secret.
            if not (known and one == Openness.SECRET)
        ]
        parent.queryset = possible_parents(viewer, group)
        is_fixed = False
        if group is not None and group.parent_id is not None:
            own = Group.objects.visible_to(viewer).filter(pk=group.parent_id)
            parent.queryset = parent.queryset | own
            is_fixed = not own.exists()
        if is_fixed or not parent.queryset.exists():
            del self.fields["parent"]
        if group is not None and group.is_hidden and not part_in(viewer, group).is_steward:
            # A convenor changes its words alone.
            for name in _STEWARDS_ALONE & set(self.fields):
                del self.fields[name]
        styled(self)

    def draft(self) -> Draft:
        told = dict(self.cleaned_data)
        told["topics"] = [one.strip() for one in told["topics"].split(",") if one.strip()]
        for name in _STEWARDS_ALONE - set(self.fields):
            told[name] = getattr(self.group, name) if self.group is not None else None
        return Draft(**told)


def _initial(group: Group) -> dict[str, object]:
    columns = ("name", "purpose", "domain", "openness", "visibility", "rules", "question", "place",
               "parent")  # fmt: skip
    return {**{n: getattr(group, n) for n in columns}, "topics": ", ".join(group.topics)}


class ShownForm(forms.Form):
    """Who may know that one is in a group."""

    shown_to = forms.ChoiceField(label=_("Who may know that you are in it?"), widget=OneOf)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"shown_to": ShownTo.GROUP})
        super().__init__(*args, **kwargs)
        if group.is_hidden:
            del self.fields["shown_to"]
            return
        field = self.fields["shown_to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.value, one.label)
            for one in ShownTo
            if one != ShownTo.EVERYONE or group.visibility == Visibility.PUBLIC
        ]

    def chosen(self) -> str:
        return str(self.cleaned_data.get("shown_to", ShownTo.GROUP))


class AskForm(ShownForm):
    """Asking to join a closed group."""

    text = forms.CharField(
        label=_("Words to the stewards"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They see these words, your name and your address, and nobody else does."),
    )

    field_order = ("text", "shown_to")

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        if group.question:
            self.fields["text"].label = group.question
            self.fields["text"].required = True
        styled(self)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Words to them"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They get these by mail. Needed when you say no."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why, for the stewards"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept for a year. Needed when you say no."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class ReasonForm(forms.Form):
    """Removing somebody from a group."""

    reason = forms.CharField(
        label=_("Why, for the stewards"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept for a year. They get a mail without it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    text = forms.CharField(
        label=_("Words to them"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class TakeBackForm(forms.Form):
    """Taking back the invitation of one address, or all."""

    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Leave it empty for all of them.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Another form on the same page asks for an address, too.
        super().__init__(*args, **{"auto_id": "id_%s_back", **kwargs})
        styled(self)


class ResourceForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    address = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https",
        help_text=_("It begins with https://."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    is_for_all = forms.BooleanField(
        label=_("Show it to all who see the group, not to its members alone"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class EndForm(forms.Form):
    closing_note = forms.CharField(
        label=_("What was done, and why it ends"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    thanks = forms.CharField(
        label=_("Thanks"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("To whom, and what for."),
    )  # fmt: skip
    handover = forms.CharField(
        label=_("What becomes of what the group has"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Folders, lists, money, keys: who looks after each from now on."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class MonthsForm(forms.Form):
    months = forms.IntegerField(
        label=_("A group is asleep after so many months in which nothing happened"),
        min_value=1, max_value=240,
        help_text=_("6 suits most networks. Its stewards are then asked by mail."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
