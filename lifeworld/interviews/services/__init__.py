"""Changes to interviews, by noun: transcripts that stay, and arrivals that only wait to be looked at."""

from lifeworld.interviews.services.transcripts import (
    Numbering,
    change_roles,
    freeze_version,
    index_words,
    receive_transcript,
    take_out_original,
)

__all__ = ["Numbering", "change_roles", "freeze_version", "index_words", "receive_transcript", "take_out_original"]
