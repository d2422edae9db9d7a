"""Looks at a source: fetch, compare, and take over what is new or hold it back with a reason.

A look can be done twice, or be cut off anywhere: what was dealt with is marked in the same
transaction that changes the map, so that doing it again finds nothing left to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.fetching import CannotFetch, fetch
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.models import Job, JobState
from weft.common.nightly import nightly
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Intake, write_difference
from weft.graph.difference import find_suspects
from weft.graph.models import ChangeKind
from weft.graph.permissions import can_edit_map
from weft.mapping.imports.files import discard, read_with_choices, stored_paths
from weft.mapping.layers.bringing import brought_by
from weft.mapping.models import Outcome, Source
from weft.mapping.sources.comparing import Followed, Places, follow, remember
from weft.mapping.sources.reading import digest_of, read_fetched
from weft.mapping.sources.renewing import renew, take_over_newer
from weft.mapping.sources.report import left_alone, told
from weft.networks.models import Network, Role
from weft.networks.viewers import viewer_of
from weft.sna import io as netio

POLL = "mapping.poll_source"
NIGHT = "mapping.sources_night"
#: After so many nights on which it could not be read, a source is no longer looked at.
MOST_FAILED_NIGHTS = 7
#: Uploaded files wait so long for a yes or no.
KEPT = timedelta(days=7)
#: Nobody is asked at the same moment: sources of one night are spread over some minutes.
_BETWEEN_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be done: who asks (nobody at night), and which preview is said yes to."""

    account_id: int | None = None
    night: str = ""
    accepts: str = ""


def ask_for_look(source: Source, look: Look, *, delay: int = 0) -> Job:
    """Write the job; one that waits already looks at the source for both."""
    payload: Payload = {
        "source": source.pk,
        "account": look.account_id,
        "night": look.night,
        "accepts": look.accepts,
    }
    # A yes must not be swallowed by a look that waits already and says nothing.
    key = f"{source.pk}:{look.accepts[:12]}"
    asked = enqueue(kind=POLL, dedupe_key=key, payload=payload, delay=delay)
    Source.objects.filter(pk=source.pk).update(job=asked)
    return asked


@nightly(NIGHT)
def look_every_night(payload: Payload, progress: Progress) -> Payload:
    """Ask for a look at every source that is followed."""
    night = str(payload["day"])
    _forget_uploads()
    followed = Source.objects.filter(is_on=True).exclude(last_night=night).order_by("pk")
    for place, source in enumerate(followed):
        ask_for_look(source, Look(night=night), delay=place * _BETWEEN_SECONDS)
    return {"sources": len(followed)}


def _forget_uploads() -> None:
    """Delete the files that nobody has decided on for a week."""
    old = Source.objects.filter(folder__gt="", made_at__lt=timezone.now() - KEPT)
    for source in old:
        discard(source.folder)
        Source.objects.filter(pk=source.pk).update(
            folder="", outcome=Outcome.DISCARDED, message="", preview={}, preview_digest=""
        )


@job(POLL)
def poll_source(payload: Payload, progress: Progress) -> Payload:
    """Look at one source."""
    source = (
        Source.objects.select_related("network", "from_network")
        .filter(pk=str(payload["source"]))
        .first()
    )
    if source is None:
        return {}
    account = payload.get("account")
    look = Look(
        int(str(account)) if account is not None else None,
        str(payload.get("night") or ""),
        str(payload.get("accepts") or ""),
    )
    if _is_looked_at(source, progress):
        if look.accepts:
            ask_for_look(source, look, delay=_BETWEEN_SECONDS)
        return {}
    viewer = viewer_for(source, look)
    try:
        said = _said(source, look, progress)
        if said is None:
            _note(source, look, outcome=source.outcome_if_unchanged, message="", failed_nights=0)
            done: Payload = {}
        else:
            done = _deal_with(source, look, viewer, said, progress)
        now = Source.objects.filter(pk=source.pk).exclude(outcome=Outcome.WAITING).first()
        if now is not None and done.get("change_set") is None:
            renew(now, viewer)
        return done
    except (CannotFetch, netio.FileProblem, InvalidInput) as problem:
        _failed(source, look, str(problem))
        return {}


def _is_looked_at(source: Source, progress: Progress) -> bool:
    """Whether an earlier job is looking at the source just now."""
    if progress.held is None:
        return False
    earlier = Job.objects.filter(
        kind=POLL, state=JobState.RUNNING, pk__lt=progress.held.job_id
    ).filter(payload__source=source.pk)
    return earlier.exists()


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says now, and the marks by which it is known again."""

    file: netio.NetworkFile
    net: netio.Net
    marks: dict[str, str]


def _said(source: Source, look: Look, progress: Progress) -> Said | None:
    """Read a source, wherever it is; None where it says itself that nothing is new."""
    if source.from_network is not None:
        progress.report(30, _("Reading the other map"))
        net = brought_by(source)
        return Said(netio.NetworkFile("json", []), net, {})
    if not source.address:
        file = _uploaded(source)
        return Said(file, netio.resolve(file), {})
    progress.report(10, _("Fetching it"))
    # What waits is compared anew, because the map may have changed; and so is what a person asks.
    is_known = source.outcome != Outcome.WAITING and bool(source.digest) and bool(look.night)
    found = fetch(
        source.address,
        etag=source.etag if is_known else "",
        modified=source.modified if is_known else "",
    )
    if found.is_unchanged:
        return None
    progress.report(30, _("Reading the file"))
    file = read_fetched(found, source.choices)
    return Said(file, netio.resolve(file), {"etag": found.etag, "modified": found.modified})


def _uploaded(source: Source) -> netio.NetworkFile:
    """The file that waits on this server until someone has said yes or no to it."""
    if not source.folder:
        raise InvalidInput(_("The file is no longer here. Bring it in again."))
    paths = stored_paths(source.folder, len(source.file_names))
    return read_with_choices(paths, source.file_names, source.choices)


def viewer_for(source: Source, look: Look) -> Viewer:
    """Whoever asked, or at night the network's own map manager, who is nobody in person."""
    if look.account_id is None:
        return Viewer(
            source.network_id, Visibility.STEWARDS, None, frozenset({Role.MAP_MANAGER.value})
        )
    viewer = viewer_of(source.network, look.account_id)
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can follow a source."))
    return viewer


