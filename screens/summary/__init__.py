"""汇总: the month in tables whose every number opens."""
