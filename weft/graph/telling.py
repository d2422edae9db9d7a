"""What a change set did, in few words: names where it touched little, counts where it was much.

Of names, only those that the viewer may see now are told, and one read serves a whole page of
change sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weft.common.counting import MOST_COUNTED
from weft.common.visibility import Viewer
from weft.graph.models import Actor, ChangeKind, ChangeSet, Evidence, Tie
from weft.graph.queries import (
    ChangeSetLine,
    change_set_lines,
    change_sets_seen,
    changes_seen,
)

#: So many names are told; of more, only how many.
MOST_NAMED = 3
#: So many rows that left the map are looked at for the names of a page.
_MOST_GONE = 300
_SORTS = ("actors", "ties", "changes", "evidence", "gone", "actors_gone", "ties_gone")
_UNCOUNTED = ("gone", "actors_gone", "ties_gone")
Names = dict[int, list[str]]
Rows = QuerySet[Any, tuple[int, str, int, str, str]]


def told(viewer: Viewer, lines: Sequence[ChangeSetLine]) -> list[ChangeSetLine]:
    """The lines with the words that say what each did."""
    names = _names(viewer, lines)
    return [replace(line, words=_words(line, names)) for line in lines]


def recent_change_sets(viewer: Viewer, *, limit: int) -> list[ChangeSetLine]:
    return told(viewer, change_set_lines(viewer, change_sets_seen(viewer)[:limit]))


def line_of(viewer: Viewer, change_set: ChangeSet | None) -> ChangeSetLine | None:
    """One change set in words, as far as the viewer may know of it."""
    if change_set is None:
        return None
    rows = change_sets_seen(viewer).filter(pk=change_set.pk)
    return next(iter(told(viewer, change_set_lines(viewer, rows))), None)


def _few(lines: Iterable[ChangeSetLine], what: str) -> list[int]:
    return [line.change_set.pk for line in lines if 0 < getattr(line, what) <= MOST_NAMED]


def _words(line: ChangeSetLine, names: dict[str, Names]) -> str:
    pk, kind = line.change_set.pk, ChangeKind(line.change_set.kind)

    def named(what: str) -> str:
        return ", ".join(dict.fromkeys(names[what].get(pk, ())))

    parts = [
        _part(named("actors"), _("Put on the map: %(names)s"), _actors_added(line.actors)),
        _part(named("ties"), _("A tie: %(names)s"), _ties_added(line.ties)),
        _part(named("changes"), _("Changed: %(names)s"), _changed(line.changes)),
        _part(named("evidence"), _evidence_words(kind), _pieces(line.evidence)),
        _part(named("actors_gone"), _("Put on the map, gone since: %(names)s"), ""),
        _part(named("ties_gone"), _("A tie, gone since: %(names)s"), ""),
        _part(named("gone"), _("Taken off the map: %(names)s"), ""),
    ]
    what = "; ".join(part for part in parts if part)
    if kind in (ChangeKind.EDIT, ChangeKind.CONFIRM, ChangeKind.DEMO) and what:
        return what
    if what:
        return f"{kind.label} – {what}"
    if kind == ChangeKind.EDIT:
        return _("Something that is gone since, or that you may not see")
    return str(kind.label)


def _part(names: str, with_names: str, counted: str) -> str:
    return with_names % {"names": names} if names else counted


def _evidence_words(kind: ChangeKind) -> str:
    if kind == ChangeKind.CONFIRM:
        return _("Confirmed: %(names)s")
    return _("New evidence: %(names)s")


def _shown(n: int) -> dict[str, str]:
    many = _("more than %(n)s") % {"n": f"{MOST_COUNTED:,}"}
    return {"shown": many if n > MOST_COUNTED else f"{n:,}"}


def _actors_added(n: int) -> str:
    return ngettext("%(shown)s actor added", "%(shown)s actors added", n) % _shown(n) if n else ""


def _ties_added(n: int) -> str:
    return ngettext("%(shown)s tie added", "%(shown)s ties added", n) % _shown(n) if n else ""


def _changed(n: int) -> str:
    return ngettext("%(shown)s changed", "%(shown)s changed", n) % _shown(n) if n else ""


def _pieces(n: int) -> str:
    if not n:
        return ""
    words = ngettext("%(shown)s piece of evidence", "%(shown)s pieces of evidence", n)
    return words % _shown(n)


def _names(viewer: Viewer, lines: Sequence[ChangeSetLine]) -> dict[str, Names]:
    """By sort and change set: the names that are told of it, read at once."""
    first, *others = _added(viewer, lines) + _changed_rows(viewer, lines) + _gone(viewer, lines)
    found: dict[str, Names] = {sort: {} for sort in _SORTS}
    for pk, sort, _pk, name, other in sorted(first.union(*others, all=True)):
        found[sort].setdefault(pk, []).append(f"{name} – {other}" if other else name)
    for sort in _UNCOUNTED:
        for names in found[sort].values():
            if len(names) > MOST_NAMED:
                names[MOST_NAMED:] = ["…"]
    return found


def _columns(rows: QuerySet[Any], sort: str, where: str, *names: str) -> Rows:
    """The change set, what of it is told, the row's id and its one or two names."""
    told: list[str | Value] = [*names, _text("")]
    return rows.order_by().values_list(where, _text(sort), "pk", *told[:2])


