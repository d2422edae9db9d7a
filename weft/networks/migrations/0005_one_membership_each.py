from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('networks', '0004_split_memberships')]

    operations = [
        migrations.RemoveField('membership', 'role'),
        migrations.AddConstraint(
            'membership', models.UniqueConstraint(fields=('network', 'account'), name='membership_once'),
        ),
        migrations.AddConstraint(
            'membership',
            models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'lapsed', 'ended'])), name='membership_state_known'),
        ),
    ]
