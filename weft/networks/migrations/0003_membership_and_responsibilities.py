import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ROLES = [
    ('convenor', 'Convenor'), ('map_manager', 'Map manager'), ('steward', 'Steward'),
    ('moderator', 'Moderator'), ('facilitator', 'Facilitator'), ('librarian', 'Librarian'),
    ('treasurer', 'Treasurer'),
]
STATES = [
    ('active', 'Member'), ('paused', 'Taking a break'), ('lapsed', 'Lapsed'), ('ended', 'Ended'),
]


def split(apps, schema_editor):
    """One membership for each account; what was a role beside “member” becomes a responsibility."""
    Membership = apps.get_model('networks', 'Membership')
    Responsibility = apps.get_model('networks', 'Responsibility')
    for row in Responsibility.objects.order_by('since', 'pk').iterator():
        membership, _new = Membership.objects.get_or_create(
            network_id=row.network_id, account_id=row.account_id,
            defaults={'since': row.since, 'state_since': row.since},
        )
        if row.role == 'member':
            row.delete()
        else:
            row.membership = membership
            row.save(update_fields=['membership'])


def join(apps, schema_editor):
    """The other way: a role for each responsibility, and “member” for those without one."""
    Membership = apps.get_model('networks', 'Membership')
    Responsibility = apps.get_model('networks', 'Responsibility')
    for row in Membership.objects.filter(state__in=('active', 'paused')).iterator():
        held = Responsibility.objects.filter(membership=row)
        held.update(network_id=row.network_id, account_id=row.account_id)
        if not held.exists():
            Responsibility.objects.create(
                network_id=row.network_id, account_id=row.account_id, role='member',
                since=row.since,
            )


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0002_living_map'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint('membership', 'membership_role_once'),
        migrations.RemoveConstraint('membership', 'membership_role_known'),
        migrations.RenameModel('Membership', 'Responsibility'),
        migrations.AlterModelOptions('responsibility', {'verbose_name_plural': 'responsibilities'}),
        migrations.AlterField(
            'responsibility', 'network',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='networks.network'),
        ),
        migrations.AlterField(
            'responsibility', 'account',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='MembershipKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='who it is for')),
                ('is_for_organisations', models.BooleanField(default=False, verbose_name='for organisations')),
                ('is_open', models.BooleanField(default=True, verbose_name='people can apply for it')),
                ('sees_members', models.BooleanField(default=True, verbose_name='sees what is for members')),
                ('may_join_groups', models.BooleanField(default=True, verbose_name='may join groups')),
                ('may_invite', models.BooleanField(default=True, verbose_name='may invite others')),
                ('may_decide', models.BooleanField(default=True, verbose_name='has a say in decisions')),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='months until it lapses')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membership_kinds', to='networks.network')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('network', 'name'), name='membership_kind_name_once'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='membership_kind_name_given'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=STATES, default='active', max_length=10)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateField(blank=True, null=True)),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memberships', to='networks.membershipkind')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='networks.network')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('network', 'account'), name='membership_once'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'lapsed', 'ended'])), name='membership_state_known'),
                ],
            },
        ),
        migrations.AlterField(
            'responsibility', 'since', models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            'responsibility', 'membership',
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='networks.membership'),
        ),
        migrations.RunPython(split, join),
    ]
