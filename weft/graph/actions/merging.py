"""Merging two actors that are one, and remembering of others that they are two."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions.change_sets import (
    close_change_set,
    open_change_set,
    saved_columns,
    value_now,
    write_values,
)
from weft.graph.actions.moving import MOVED, Moved, copy_evidence, derived, move_to, restate
from weft.graph.actions.single import checked_values
from weft.graph.freshness import refresh_ties
from weft.graph.merge_plan import MergePlan, joined_values, plan_merge, ties_of_both
from weft.graph.models import Actor, ChangeKind, ChangeSet, KeptApart, Tie
from weft.graph.permissions import can_edit_map
from weft.graph.record_values import Values
from weft.graph.values import ACTOR_COLUMNS

#: The id from a file stays with the row that has it: imports find the kept actor by both.
MERGED_COLUMNS = tuple(column for column in ACTOR_COLUMNS if column != "ref")


@transaction.atomic
def merge_actors(
    *, viewer: Viewer, kept: Actor, merged: Actor, values: Values, comment: str = ""
) -> ChangeSet:
    """Make two actors one: `kept` gets these values and all that hangs on `merged`.

    Without an audience among the values the result is seen by those who could see both.
    """
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can merge actors."))
    if kept.pk == merged.pk:
        raise InvalidInput(_("Choose two different actors."))
    checked = checked_values(values, MERGED_COLUMNS)
    change_set = open_change_set(viewer=viewer, kind=ChangeKind.MERGE, comment=comment)
    # Now that the network is held, nobody else can end or merge either of them.
    here = Actor.objects.visible_to(viewer).select_related("kind").in_bulk([kept.pk, merged.pk])
    if len(here) != 2:
        raise InvalidInput(_("One of the two is no longer on the map. Look again."))
    kept, merged = here[kept.pk], here[merged.pk]
    checked.setdefault("visibility", max(kept.visibility, merged.visibility))
    ties = ties_of_both(kept, merged)
    plan = plan_merge(kept, merged, ties)
    moved = _move(change_set, plan, ties, int(str(checked["visibility"])))
    _write(change_set, kept, checked)
    return close_change_set(
        change_set,
        {
            "actors_merged": 1,
            "ties_moved": len(plan.moved),
            "ties_joined": len(plan.joined),
            "ties_ended": len(plan.between),
            MOVED: moved,
        },
    )


def _move(change_set: ChangeSet, plan: MergePlan, ties: list[Tie], audience: int) -> Moved:
    before = {tie.pk: derived(tie) for tie in ties}
    touched = _keep_audiences(plan, ties, audience)
    for stays, ends in plan.joined:
        _write(change_set, stays, joined_values(stays, ends))
    pairs = [(stays.pk, ends.pk) for stays, ends in plan.joined]
    between = [tie.pk for tie in plan.between]
    moved = move_to(plan.kept, plan.merged, plan.moved) | copy_evidence(pairs)
    ended = [*between, *(ends for _stays, ends in pairs)]
    Tie.objects.filter(pk__in=ended).update(ended_in=change_set)
    Actor.objects.filter(pk=plan.merged.pk).update(ended_in=change_set)
    refresh_ties(stays for stays, _ends in pairs)
    touched |= {stays for stays, _ends in pairs}
    now = Tie.objects.in_bulk(touched)
    restated = [restate(now[pk], before[pk]) for pk in sorted(touched)]
    return {**moved, "joined": pairs, "between": between, "restated": restated}


def _keep_audiences(plan: MergePlan, ties: list[Tie], audience: int) -> set[int]:
    """Whoever could not see a tie because of its end still does not, whoever sees the result.

    What hangs on a tie is seen by nobody who does not see the tie, so the evidence stays as is.
    """
    narrowed: list[Tie] = []
    ending = {stays.pk: ends for stays, ends in plan.joined}
    for tie in ties:
        ends = {tie.source_id, tie.target_id}
        hidden_by = max(actor.visibility for actor in (plan.kept, plan.merged) if actor.pk in ends)
        seen_by = tie.visibility
        if audience < hidden_by:
            seen_by = max(seen_by, hidden_by)
        if tie.pk in ending:
            # It also rests on what the other tie was seen by, should an end be opened up later.
            seen_by = max(seen_by, ending[tie.pk].visibility)
        if seen_by != tie.visibility:
            tie.visibility = seen_by
            narrowed.append(tie)
    Tie.objects.bulk_update(narrowed, ["visibility"], batch_size=500)
    return {tie.pk for tie in narrowed}


def _write(change_set: ChangeSet, row: Actor | Tie, values: Values) -> None:
    after = {key: value for key, value in values.items() if value_now(row, key) != value}
    if not after:
        return
    change = write_values(change_set, row, after)
    row.save(update_fields=saved_columns(type(row), after))
    change.save()


def merges_with_rows_of(change_set: ChangeSet) -> list[ChangeSet]:
    """The mergings, undone or not, of actors or ties that a change set brought."""
    merges = ChangeSet.objects.filter(network_id=change_set.network_id, kind=ChangeKind.MERGE)
    actors = set(change_set.actors_created.values_list("pk", flat=True))
    ties = set(change_set.ties_created.values_list("pk", flat=True))
    return [
        merge
        for merge in merges
        if (moved := merge.summary.get(MOVED))
        and (
            actors & {moved["kept"], moved["merged"]}
            or ties & {pk for pair in moved["joined"] for pk in pair}
        )
    ]


@transaction.atomic
def keep_apart(*, viewer: Viewer, first: Actor, second: Actor) -> KeptApart:
    """Remember that two actors are not the same."""
    _check_pair(viewer, first, second)
    low, high = sorted((first.pk, second.pk))
    return KeptApart.objects.get_or_create(
        first_id=low,
        second_id=high,
        defaults={"network_id": viewer.network_id, "decided_by_id": viewer.account_id},
    )[0]


@transaction.atomic
def allow_together(*, viewer: Viewer, first: Actor, second: Actor) -> None:
    """Take back that two actors are not the same."""
    _check_pair(viewer, first, second)
    low, high = sorted((first.pk, second.pk))
    KeptApart.objects.filter(network_id=viewer.network_id, first=low, second=high).delete()


def _check_pair(viewer: Viewer, first: Actor, second: Actor) -> None:
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can decide this."))
    if {first.network_id, second.network_id} != {viewer.network_id} or first.pk == second.pk:
        raise InvalidInput(_("Choose two different actors of this map."))
