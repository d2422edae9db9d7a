"""Every write to the net. Pages, the API and commands all come through here."""

from weft.graph.actions.audiences import set_audience, set_field_audiences
from weft.graph.actions.bulk import add_topic, end_many, place_many
from weft.graph.actions.change_sets import (
    close_change_set,
    open_change_set,
    undo_change_set,
)
from weft.graph.actions.erasing import erase_change_set, erase_ties, erases_with
from weft.graph.actions.evidence import Ends, Newcomer, Seen, record_evidence
from weft.graph.actions.intake import Intake, Written, apply_difference, write_difference
from weft.graph.actions.looks import KindLook, TypeLook, set_looks
from weft.graph.actions.merging import allow_together, keep_apart, merge_actors
from weft.graph.actions.single import (
    add_actor,
    add_tie,
    edit_actor,
    edit_tie,
    end_actor,
    end_tie,
)
from weft.networks.actions import REFRESH, mark_changed

__all__ = [
    "REFRESH",
    "Ends",
    "Intake",
    "KindLook",
    "Newcomer",
    "Seen",
    "TypeLook",
    "Written",
    "add_actor",
    "add_tie",
    "add_topic",
    "allow_together",
    "apply_difference",
    "close_change_set",
    "edit_actor",
    "edit_tie",
    "end_actor",
    "end_many",
    "end_tie",
    "erase_change_set",
    "erase_ties",
    "erases_with",
    "keep_apart",
    "mark_changed",
    "merge_actors",
    "open_change_set",
    "place_many",
    "record_evidence",
    "set_audience",
    "set_field_audiences",
    "set_looks",
    "undo_change_set",
    "write_difference",
]
