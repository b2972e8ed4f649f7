"""登记: a new matter in two pages at most, a minute for a practised hand."""
