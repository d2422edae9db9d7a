"""Tests of all apps share the fixtures of the test kit."""

pytest_plugins = ["testkit.fixtures"]
