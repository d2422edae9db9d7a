"""The JSON API of the map: the same reads and the same actions as the pages."""
