"""What happens to each field when a person asks to be forgotten: the register.

`erase`: deleted with the row or emptied. `anonymise`: the row stays without the person.
`keep`: says nothing about a person, for the reason given. A field without a line fails CI.
"""

from __future__ import annotations

_NET = "describes the network, not a person"
_KEY = "a key of our own, not of a person"
_WORK = "how the software works, not whom it is about"

ERASURE: dict[str, str] = {
    "accounts.Account.id": f"keep: {_KEY}",
    "accounts.Account.email": "erase",
    "accounts.Account.name": "erase",
    "accounts.Account.password": "erase",
    "accounts.Account.last_login": "erase",
    "accounts.Account.is_active": "erase",
    "accounts.Account.date_joined": "erase",
    "analysis.Result.*": "erase: computed anew from what is left",
    "common.Job.id": f"keep: {_KEY}",
    "common.Job.kind": f"keep: {_WORK}",
    "common.Job.dedupe_key": f"keep: {_WORK}",
    "common.Job.payload": f"keep: ids only, {_KEY}",
    "common.Job.result": f"keep: ids only, {_KEY}",
    "common.Job.message": "erase",
    "common.Job.state": f"keep: {_WORK}",
    "common.Job.progress": f"keep: {_WORK}",
    "common.Job.step": f"keep: {_WORK}",
    "common.Job.attempts": f"keep: {_WORK}",
    "common.Job.created_at": f"keep: {_WORK}",
    "common.Job.run_after": f"keep: {_WORK}",
    "common.Job.lease_until": f"keep: {_WORK}",
    "common.Job.stop_asked_at": f"keep: {_WORK}",
    "common.Job.finished_at": f"keep: {_WORK}",
    "networks.Network.*": f"keep: {_NET}",
    "networks.Membership.*": "erase",
    "graph.Actor.*": "erase: the row of the person, with all its changes",
    "graph.Tie.*": "erase: every tie of the person, with all its changes",
    "graph.Evidence.reporter": "anonymise",
    "graph.Evidence.said_by": "erase: with the row of the person",
    "graph.Evidence.note": "erase",
    "graph.Evidence.id": f"keep: {_KEY}",
    "graph.Evidence.tie": "erase: with the tie",
    "graph.Evidence.kind": "erase: with the tie",
    "graph.Evidence.date": "erase: with the tie",
    "graph.Evidence.rung": "erase: with the tie",
    "graph.Evidence.visibility": "erase: with the tie",
    "graph.Evidence.created_in": "erase: with the tie",
    "graph.Evidence.ended_in": "erase: with the tie",
    "graph.Change.*": "erase: with its actor or tie",
    "graph.ChangeSet.id": f"keep: {_KEY}",
    "graph.ChangeSet.network": f"keep: {_NET}",
    "graph.ChangeSet.kind": f"keep: {_NET}",
    "graph.ChangeSet.made_by": "anonymise",
    "graph.ChangeSet.made_at": f"keep: {_NET}",
    "graph.ChangeSet.comment": "erase: free text may name anyone",
    "graph.ChangeSet.summary": "keep: counts only",
    "graph.ChangeSet.extras": "erase: free text may name anyone",
    "graph.ChangeSet.is_erased": f"keep: {_WORK}",
    "graph.ChangeSet.undoes": f"keep: {_KEY}",
    "graph.KeptApart.*": "erase: with either of its actors",
    "keeping.Suspect.*": "erase: with either of its actors",
    "graph.Layer.*": f"keep: {_NET}",
    "graph.ActorKind.*": f"keep: {_NET}",
    "graph.TieType.*": f"keep: {_NET}",
    "graph.FieldDefinition.*": f"keep: {_NET}",
    "mapping.Import.account": "anonymise",
    "mapping.Import.file_names": "erase: within a week in any case",
    "mapping.Import.folder": "erase: within a week in any case",
    "mapping.Import.preview": "erase: within a week in any case",
    "mapping.Import.choices": "erase: within a week in any case",
    "mapping.Import.error": "erase: within a week in any case",
    "mapping.Import.id": f"keep: {_KEY}",
    "mapping.Import.network": f"keep: {_NET}",
    "mapping.Import.state": f"keep: {_WORK}",
    "mapping.Import.visibility": f"keep: {_NET}",
    "mapping.Import.job": f"keep: {_KEY}",
    "mapping.Import.change_set": f"keep: {_KEY}",
    "mapping.Import.created_at": f"keep: {_WORK}",
}
#: Words that a line may start with.
FATES = ("erase", "anonymise", "keep:")
