"""What browsers said of themselves in full gives way to a few words."""

from django.db import migrations

from weft.accounts.browsers import browser_words


def make_coarse(apps, schema_editor):
    session_model = apps.get_model("usersessions", "UserSession")
    for session in session_model.objects.iterator():
        session.user_agent = browser_words(session.user_agent)
        session.save(update_fields=["user_agent"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_language"), ("usersessions", "0001_initial")]

    operations = [migrations.RunPython(make_coarse, migrations.RunPython.noop)]
