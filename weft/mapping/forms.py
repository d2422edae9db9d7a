"""Forms of actors, ties, evidence and imports: shape only; the actions check the rest."""

from __future__ import annotations

import math
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.errors import InvalidInput
from weft.common.fetching import CannotFetch, checked_address
from weft.common.visibility import Viewer, Visibility
from weft.graph.finding import actor_named
from weft.graph.models import Actor, Direction, EvidenceKind, Rung, Tie
from weft.graph.queries import kinds_seen, tie_types_seen
from weft.graph.values import as_text, visible_fields
from weft.mapping.models import WhenGone
from weft.mapping.side_by_side import SideBySideForm
from weft.mapping.sources.sheets import file_address
from weft.networks.forms import styled
from weft.networks.models import Network

Values = dict[str, object]


class ActorForm(SideBySideForm):
    name = forms.CharField(label=_("Name"), max_length=300)
    kind = forms.CharField(
        label=_("Kind"),
        max_length=100,
        required=False,
        help_text=_("Such as person, organisation, group, project or council."),
    )
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    topics = forms.CharField(
        label=_("Topics"), required=False, help_text=_("Put commas between them.")
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=300,
        required=False,
        help_text=_("A town or a postcode. The map finds it by itself."),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=500,
        required=False,
        assume_scheme="https",
        # The browser's own check would refuse an address without https:// in front.
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    public_id = forms.CharField(
        label=_("Public identifier"),
        max_length=120,
        required=False,
        help_text=_(
            "Such as GB-CHC-1112345 for a charity of England and Wales. It joins this map up "
            "with those of others."
        ),
    )
    visibility = forms.TypedChoiceField(
        label=_("Who may see it"),
        choices=Visibility.choices,
        coerce=int,
        initial=Visibility.MEMBERS,
    )
    comment = forms.CharField(
        label=_("Why this change?"),
        max_length=300,
        required=False,
        help_text=_("Map managers read it in the history. You can leave it empty."),
    )

    #: What the names of custom fields start with in the form.
    OWN = "own-"

    def __init__(self, data: Any = None, *, viewer: Viewer, actor: Actor | None = None) -> None:
        super().__init__(data, initial=self._values_of(actor) if actor else None)
        self.actor = actor
        self.fields["kind"].widget = forms.TextInput(attrs={"list": "kinds"})
        self.kinds = kinds_seen(viewer)
        for key, label in visible_fields(viewer).custom.items():
            value = actor.fields.get(key, "") if actor else ""
            self.fields[f"{self.OWN}{key}"] = forms.CharField(
                label=label, required=False, max_length=10_000, initial=as_text(value)
            )
        # The question why comes last.
        self.fields["comment"] = self.fields.pop("comment")
        styled(self)
        if actor is not None:
            self.remember()

    @staticmethod
    def _values_of(actor: Actor) -> Values:
        names = ("name", "description", "place", "website", "email", "public_id", "visibility")
        values: Values = {name: getattr(actor, name) for name in names}
        return {**values, "kind": actor.kind.name, "topics": ", ".join(actor.topics)}

    def values(self) -> Values:
        """What the action takes: all but the comment, topics as a list, own fields together."""
        given = self.cleaned_data
        values = {
            name: value
            for name, value in given.items()
            if name != "comment" and not name.startswith(self.OWN)
        }
        topics = [topic.strip() for topic in values["topics"].split(",")]
        values["topics"] = list(dict.fromkeys(topic for topic in topics if topic))
        if not values["kind"]:
            del values["kind"]
        fields = dict(self.actor.fields) if self.actor else {}
        for name in self.fields:
            if name.startswith(self.OWN):
                _set_field(fields, name.removeprefix(self.OWN), given[name])
        if fields != (self.actor.fields if self.actor else {}):
            values["fields"] = fields
        return values


def _set_field(fields: dict[str, object], key: str, typed: str) -> None:
    """Set a field to what was typed, keeping its sort: number, list or text."""
    current = fields.get(key)
    if typed == as_text(current):
        return
    if not typed.strip():
        fields.pop(key, None)
    elif isinstance(current, list):
        fields[key] = [item.strip() for item in typed.split("|") if item.strip()]
    elif isinstance(current, int | float) and not isinstance(current, bool):
        fields[key] = _number(typed)
    else:
        fields[key] = typed.strip()


def _number(typed: str) -> object:
    try:
        number = float(typed)
    except ValueError:
        return typed.strip()
    if not math.isfinite(number):
        return typed.strip()
    return int(number) if number.is_integer() and "." not in typed else number


class TieEditForm(SideBySideForm):
    """What can be changed of a tie; its rung follows from the evidence."""

    type = forms.CharField(label=_("What kind of tie"), max_length=100)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    label = forms.CharField(label=_("Label"), max_length=300, required=False)
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    weight = forms.FloatField(label=_("Weight"), required=False)
    visibility = forms.TypedChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, coerce=int
    )
    comment = forms.CharField(label=_("Why this change?"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, viewer: Viewer, tie: Tie) -> None:
        names = ("direction", "label", "description", "weight", "visibility")
        values: Values = {name: getattr(tie, name) for name in names}
        super().__init__(data, initial={**values, "type": tie.type.name})
        self.fields["type"].widget = forms.TextInput(attrs={"list": "tie-types"})
        self.tie_types = tie_types_seen(viewer)
        styled(self)
        self.remember()

    def values(self) -> Values:
        return {k: v for k, v in self.cleaned_data.items() if k != "comment"}


class TieForm(forms.Form):
    with_name = forms.CharField(
        label=_("With whom"), max_length=300, help_text=_("The name as it is on the map.")
    )
    type = forms.CharField(
        label=_("What kind of tie"),
        max_length=100,
        required=False,
        help_text=_("Such as works with, funds or member of."),
    )
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, initial=Direction.UNDIRECTED
    )
    rung = forms.TypedChoiceField(
        label=_("What do they do together?"),
        choices=[("", _("Not known")), *Rung.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    visibility = forms.TypedChoiceField(
        label=_("Who may see it"),
        choices=Visibility.choices,
        coerce=int,
        initial=Visibility.MEMBERS,
    )

    def __init__(self, data: Any = None, *, viewer: Viewer, actor: Actor) -> None:
        super().__init__(data)
        self.viewer, self.actor = viewer, actor
        self.other: Actor = actor
        self.fields["type"].widget = forms.TextInput(attrs={"list": "tie-types"})
        self.tie_types = tie_types_seen(viewer)
        styled(self)

    def clean_with_name(self) -> str:
        """Find the one visible actor of this name."""
        name: str = self.cleaned_data["with_name"]
        try:
            self.other = actor_named(self.viewer, name)
        except InvalidInput as problem:
            raise forms.ValidationError(str(problem)) from problem
        return name

    def values(self) -> Values:
        values = {k: v for k, v in self.cleaned_data.items() if k != "with_name"}
        if not values["type"]:
            del values["type"]
        return values


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=EvidenceKind.choices, initial=EvidenceKind.ENTERED
    )
    date = forms.DateField(
        label=_("When"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    rung = forms.TypedChoiceField(
        label=_("What do they do together?"),
        choices=[("", _("Not known")), *Rung.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        if not self.required and not any(files):
            return []
        return [super(FilesField, self).clean(file, initial) for file in files]


class SourceForm(forms.Form):
    """A file on the web that the map follows."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Such as “Members’ list of the council”.")
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_(
            "The link to a published spreadsheet, a Kumu JSON or any file that can be imported. "
            "Everyone who has the link must be able to open it."
        ),
    )
    visibility = forms.TypedChoiceField(
        label=_("Who may see what is new?"),
        choices=Visibility.choices,
        coerce=int,
        initial=Visibility.MEMBERS,
    )
    when_gone = forms.ChoiceField(
        label=_("When something is no longer in the file"),
        choices=WhenGone.choices,
        initial=WhenGone.END,
        help_text=_("Only what the file itself brought is ever taken off."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def clean_address(self) -> str:
        given: str = self.cleaned_data["address"]
        try:
            checked_address(file_address(given)[0])
        except CannotFetch as problem:
            raise forms.ValidationError(str(problem)) from problem
        return given


class LayerForm(forms.Form):
    """Another network's map, or a file, that is to come into a layer."""

    there = forms.ModelChoiceField(
        label=_("A network of this site"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=_("Choose a network"),
    )
    upload = FilesField(label=_("Or a file"), required=False)
    name = forms.CharField(
        label=_("Name of the layer"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it is called as the network is, if that is open to everyone."),
    )
    visibility = forms.TypedChoiceField(
        label=_("Who may see what comes?"),
        choices=Visibility.choices,
        coerce=int,
        initial=Visibility.MEMBERS,
        help_text=_("Nothing is seen by more people than where it comes from."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Network.objects.visible_to_account(viewer.account_id)
        field = self.fields["there"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = seen.exclude(pk=viewer.network_id).order_by("name")
        styled(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("there") and not cleaned.get("upload") and not self.errors:
            raise forms.ValidationError(_("Choose a network or a file."))
        there = cleaned.get("there")
        is_named = bool(str(cleaned.get("name") or "").strip())
        if not is_named and (there is None or there.visibility != Visibility.PUBLIC):
            self.add_error("name", _("Give the layer a name that everyone who sees it may read."))
        return cleaned


class UploadForm(forms.Form):
    upload = FilesField(label=_("Files"), allow_empty_file=True)
    visibility = forms.TypedChoiceField(
        label=_("Who may see what is new?"),
        choices=Visibility.choices,
        coerce=int,
        initial=Visibility.MEMBERS,
        help_text=_("You can change it later for each actor and tie."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
