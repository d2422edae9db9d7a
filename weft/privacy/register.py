"""What happens to each field when a person asks to be forgotten: the register.

`erase`: deleted with the row or emptied. `anonymise`: the row stays without the person.
`keep`: says nothing about a person, for the reason given. A field without a line fails CI.
Where others may be named in free text, `free_text` says so, and they are taken out of it.
"""

from __future__ import annotations

_NET = "describes the network, not a person"
_KEY = "a key of our own, not of a person"
_WORK = "how the software works, not whom it is about"

ERASURE: dict[str, str] = {
    "accounts.Account.id": f"keep: {_KEY}",
    "accounts.Account.email": "erase",
    "accounts.Account.name": "erase",
    "accounts.Account.named_at": "erase",
    "accounts.Account.language": "erase",
    "accounts.Account.password": "erase",
    "accounts.Account.last_login": "erase",
    "accounts.Account.is_active": "erase",
    "accounts.Account.date_joined": "erase",
    "account.EmailAddress.*": "erase: with the account",
    "account.EmailConfirmation.*": "erase: with the address",
    "mfa.Authenticator.*": "erase: with the account",
    "usersessions.UserSession.*": "erase: with the account",
    "socialaccount.SocialAccount.*": "erase: with the account",
    "socialaccount.SocialToken.*": "erase: none is kept; with the account",
    "socialaccount.SocialApp.*": f"keep: {_WORK}",
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
    "common.AuditChain.*": f"keep: {_WORK}",
    "common.AuditEntry.*": "keep: numbers alone, which name nobody once the account is gone",
    # Each field by name, so that a new one with words of people or about them is thought of.
    **{
        f"{model}.{field}": f"keep: {_NET}"
        for model, names in {
            "networks.Network": (
                "id slug name purpose boundary principles colour visibility is_fictional "
                "graph_version fading_months fresh_until_months asks_by_mail second_step_since "
                "parent created_at"
            ),
            "networks.MembershipKind": (
                "id network name words is_for_organisations is_open sees_members "
                "may_join_groups may_invite may_decide months position"
            ),
            "graph.ActorKind": "id network name colour shape is_activity holds_power",
            "graph.TieType": "id network name colour rung is_influence",
            "graph.FieldDefinition": "id network target key label is_builtin visibility position",
            "graph.Layer": "id network name source visibility",
            "privacy.Controller": (
                "id network name contact registration hosted_at has_such_an_aim recipients"
            ),
            "joining.Gate": (
                "id network is_open asks gives exclusions admitted_by needed remind_days "
                "names_convenors welcome welcomer writes_to_invited"
            ),
            "joining.JoinQuestion": "id network words is_required position",
            "joining.EqualityQuestion": "id network words options position counted",
            "joining.InviteLink": (
                "id network code kind is_trusted until most used made_by stopped_at"
            ),
            "governing.Circle": "id network kind name decides visibility ended_on",
        }.items()
        for field in names.split()
    },
    "networks.Membership.*": "erase",
    "networks.Responsibility.*": "erase: with the membership",
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
    "graph.Voice.*": "erase: with the account or the actor",
    **{
        f"groups.Group.{field}": fate
        for fate, names in {
            f"keep: {_NET}": "network domain openness visibility parent hidden_by known_since "
            "place made_at active_at state state_since asked_at wants_to_end",
            f"keep: {_KEY}": "id slug actor",
            "erase: free text may name anyone": "name purpose rules question topics closing_note "
            "thanks handover",
        }.items()
        for field in names.split()
    },
    "groups.GroupMember.*": "erase: leaving deletes it, and so does being forgotten",
    "groups.GroupRequest.*": "erase: of who asked; who answered is taken off",
    "groups.GroupInvitation.*": "erase: of who was invited; words and name of who invited go too",
    "groups.GroupResource.id": f"keep: {_KEY}",
    "groups.GroupResource.group": f"keep: {_KEY}",
    "groups.GroupResource.title": "erase: free text may name anyone",
    "groups.GroupResource.address": "erase: free text may name anyone",
    "groups.GroupResource.note": "erase: free text may name anyone",
    "groups.GroupResource.is_for_all": f"keep: {_NET}",
    "groups.GroupResource.added_by": "anonymise",
    "groups.GroupResource.added_at": f"keep: {_NET}",
    "groups.GroupSettings.*": f"keep: {_NET}",
    "joining.EqualityAnswer.*": "keep: an answer of nobody in particular",
    "joining.Application.*": "erase",
    "joining.JoinAnswer.*": "erase: with the application",
    "joining.Opinion.*": "erase: with the application, or with who gave it",
    "joining.Invitation.*": "erase",
    "joining.Batch.*": "erase: the person's row; all rows within a week in any case",
    "joining.Profile.*": "erase",
    "joining.Welcome.*": "erase: with the membership; what they wrote to others is emptied",
    "joining.Signpost.*": "erase: with either profile",
    "joining.VoiceAsk.*": "erase: of who asked, and with the membership or the actor",
    "privacy.Consent.*": "erase: with the account, or with the application",
    "governing.Seat.*": "erase",
    "governing.Decision.id": f"keep: {_KEY}",
    "governing.Decision.circle": f"keep: {_NET}",
    "governing.Decision.title": "erase: free text may name anyone",
    "governing.Decision.words": "erase: free text may name anyone",
    "governing.Decision.decided_on": f"keep: {_NET}",
    "governing.Decision.visibility": f"keep: {_NET}",
    "governing.Decision.written_by": "anonymise",
    "governing.Holding.id": f"keep: {_KEY}",
    "governing.Holding.network": f"keep: {_NET}",
    "governing.Holding.kind": f"keep: {_NET}",
    "governing.Holding.name": "erase: free text may name anyone",
    "governing.Holding.where": "erase: free text may name anyone",
    "governing.Holding.holder": "anonymise",
    "governing.Holding.deputy": "anonymise",
    "governing.Holding.renews_on": f"keep: {_NET}",
    "governing.Handover.*": "erase",
    "governing.HandoverStep.*": "erase: with the handover",
    "moderating.Rules.*": f"keep: {_NET}",
    **{
        f"moderating.{field}": fate
        for fate, names in {
            "erase: of whom it is about, with all that hangs on it": "Held.id Held.network "
            "Held.author Held.kind Held.why Held.state Held.made_at Held.decided_at "
            "Held.visibility Measure.id Measure.network Measure.about Measure.act Measure.kind "
            "Measure.subject Measure.held Measure.visibility Measure.principle Measure.at "
            "Measure.appealed_at Measure.appeal_outcome Measure.appeal_at",
            "anonymise": "Held.decided_by Measure.by Measure.appeal_by",
            "erase: free text may name anyone": "Held.words Held.payload Measure.title "
            "Measure.kept Measure.words Measure.appeal Measure.appeal_answer Report.title "
            "Report.copied Report.words Report.answer",
        }.items()
        for field in names.split()
    },
    "moderating.Report.id": f"keep: {_KEY}",
    "moderating.Report.network": f"keep: {_NET}",
    "moderating.Report.kind": f"keep: {_NET}",
    "moderating.Report.subject": f"keep: {_KEY}",
    "moderating.Report.visibility": f"keep: {_NET}",
    "moderating.Report.principle": f"keep: {_NET}",
    "moderating.Report.outcome": f"keep: {_NET}",
    "moderating.Report.made_at": f"keep: {_NET}",
    "moderating.Report.settled_at": f"keep: {_NET}",
    "moderating.Report.made_by": "anonymise",
    "moderating.Report.about": "anonymise",
    "moderating.Report.settled_by": "anonymise",
    "privacy.Asked.*": "keep: a keyed hash alone, so that nobody is asked twice",
    "privacy.Placeholder.*": "erase: of who was named, and of who named them",
    "privacy.Complaint.id": f"keep: {_KEY}",
    "privacy.Complaint.network": f"keep: {_NET}",
    "privacy.Complaint.account": "anonymise",
    "privacy.Complaint.name": "erase",
    "privacy.Complaint.email": "erase",
    "privacy.Complaint.words": "erase",
    "privacy.Complaint.answer": "erase",
    "privacy.Complaint.answered_by": "anonymise",
    "privacy.Complaint.made_at": f"keep: {_NET}",
    "privacy.Complaint.acknowledged_at": f"keep: {_NET}",
    "privacy.Complaint.answered_at": f"keep: {_NET}",
    "privacy.Suppressed.*": "keep: a keyed hash alone, so that nobody is written to by mistake",
    "graph.KeptApart.*": "erase: with either of its actors",
    "keeping.Suspect.*": "erase: with either of its actors",
    "keeping.Ask.*": "erase: with the actor who was asked",
    "keeping.Answer.*": "erase: with the actor who answered, or the tie",
    "keeping.NoAsks.*": "keep: a keyed hash alone, so that nobody is asked by mistake",
    **{
        f"mapping.{model}.{field}": fate
        for model in ("Lens", "Story")
        for field, fate in {
            "id": f"keep: {_KEY}",
            "network": f"keep: {_NET}",
            "title": "erase: free text may name anyone",
            "words": "erase: free text may name anyone",
            "visibility": f"keep: {_NET}",
            "made_by": "anonymise",
            "made_at": f"keep: {_NET}",
        }.items()
    },
    "mapping.Lens.query": "erase: free text may name anyone",
    "mapping.Lens.rules": "erase: free text may name anyone",
    "mapping.Lens.positions": f"keep: ids only, {_KEY}",
    "mapping.Lens.notes": "erase: free text may name anyone",
    "mapping.StoryStep.*": "erase: free text may name anyone",
    "mapping.Snapshot.made_by": "anonymise",
    "mapping.Snapshot.id": f"keep: {_KEY}",
    "mapping.Snapshot.network": f"keep: {_NET}",
    "mapping.Snapshot.name": "erase: free text may name anyone",
    "mapping.Snapshot.day": f"keep: {_NET}",
    "mapping.Snapshot.clock": f"keep: {_NET}",
    "mapping.Snapshot.visibility": f"keep: {_NET}",
    "mapping.Snapshot.made_at": f"keep: {_NET}",
    "mapping.Source.made_by": "anonymise",
    "mapping.Source.name": "erase: free text may name anyone",
    "mapping.Source.address": "erase: free text may name anyone",
    "mapping.Source.message": "erase",
    "mapping.Source.preview": "erase: names and values of the file",
    "mapping.Source.file_names": "erase: free text may name anyone",
    "mapping.Source.folder": "erase: within a week in any case",
    "mapping.Source.from_network": f"keep: {_KEY}",
    "mapping.Source.layer": f"keep: {_KEY}",
    "mapping.Source.matches": f"keep: keyed hashes alone, {_WORK}",
    "mapping.Source.id": f"keep: {_KEY}",
    "mapping.Source.network": f"keep: {_NET}",
    "mapping.Source.choices": f"keep: {_NET}",
    "mapping.Source.visibility": f"keep: {_NET}",
    "mapping.Source.when_gone": f"keep: {_NET}",
    "mapping.Source.is_on": f"keep: {_WORK}",
    "mapping.Source.is_accepted": f"keep: {_WORK}",
    "mapping.Source.made_at": f"keep: {_WORK}",
    "mapping.Source.polled_at": f"keep: {_WORK}",
    "mapping.Source.outcome": f"keep: {_WORK}",
    "mapping.Source.failed_nights": f"keep: {_WORK}",
    "mapping.Source.last_night": f"keep: {_WORK}",
    "mapping.Source.etag": f"keep: {_WORK}",
    "mapping.Source.modified": f"keep: {_WORK}",
    "mapping.Source.digest": f"keep: {_WORK}",
    "mapping.Source.preview_digest": f"keep: {_WORK}",
    "mapping.Source.change_set": f"keep: {_KEY}",
    "mapping.Source.job": f"keep: {_KEY}",
    "mapping.SourceRow.*": "keep: keyed hashes alone, so that who was erased is not brought back",
    "mapping.Asset.*": "erase: with its actor",
    "workshop.Workshop.id": f"keep: {_KEY}",
    "workshop.Workshop.network": f"keep: {_NET}",
    "workshop.Workshop.title": "erase: free text may name anyone",
    "workshop.Workshop.code": f"keep: {_WORK}",
    "workshop.Workshop.state": f"keep: {_WORK}",
    "workshop.Workshop.audience": f"keep: {_NET}",
    "workshop.Workshop.version": f"keep: {_WORK}",
    "workshop.Workshop.hosted_by": "anonymise",
    "workshop.Workshop.opened_at": f"keep: {_WORK}",
    "workshop.Workshop.ended_at": f"keep: {_WORK}",
    "workshop.Workshop.change_set": f"keep: {_KEY}",
    "workshop.Participant.*": "erase: 28 days after the workshop in any case",
    "workshop.Said.*": "erase: with the participant",
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
