"""Amounts of money as people write them."""

from __future__ import annotations


def yuan(amount: float) -> str:
    """An amount in yuan, to the fen and without needless noughts: 1234567, 0.5."""
    return f"{amount:.2f}".rstrip("0").rstrip(".")
