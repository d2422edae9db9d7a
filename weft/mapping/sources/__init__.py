"""Files on the web that the map follows: looked at every night, compared as an import is, and
taken over as one change set, or held back for someone to look at."""
