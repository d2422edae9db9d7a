"""The demo network: made up by code from a seed, and honest about it."""
