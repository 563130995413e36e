"""What a fault writes to the log: its kind and place, never a message, a value or a participant's words."""

import logging
import sys

import pytest

from lifeworld.config.logs import BareFormatter

WORDS = "she never asked me where I was going"


def record_of(error: Exception, name: str = "django.request") -> logging.LogRecord:
    try:
        raise error
    except Exception:
        return logging.LogRecord(name, logging.ERROR, __file__, 1, f"Internal error: {WORDS}", (WORDS,), sys.exc_info())


@pytest.mark.parametrize("name", ["django.request", "django.db.backends", "lifeworld.interviews"])
def test_an_exception_is_logged_by_kind_and_place_alone(name: str) -> None:
    line = BareFormatter().format(record_of(ValueError(WORDS), name))
    assert WORDS not in line
    assert "ValueError" in line and "test_logs_hold_no_words.py" in line


def test_the_arguments_of_a_message_are_left_out() -> None:
    record = logging.LogRecord("anything", logging.WARNING, __file__, 1, "could not read %s", (WORDS,), None)
    assert WORDS not in BareFormatter().format(record)
