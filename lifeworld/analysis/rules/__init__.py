"""The method's rules as plain Python, each with its source."""
