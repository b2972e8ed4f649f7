"""What every screen stands in: ribbon, key line, menus, dialogs, the thread that works for it."""