def _text(text: str) -> Value:
    return Value(text, output_field=CharField())


def _added(viewer: Viewer, lines: Sequence[ChangeSetLine]) -> list[Rows]:
    actors = Actor.objects.visible_to(viewer).filter(created_in__in=_few(lines, "actors"))
    ties = Tie.objects.visible_to(viewer).filter(created_in__in=_few(lines, "ties"))
    seen = Evidence.objects.visible_to(viewer).filter(created_in__in=_few(lines, "evidence"))
    seen = seen.exclude(tie__created_in=F("created_in"))
    return [
        _columns(actors, "actors", "created_in", "name"),
        _columns(ties, "ties", "created_in", "source__name", "target__name"),
        _columns(seen, "evidence", "created_in", "tie__source__name", "tie__target__name"),
    ]


def _changed_rows(viewer: Viewer, lines: Sequence[ChangeSetLine]) -> list[Rows]:
    rows = changes_seen(viewer).filter(change_set__in=_few(lines, "changes"))
    actors, ties = rows.filter(tie__isnull=True), rows.filter(actor__isnull=True)
    return [
        _columns(actors, "changes", "change_set", "actor__name"),
        _columns(ties, "changes", "change_set", "tie__source__name", "tie__target__name"),
    ]


def _gone(viewer: Viewer, lines: Sequence[ChangeSetLine]) -> list[Rows]:
    """What left the map, but of very much only the first. Whoever left is told to stewards."""
    ids = [line.change_set.pk for line in lines]
    actors = Actor.objects.ever_visible_to(viewer).filter(ended_in__in=ids)
    ties = Tie.objects.ever_visible_to(viewer).filter(ended_in__in=ids)
    # With an actor go its ties, which need not be told as well.
    alone = ties.exclude(source__ended_in__in=ids).exclude(target__ended_in__in=ids)
    # Of what added nothing that is there still, what it added.
    empty = [
        line.change_set.pk
        for line in lines
        if not (line.actors or line.ties or line.changes or line.evidence)
    ]
    put = Actor.objects.ever_visible_to(viewer).filter(created_in__in=empty)
    tied = Tie.objects.ever_visible_to(viewer).filter(created_in__in=empty)
    return [
        _columns(_first(put), "actors_gone", "created_in", "name"),
        _columns(_first(tied), "ties_gone", "created_in", "source__name", "target__name"),
        _columns(_first(actors), "gone", "ended_in", "name"),
        _columns(_first(alone), "gone", "ended_in", "source__name", "target__name"),
    ]


def _first(rows: QuerySet[Any]) -> QuerySet[Any]:
    some = rows.order_by("pk").values("pk")[:_MOST_GONE]
    first: QuerySet[Any] = rows.model._default_manager.filter(pk__in=some)
    return first
