"""The map manager's desk: what is stale, doubled or unplaced, and who could put it right."""
