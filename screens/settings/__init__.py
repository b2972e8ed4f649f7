"""设置: places and households, staff, ladder, calendar, names of the offices, looks and keys."""
