"""Where people write in words of their own, and so may name anyone: the second register.

Whoever is forgotten is looked for in all of it. The names of things (networks, groups, actors) are
not in it: what is called after somebody keeps its name until those who look after it change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

FREE_TEXT: dict[str, str] = {
    "networks.Network": "purpose boundary principles",
    "networks.MembershipKind": "words",
    "graph.ChangeSet": "comment extras",
    "graph.Actor": "description topics fields",
    "graph.Tie": "label description topics fields",
    "graph.Evidence": "note",
    "graph.Change": "before after",
    "privacy.Controller": "contact recipients",
    "privacy.Complaint": "words answer",
    "moderating.Held": "words payload",
    "moderating.Report": "title copied words answer",
    "moderating.Measure": "title kept words appeal appeal_answer",
    "groups.Group": "purpose rules question topics closing_note thanks handover",
    "groups.GroupRequest": "words reason answer",
    "groups.GroupInvitation": "words",
    "groups.GroupResource": "title address note",
    "mapping.Source": "name address message preview file_names",
    "mapping.Snapshot": "name",
    "mapping.Lens": "title words query rules notes",
    "mapping.Story": "title words",
    "mapping.StoryStep": "words",
    "mapping.Asset": "name note",
    "workshop.Workshop": "title",
    "joining.Gate": "asks gives exclusions welcome",
    "joining.JoinQuestion": "words",
    "joining.EqualityQuestion": "words options",
    "joining.Application": "reason words",
    "joining.JoinAnswer": "words",
    "joining.Opinion": "reason",
    "joining.Batch": "rows words",
    "joining.Invitation": "organisation words",
    "joining.Profile": "groups topics success needs offers access_note",
    "joining.Welcome": "words",
    "joining.VoiceAsk": "words answer",
    "governing.Circle": "decides",
    "governing.Decision": "title words",
    "governing.Holding": "name where",
    "governing.HandoverStep": "what",
}
#: Texts that are no words about others: names, addresses, codes, digests, and what is somebody's
#: own or goes by itself within a month. A field that is in neither fails a test.
NOT_FREE: dict[str, str] = {
    "common.Job": "kind dedupe_key payload step result message",
    "common.AuditChain": "head",
    "common.AuditEntry": "action subject details previous digest",
    "accounts.Account": "password name language",
    "networks.Network": "name colour",
    "networks.MembershipKind": "name",
    "graph.ChangeSet": "summary",
    "graph.ActorKind": "name colour shape",
    "graph.TieType": "name colour",
    "graph.FieldDefinition": "key label",
    "graph.Layer": "name",
    "graph.Actor": "name search_name ref public_id place region website email image colour start "
    "end",
    "graph.Tie": "ref colour start end",
    "privacy.Consent": "address_hash purpose wording version language",
    "privacy.Suppressed": "address_hash",
    "privacy.Controller": "name registration hosted_at",
    "privacy.Complaint": "name",
    "privacy.Placeholder": "name address_hash",
    "privacy.Asked": "address_hash",
    "analysis.Result": "fingerprint summary clusters findings insights facets file",
    "moderating.Held": "kind",
    "moderating.Report": "kind principle",
    "moderating.Measure": "kind principle",
    "groups.Group": "name place",
    "mapping.Import": "file_names folder choices preview error",
    "mapping.Source": "folder matches choices etag modified digest preview_digest",
    "mapping.SourceRow": "key said",
    "mapping.Lens": "positions",
    "keeping.NoAsks": "address_hash",
    "keeping.Suspect": "reasons",
    "workshop.Workshop": "code",
    "workshop.Participant": "name group",
    "workshop.Said": "name",
    "joining.EqualityQuestion": "counted",
    "joining.EqualityAnswer": "option",
    "joining.Application": "name language hand",
    "joining.InviteLink": "code",
    "joining.Invitation": "name",
    "joining.Profile": "name contact_by phone post here_for works_in works_place based size ways "
    "hours news news_by access steps_done",
    "governing.Circle": "name",
}


def free_text_fields() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every field in which somebody may be named in others' words."""
    for label, names in FREE_TEXT.items():
        model = apps.get_model(label)
        for name in names.split():
            yield model, model._meta.get_field(name)


def path_to_network(model: type[models.Model]) -> str:
    """How a row says to which network it belongs, such as `group__network`."""
    if model._meta.label == "networks.Network":
        return "pk"
    paths: list[tuple[str, type[models.Model]]] = [("", model)]
    while paths:
        path, here = paths.pop(0)
        owners = [field for field in here._meta.concrete_fields if field.is_relation]
        for field in owners:
            assert isinstance(field.related_model, type)
            if field.related_model._meta.label == "networks.Network":
                return f"{path}{field.name}"
            # Who wrote or did something says nothing of the network.
            if field.related_model not in (here, get_user_model()):
                paths.append((f"{path}{field.name}__", field.related_model))
    raise LookupError(f"{model._meta.label} belongs to no network")
