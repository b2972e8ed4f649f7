"""排查: the villages of a month, and the walk from household to household."""
