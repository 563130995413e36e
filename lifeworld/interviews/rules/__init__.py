"""Rules of interviews and their transcripts: plain Python, no database."""
