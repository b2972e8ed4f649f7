"""The joint meeting: agenda, decisions, minutes (DESIGN §6)."""
