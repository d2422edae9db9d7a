"""Workshop mode: a room full of people draws the map together, each on a phone."""
