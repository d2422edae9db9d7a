from django.db import migrations

KINDS = (
    ('Individual', 'People who take part as themselves.', {}),
    ('Organisation', 'Groups and organisations, each with people who speak for it.', {'is_for_organisations': True}),
    ('Associate', 'Those who work with the network and have no say in its decisions.', {'may_decide': False, 'may_invite': False}),
    ('Friend', 'Those who want to hear what the network does.', {'sees_members': False, 'may_join_groups': False, 'may_invite': False, 'may_decide': False}),
)


def split(apps, schema_editor):
    """One membership for each account; what was a role beside “member” becomes a responsibility."""
    Membership = apps.get_model('networks', 'Membership')
    Responsibility = apps.get_model('networks', 'Responsibility')
    kept = {}
    for row in Membership.objects.order_by('since', 'pk'):
        first = kept.setdefault((row.network_id, row.account_id), row)
        if row.role != 'member':
            Responsibility.objects.create(membership=first, role=row.role, since=row.since)
        if row is first:
            row.state_since = row.since
            row.save(update_fields=['state_since'])
        else:
            row.delete()


def join(apps, schema_editor):
    """The other way: a row for each responsibility, and “member” for those without one."""
    Membership = apps.get_model('networks', 'Membership')
    Responsibility = apps.get_model('networks', 'Responsibility')
    Membership.objects.exclude(state__in=('active', 'paused')).delete()
    for row in Membership.objects.all():
        roles = list(Responsibility.objects.filter(membership=row).values_list('role', flat=True))
        known = [role for role in roles if role in ('convenor', 'map_manager')]
        row.role = known[0] if known else 'member'
        row.save(update_fields=['role'])
        for role in known[1:]:
            Membership.objects.create(network=row.network, account=row.account, role=role, since=row.since)


def add_kinds(apps, schema_editor):
    """Networks that are there already get the kinds of membership that new ones have."""
    Kind = apps.get_model('networks', 'MembershipKind')
    for network in apps.get_model('networks', 'Network').objects.all():
        for position, (name, words, allows) in enumerate(KINDS):
            Kind.objects.create(network=network, name=name, words=words, position=position, **allows)


class Migration(migrations.Migration):

    dependencies = [('networks', '0003_membership_and_responsibilities')]

    operations = [
        migrations.RunPython(split, join),
        migrations.RunPython(add_kinds, migrations.RunPython.noop),
    ]
