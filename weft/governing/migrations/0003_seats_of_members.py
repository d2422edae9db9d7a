from django.db import migrations
from django.db.models import Exists, OuterRef


def end(apps, schema_editor):
    """Seats of those whose membership ended before seats ended with it."""
    Membership = apps.get_model('networks', 'Membership')
    Seat = apps.get_model('governing', 'Seat')
    held = Membership.objects.filter(
        network=OuterRef('circle__network'),
        account=OuterRef('account'),
        state__in=('active', 'paused'),
    )
    Seat.objects.filter(~Exists(held)).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('governing', '0002_handover_of_groups'),
    ]

    operations = [
        migrations.RunPython(end, migrations.RunPython.noop),
    ]
