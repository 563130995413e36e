"""The analysis pages, by noun."""
