"""One module a group of commands; imported when one of them is asked for."""
