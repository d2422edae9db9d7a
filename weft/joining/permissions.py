"""Who may admit, invite and give an opinion."""

from __future__ import annotations

from weft.common.visibility import Viewer
from weft.joining.models import AdmittedBy, Application, ApplicationState, Gate, Profile
from weft.networks.models import Membership, Network, Role, Standing
from weft.networks.powers import Power, can
from weft.networks.viewers import viewer_of


def gate_of(network: Network) -> Gate:
    """How one joins this network; as it is at first where nobody has said."""
    return Gate.objects.select_related("welcomer").filter(network=network).first() or Gate(
        network=network
    )


def may_admit(viewer: Viewer) -> bool:
    return can(viewer, Power.ADMIT)


def may_vouch(network: Network, account_id: int | None) -> bool:
    """Whether whoever made a link or an invitation may admit today; then it lets people in at
    once. Otherwise a person looks at those who come with it."""
    return account_id is not None and may_admit(viewer_of(network, account_id))


def may_invite(viewer: Viewer) -> bool:
    """Those who admit; and members whose kind of membership allows it."""
    return may_admit(viewer) or _kind_allows(viewer, "may_invite")


def has_a_say(viewer: Viewer) -> bool:
    return _kind_allows(viewer, "may_decide")


def _kind_allows(viewer: Viewer, what: str) -> bool:
    if viewer.account_id is None or not viewer.is_member:
        return False
    own = Membership.objects.filter(
        network_id=viewer.network_id, account_id=viewer.account_id, state=Standing.ACTIVE
    )
    allowed = own.values_list(f"kind__{what}", flat=True).first()
    # A membership of no kind is one of before there were kinds: it allows what they all did.
    return allowed is not False and own.exists()


def may_give_opinion(viewer: Viewer, application: Application, gate: Gate) -> bool:
    """Whether this viewer is one of those who decide together."""
    if application.state != ApplicationState.WAITING:
        return False
    if gate.admitted_by == AdmittedBy.PANEL:
        return may_admit(viewer)
    return gate.admitted_by == AdmittedBy.MEMBERS and has_a_say(viewer)


def may_read_profile(viewer: Viewer, profile: Profile) -> bool:
    """Whether an applicant's profile is for this viewer, of those who have a say."""
    return may_admit(viewer) or profile.seen_by <= viewer.clearance


def may_decide_alone(viewer: Viewer, gate: Gate) -> bool:
    """Where one person admits, each of those who admit; otherwise a convenor."""
    if gate.admitted_by == AdmittedBy.STEWARD:
        return may_admit(viewer)
    return Role.CONVENOR in viewer.roles
