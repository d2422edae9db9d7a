"""The map of a large network in tiles: what is near is fetched when one comes near.

`reading` turns what an audience may see into arrays, `cutting` ranks them for one view, `tile`
makes one tile of that, and `store` keeps tiles for one version of the net and no longer.
"""
