"""台账: all disputes, found, sorted, marked and acted upon."""
