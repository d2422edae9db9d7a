from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def part(apps, schema_editor):
    """The end of a break gets its own place. When the membership would have lapsed without it is
    not known any more, so whoever takes a break has a whole time left."""
    Membership = apps.get_model('networks', 'Membership')
    for row in Membership.objects.filter(state='paused').select_related('kind'):
        months = row.kind.months if row.kind else None
        row.paused_until = row.until
        since = timezone.localdate(row.state_since)
        row.until = since + timedelta(days=31 * months) if months else None
        row.save(update_fields=['paused_until', 'until'])


def join(apps, schema_editor):
    """The other way: while there is a break, `until` says when it ends."""
    Membership = apps.get_model('networks', 'Membership')
    for row in Membership.objects.filter(state='paused'):
        row.until = row.paused_until
        row.save(update_fields=['until'])


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0008_break_until'),
    ]

    operations = [
        migrations.RunPython(part, join),
    ]
