"""Work that is done after the request, one row per job; and the audit trail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Working")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    STOPPED = "stopped", _("Stopped")


class Job(models.Model):
    """A call to one of the functions in `weft.common.jobs`' register, run at least once."""

    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="job_progress_percent"
            ),
            # A second request for work that still waits is the same work.
            models.UniqueConstraint(
                fields=["kind", "dedupe_key"],
                condition=models.Q(state="queued"),
                name="job_queued_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "run_after"], name="job_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)


class AuditChain(models.Model):
    """The end of one network's audit trail, or of the site's; held while an entry is added."""

    # 0 is the site itself.
    network_id = models.PositiveBigIntegerField(unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"chain {self.network_id}"


class AuditEntry(models.Model):
    """Something that was done, by whom and to whom: ids and codes only, never names.

    Entries are only ever added. Each holds the digest of the one before it, so that an entry
    that was changed or taken out is noticed (`weft audit`).
    """

    network_id = models.PositiveBigIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    # Accounts by id alone: the id stays when the person is forgotten, and names nobody then.
    by_id = models.PositiveBigIntegerField(null=True, blank=True)
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            models.UniqueConstraint(fields=["network_id", "number"], name="audit_number_once")
        ]
        indexes = [models.Index(fields=["about_id"], name="audit_about")]

    def __str__(self) -> str:
        return f"{self.network_id}/{self.number} {self.action}"
