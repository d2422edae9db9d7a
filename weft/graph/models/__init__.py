"""The net itself: actors, ties, the evidence for them, and the change sets that made them."""

from weft.graph.models.choices import (
    ChangeKind,
    Direction,
    EvidenceKind,
    FieldTarget,
    Rung,
)
from weft.graph.models.frame import (
    ActorKind,
    ChangeSet,
    FieldDefinition,
    Layer,
    LayerQuerySet,
    TieType,
)
from weft.graph.models.history import (
    Change,
    ChangeQuerySet,
    KeptApart,
)
from weft.graph.models.net import (
    Actor,
    ActorQuerySet,
    Evidence,
    EvidenceQuerySet,
    Tie,
    TieQuerySet,
    tie_in_audience,
)
from weft.graph.models.voices import UNNAMED, Part, Voice, VoiceKind

__all__ = [
    "UNNAMED",
    "Actor",
    "ActorKind",
    "ActorQuerySet",
    "Change",
    "ChangeKind",
    "ChangeQuerySet",
    "ChangeSet",
    "Direction",
    "Evidence",
    "EvidenceKind",
    "EvidenceQuerySet",
    "FieldDefinition",
    "FieldTarget",
    "KeptApart",
    "Layer",
    "LayerQuerySet",
    "Part",
    "Rung",
    "Tie",
    "TieQuerySet",
    "TieType",
    "Voice",
    "VoiceKind",
    "tie_in_audience",
]
