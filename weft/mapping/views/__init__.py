"""The pages of the map, by subject."""
