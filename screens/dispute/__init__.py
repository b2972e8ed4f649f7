"""纠纷: one matter, its date and ladder, what happened to it, what can be done now."""
