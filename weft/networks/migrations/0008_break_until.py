from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0007_second_step_for_all'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='paused_until',
            field=models.DateField(blank=True, null=True),
        ),
    ]
