import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

ROLES = [
    ('convenor', 'Convenor'), ('map_manager', 'Map manager'), ('steward', 'Steward'),
    ('moderator', 'Moderator'), ('facilitator', 'Facilitator'), ('librarian', 'Librarian'),
    ('treasurer', 'Treasurer'),
]
STATES = [
    ('active', 'Member'), ('paused', 'Taking a break'), ('lapsed', 'Lapsed'), ('ended', 'Ended'),
]


class Migration(migrations.Migration):

    dependencies = [('networks', '0002_living_map')]

    operations = [
        migrations.RemoveConstraint('membership', 'membership_role_once'),
        migrations.RemoveConstraint('membership', 'membership_role_known'),
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
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=ROLES, max_length=20, verbose_name='responsibility')),
                ('is_deputy', models.BooleanField(default=False, verbose_name='as a deputy')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='networks.membership')),
            ],
            options={
                'verbose_name_plural': 'responsibilities',
                'constraints': [
                    models.UniqueConstraint(fields=('membership', 'role'), name='responsibility_once'),
                    models.CheckConstraint(condition=models.Q(('role__in', [role for role, _label in ROLES])), name='responsibility_known'),
                ],
            },
        ),
        migrations.AddField(
            'membership', 'kind',
            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memberships', to='networks.membershipkind'),
        ),
        migrations.AddField('membership', 'state', models.CharField(choices=STATES, default='active', max_length=10)),
        migrations.AddField('membership', 'until', models.DateField(blank=True, null=True)),
        migrations.AddField('membership', 'state_since', models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AlterField('membership', 'since', models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AlterField('membership', 'role', models.CharField(default='member', max_length=20)),
    ]
