"""Reading interview transcripts from files and pasted text: pure functions, nothing written to disk."""

from lifeworld.interchange.transcripts.reader import read_pasted, read_transcript
from lifeworld.interchange.transcripts.refusals import UnreadableTranscriptError

__all__ = ["UnreadableTranscriptError", "read_pasted", "read_transcript"]