def _deal_with(
    source: Source, look: Look, viewer: Viewer, said: Said, progress: Progress
) -> Payload:
    """Compare what was read, and take it over or hold it back."""
    net, marks = said.net, said.marks
    digest = digest_of(net)
    if look.night and digest == source.digest and source.outcome != Outcome.WAITING:
        _note(
            source, look, outcome=source.outcome_if_unchanged, message="", failed_nights=0, **marks
        )
        return {}
    progress.report(50, _("Comparing it with the map"))
    # Comparing takes as long as writing, and should not keep others from writing meanwhile.
    followed = follow(viewer=viewer, source=source, net=net)
    if why := _why_it_waits(source, look, digest, followed):
        if source.layer_id is None:
            # Of a layer the same is asked as matches.
            find_suspects(followed.difference, viewer)
        _note(
            source, look, outcome=Outcome.WAITING, message=why, failed_nights=0, digest=digest,
            preview=told(said.file, followed), preview_digest=digest, **marks,
        )  # fmt: skip
        return {}
    progress.report(70, _("Taking it over"))
    with transaction.atomic():
        # Held until the end: neither the map nor the source changes meanwhile.
        network = Network.objects.select_for_update().get(pk=source.network_id)
        now = Source.objects.select_for_update().filter(pk=source.pk).first()
        if now is None or not _is_as_it_was(now, source):
            return {}
        if network.graph_version != source.network.graph_version:
            followed = follow(viewer=viewer, source=now, net=net)
            if _why_it_waits(now, look, digest, followed):
                # Others changed the map just now: the next look says what that means.
                return {}
        return _take_over(now, look, viewer, followed, {**marks, "digest": digest})


def _is_as_it_was(now: Source, source: Source) -> bool:
    """Whether nobody has changed the source, or dealt with it, since the file was fetched."""
    columns = ("address", "choices", "visibility", "when_gone", "is_accepted", "digest", "matches")
    return all(getattr(now, column) == getattr(source, column) for column in columns)


def _why_it_waits(source: Source, look: Look, digest: str, followed: Followed) -> str:
    """Why someone has to look first; empty where it is taken over at once."""
    if look.accepts:
        if look.accepts == digest:
            return ""
        return _("The file has changed since you looked at it. Look again.")
    if not source.is_accepted:
        return _("This is what it would bring. Nothing is on the map yet.")
    if followed.begins_anew:
        return _("All that it brought was taken off the map. This would bring it in again.")
    if followed.ends_too_many:
        return _(
            "It would take %(gone)d of %(all)d actors and %(ties)d of %(all_ties)d ties off the "
            "map. So much is not done unseen: the file may be broken."
        ) % {
            "gone": len(followed.difference.gone_actors),
            "all": followed.own_actors,
            "ties": len(followed.difference.gone_ties),
            "all_ties": followed.own_ties,
        }
    return ""


def _take_over(
    source: Source, look: Look, viewer: Viewer, followed: Followed, marks: dict[str, str]
) -> Payload:
    """Change the map, and mark what was dealt with, in one transaction."""
    difference = followed.difference
    places = Places.before(difference)
    change_set = None
    if not difference.changes_nothing:
        written = write_difference(
            viewer=viewer,
            difference=difference,
            intake=Intake(
                visibility=source.visibility,
                kind=ChangeKind.SOURCE,
                comment=source.name,
                layer_id=source.layer_id,
                field_audiences=followed.audiences.there if followed.audiences else {},
            ),
        )
        places = Places(written.actor_ids, written.tie_ids)
        change_set = written.change_set
        source.change_set = change_set
    remember(followed, source, places)
    if source.layer_id is not None:
        take_over_newer(source, viewer, difference.net.ties, places.ties)
    if source.folder:
        folder = source.folder
        transaction.on_commit(lambda: discard(folder))
    _note(
        source, look, folder="", matches={},
        outcome=Outcome.CHANGED if change_set else Outcome.UNCHANGED,
        message="", failed_nights=0, is_accepted=True, change_set=source.change_set,
        preview=left_alone(followed), preview_digest="", **marks,
    )  # fmt: skip
    return {"change_set": change_set.pk if change_set else None}


def _note(source: Source, look: Look, **values: object) -> None:
    """Say how a look ended."""
    if look.night:
        values["last_night"] = parse_date(look.night)
    Source.objects.filter(pk=source.pk).update(polled_at=timezone.now(), **values)


def _failed(source: Source, look: Look, message: str) -> None:
    """Say why it could not be read; after a week of that leave it alone."""
    now = Source.objects.filter(pk=source.pk).first()
    if now is None:
        return
    values: dict[str, object] = {"outcome": Outcome.FAILED, "message": message}
    if now.outcome == Outcome.WAITING:
        # What waits stays to be decided on; only the reason is told.
        values = {"message": message}
    # Done twice, a night counts once.
    if look.night and (now.last_night is None or look.night != now.last_night.isoformat()):
        nights = now.failed_nights + 1
        values["failed_nights"] = nights
        if nights >= MOST_FAILED_NIGHTS:
            values["is_on"] = False
    _note(now, look, **values)
