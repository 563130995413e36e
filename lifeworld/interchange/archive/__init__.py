"""A whole study in one sealed file, to move it between a laptop and a server and back, unchanged.

The format, field by field: docs/reference/study-archive.md. Why ids stay as they are: docs/decisions/0030.
"""
