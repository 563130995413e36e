"""Logs that cannot hold a participant's words: an error's kind and where it arose, never its message or values."""

import logging
import traceback


class BareFormatter(logging.Formatter):
    """Writes level, logger, and for an exception its class and the file and line of each frame."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text; the message itself is left out where an exception or a request is at hand."""
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            where = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
            return f"{record.levelname} {record.name} {record.exc_info[0].__name__} at {where}"
        if record.name.startswith("django.request"):
            return f"{record.levelname} {record.name} status {getattr(record, 'status_code', '')}"
        return f"{record.levelname} {record.name} {record.msg}"
