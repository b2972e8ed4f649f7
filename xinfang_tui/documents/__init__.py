"""Files in and out: ledgers read, papers written."""
