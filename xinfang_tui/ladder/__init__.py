"""The ladder: rungs, clocks, deadlines that explain themselves, climbing (DESIGN §5)."""
