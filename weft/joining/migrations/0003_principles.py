from django.db import migrations


def move_to_network(apps, schema_editor):
    Network = apps.get_model("networks", "Network")
    for gate in apps.get_model("joining", "Gate").objects.exclude(principles=""):
        Network.objects.filter(pk=gate.network_id).update(principles=gate.principles)


def move_back(apps, schema_editor):
    Gate = apps.get_model("joining", "Gate")
    for network in apps.get_model("networks", "Network").objects.exclude(principles=""):
        Gate.objects.filter(network_id=network.pk).update(principles=network.principles)


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0002_browser_in_hand"),
        ("networks", "0006_principles"),
    ]

    operations = [
        migrations.RunPython(move_to_network, move_back),
        migrations.RemoveField(model_name="gate", name="principles"),
    ]
