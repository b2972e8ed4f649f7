"""Reading what offices already have: ledgers and lists of places in any usual layout."""
