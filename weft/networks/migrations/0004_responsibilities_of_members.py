import django.db.models.deletion
from django.db import migrations, models

KINDS = (
    ('Individual', 'People who take part as themselves.', {}),
    ('Organisation', 'Groups and organisations, each with people who speak for it.', {'is_for_organisations': True}),
    ('Associate', 'Those who work with the network and have no say in its decisions.', {'may_decide': False, 'may_invite': False}),
    ('Friend', 'Those who want to hear what the network does.', {'sees_members': False, 'may_join_groups': False, 'may_invite': False, 'may_decide': False}),
)


def add_kinds(apps, schema_editor):
    """Networks that are there already get the kinds of membership that new ones have."""
    Kind = apps.get_model('networks', 'MembershipKind')
    for network in apps.get_model('networks', 'Network').objects.all():
        for position, (name, words, allows) in enumerate(KINDS):
            Kind.objects.create(network=network, name=name, words=words, position=position, **allows)


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0003_membership_and_responsibilities'),
    ]

    operations = [
        migrations.RunPython(add_kinds, migrations.RunPython.noop),
        migrations.RemoveField('responsibility', 'network'),
        migrations.RemoveField('responsibility', 'account'),
        migrations.AlterField(
            'responsibility', 'membership',
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='networks.membership'),
        ),
        migrations.AlterField(
            'responsibility', 'role',
            models.CharField(choices=[('convenor', 'Convenor'), ('map_manager', 'Map manager'), ('steward', 'Steward'), ('moderator', 'Moderator'), ('facilitator', 'Facilitator'), ('librarian', 'Librarian'), ('treasurer', 'Treasurer')], max_length=20, verbose_name='responsibility'),
        ),
        migrations.AddField(
            'responsibility', 'is_deputy',
            models.BooleanField(default=False, verbose_name='as a deputy'),
        ),
        migrations.AddField(
            'responsibility', 'until',
            models.DateField(blank=True, null=True, verbose_name='until'),
        ),
        migrations.AddConstraint(
            'responsibility',
            models.UniqueConstraint(fields=('membership', 'role'), name='responsibility_once'),
        ),
        migrations.AddConstraint(
            'responsibility',
            models.CheckConstraint(condition=models.Q(('role__in', ['convenor', 'map_manager', 'steward', 'moderator', 'facilitator', 'librarian', 'treasurer'])), name='responsibility_known'),
        ),
    ]
