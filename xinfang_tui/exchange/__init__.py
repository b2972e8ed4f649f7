"""Between machines: parcels, receipts, invitations, what a merge would do (DESIGN §8)."""
