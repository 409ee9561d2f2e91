"""Settings and the first set-up: the same parts, walked through once and changed ever after."""
