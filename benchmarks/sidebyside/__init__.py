"""Lifeworld beside Taguette, on the same generated interviews, in one run and in one browser: `make bench`."""
