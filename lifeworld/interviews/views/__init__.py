"""The pages of interviews and their transcripts."""
