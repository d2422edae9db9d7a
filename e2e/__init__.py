"""Journeys of people through a real browser, against a server of their own."""
