from django.db import migrations
from django.db.models import Exists, OuterRef


def end(apps, schema_editor):
    """What was kept of those whose membership ended before it ended by itself: that they welcome,
    speak for organisations, and have planned to invite people."""
    Membership = apps.get_model('networks', 'Membership')
    Voice = apps.get_model('graph', 'Voice')
    Gate = apps.get_model('joining', 'Gate')
    Invitation = apps.get_model('joining', 'Invitation')

    def is_member(network, account):
        held = Membership.objects.filter(state__in=('active', 'paused'))
        return Exists(held.filter(network=OuterRef(network), account=OuterRef(account)))

    voices = Voice.objects.exclude(kind='self')
    voices.filter(~is_member('actor__network', 'account')).delete()
    gates = Gate.objects.filter(welcomer__isnull=False)
    gates.filter(~is_member('network', 'welcomer')).update(welcomer=None)
    planned = Invitation.objects.filter(state='planned', invited_by__isnull=False)
    planned.filter(~is_member('network', 'invited_by')).update(state='stopped')


class Migration(migrations.Migration):

    dependencies = [
        ('joining', '0008_voice_asks'),
    ]

    operations = [
        migrations.RunPython(end, migrations.RunPython.noop),
    ]
