"""Changes to interviews, by noun: transcripts that stay, and arrivals that only wait to be looked at."""

from lifeworld.interviews.services.transcripts import (
    change_roles,
    freeze_version,
    receive_transcript,
    take_out_original,
)

__all__ = ["change_roles", "freeze_version", "receive_transcript", "take_out_original"]
