"""What the map page keeps: imports on their way, linked sources, and days that have a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.models import Job
from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.graph.models import Actor, ChangeSet, Layer, Tie
from weft.graph.past import Clock
from weft.networks.models import Network


class ImportState(models.TextChoices):
    READING = "reading", _("Reading the file")
    READY = "ready", _("Ready to look at")
    APPLYING = "applying", _("Importing")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Could not be read")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, viewer: Viewer) -> ImportQuerySet:
        """Imports are seen by those who may import: they hold the whole file."""
        if not viewer.can_edit_map:
            return self.none()
        return self.filter(network_id=viewer.network_id)


class Import(models.Model):
    """One upload. Its files are deleted when it is applied, or after a week."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="imports")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    # Names as the person knows them, and where the files lie below MEDIA_ROOT.
    file_names = models.JSONField(default=list)
    folder = models.CharField(max_length=80, blank=True)
    # Format, direction, column mapping, matching: the person's corrections of our guesses.
    choices = models.JSONField(default=dict)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    # What we guessed and found: tables, columns, counts, rows of the preview.
    preview = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    change_set = models.ForeignKey(
        ChangeSet, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="import_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class WhenGone(models.TextChoices):
    END = "end", _("Take them off the map")
    LEAVE = "leave", _("Leave them on the map")


class Outcome(models.TextChoices):
    """How the last look at a source ended."""

    NEW = "new", _("Not looked at yet")
    UNCHANGED = "unchanged", _("Nothing new")
    CHANGED = "changed", _("Taken over")
    WAITING = "waiting", _("Waits for you")
    DISCARDED = "discarded", _("Left aside")
    FAILED = "failed", _("Could not be read")


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, viewer: Viewer) -> SourceQuerySet:
        """Sources are seen by those who may import: an address may be a secret."""
        if not viewer.can_edit_map:
            return self.none()
        return self.filter(network_id=viewer.network_id)


class Source(models.Model):
    """What the map follows: a file on the web, or another map that came into a layer."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="sources")
    name = models.CharField(max_length=120)
    # Where it comes from: an address, another network, or a file that waits below MEDIA_ROOT.
    address = models.CharField(max_length=2000, blank=True)
    from_network = models.ForeignKey(
        Network, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    folder = models.CharField(max_length=80, blank=True)
    file_names = models.JSONField(default=list)
    # The layer that it comes into, and what people said about who is who: keys of rows.
    layer = models.ForeignKey(Layer, models.SET_NULL, null=True, blank=True, related_name="+")
    matches = models.JSONField(default=dict)
    # Format, direction, column mapping, matching: as for an import.
    choices = models.JSONField(default=dict)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    when_gone = models.CharField(max_length=5, choices=WhenGone, default=WhenGone.END)
    is_on = models.BooleanField(default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    # A person has looked at what it brings and has said yes.
    is_accepted = models.BooleanField(default=False)
    polled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NEW)
    # Why it could not be read, or why it waits.
    message = models.TextField(blank=True)
    # Nights in a row on which it could not be read, and the last night that counted.
    failed_nights = models.PositiveSmallIntegerField(default=0)
    last_night = models.DateField(null=True, blank=True)
    # The marks of what was last dealt with: the server's own, and one of what the file said.
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    # What waits to be looked at, as the preview of an import, and the mark of what it shows.
    preview = models.JSONField(default=dict)
    preview_digest = models.CharField(max_length=64, blank=True)
    change_set = models.ForeignKey(
        ChangeSet, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="source_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="source_name_given"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="source_outcome_known"
            ),
            models.CheckConstraint(
                condition=models.Q(when_gone__in=WhenGone.values), name="source_when_gone_known"
            ),
            visibility_check("source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def outcome_if_unchanged(self) -> str:
        """What is said of a look that found nothing new; what was left aside stays so."""
        is_aside = self.outcome == Outcome.DISCARDED
        return Outcome.DISCARDED if is_aside else Outcome.UNCHANGED


class SourceRow(models.Model):
    """What a source remembers of a row of its file: keyed hashes, and the actor or tie it is.

    Without either the row is of something that was erased, and is not brought in again.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="rows")
    # A hash of the row's id, or of its name and kind.
    key = models.CharField(max_length=32)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="+")
    tie = models.ForeignKey(Tie, models.SET_NULL, null=True, blank=True, related_name="+")
    # Whether the source put it on the map; what others put there is never taken off by it.
    is_own = models.BooleanField(default=False)
    # For each column a hash of what the file last said, to tell its changes from people's.
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="source_row_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.key}"


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, viewer: Viewer) -> SnapshotQuerySet:
        return self.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)


