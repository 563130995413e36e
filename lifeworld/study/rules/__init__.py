"""The rules of a study as plain Python, one module by noun: they never import Django."""
