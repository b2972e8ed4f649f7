"""A dispute: its events, what is folded from them, its number, codes and masking (DESIGN §4)."""
