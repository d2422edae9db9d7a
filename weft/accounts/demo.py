"""The accounts that the demo's visitors may look around as."""

DEMO_ACCOUNTS = {"convenor": "convenor@demo.invalid", "member": "member@demo.invalid"}
