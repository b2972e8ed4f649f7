"""数据: what goes between offices, what comes in from old ledgers, what keeps it all safe."""
