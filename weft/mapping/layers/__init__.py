"""Bringing another map into a layer of its own: what comes, and who of it is here already."""
