"""What is seen and pressed: one screen or widget a file, its looks beside it (DESIGN §9)."""
