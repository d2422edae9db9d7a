from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0004_known_since'),
    ]

    operations = [
        migrations.AddField(
            model_name='groupmember',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