class Snapshot(models.Model):
    """A day of the map that someone gave a name, such as “before the festival”."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="snapshots")
    name = models.CharField(max_length=120)
    day = models.DateField()
    clock = models.CharField(max_length=10, choices=Clock, default=Clock.RECORDED)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="snapshot_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="snapshot_name_given"),
            models.CheckConstraint(
                condition=models.Q(clock__in=Clock.values), name="snapshot_clock_known"
            ),
            visibility_check("snapshot"),
        ]

    def __str__(self) -> str:
        return self.name


class LensQuerySet(models.QuerySet["Lens"]):
    def visible_to(self, viewer: Viewer) -> LensQuerySet:
        return self.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)


class Lens(models.Model):
    """A saved question to the map: what is shown, how it looks, and what someone says of it."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="lenses")
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True, max_length=4000)
    # Filters, colours, sizes, view, day and camera, as the map's address has them.
    query = models.TextField(blank=True, max_length=4000)
    # Colours and sizes by conditions: see `weft.mapping.rules`.
    rules = models.JSONField(default=list)
    # Places given by hand, by actor: {"12": [x, y]}.
    positions = models.JSONField(default=dict)
    # Words pinned to the picture: {"text", and either "actor" or "x" and "y"}.
    notes = models.JSONField(default=list)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = LensQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="lens_title_given"),
            visibility_check("lens"),
        ]
        verbose_name_plural = "lenses"

    def __str__(self) -> str:
        return self.title


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, viewer: Viewer) -> StoryQuerySet:
        return self.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)


class Story(models.Model):
    """Lenses in an order, each with words: told to a room, or read alone."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="map_stories")
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True, max_length=4000)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="story_title_given"),
            visibility_check("story"),
        ]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title


class StoryStep(models.Model):
    """One step of a story: a lens, and what is said while it is shown."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="steps")
    lens = models.ForeignKey(Lens, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True, max_length=4000)

    class Meta:
        indexes = [models.Index(fields=["story", "number"], name="story_step_order")]

    def __str__(self) -> str:
        return f"{self.story_id}.{self.number}"


class AssetSort(models.TextChoices):
    SPACE = "space", _("Space")
    EQUIPMENT = "equipment", _("Equipment")
    SKILL = "skill", _("Skill")
    OTHER = "other", _("Something else")


class AssetQuerySet(models.QuerySet["Asset"]):
    def visible_to(self, viewer: Viewer) -> AssetQuerySet:
        """Assets for this audience, of actors that the viewer may see."""
        return self.filter(
            network_id=viewer.network_id,
            visibility__lte=viewer.clearance,
            actor__visibility__lte=viewer.clearance,
            actor__ended_in__isnull=True,
        )


class Asset(models.Model):
    """Something that an actor has and could share: a room, a van, someone who can translate."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="assets")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="assets")
    sort = models.CharField(max_length=10, choices=AssetSort)
    name = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "sort", "name"], name="asset_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="asset_name_given"),
            models.CheckConstraint(
                condition=models.Q(sort__in=AssetSort.values), name="asset_sort_known"
            ),
            visibility_check("asset"),
        ]

    def __str__(self) -> str:
        return self.name
