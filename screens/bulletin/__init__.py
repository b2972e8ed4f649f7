"""通报: the paper as it will be, its self-check, sign-off and publication."""
