"""The fictional study: read from its files and built through the same services a person's work goes through."""
