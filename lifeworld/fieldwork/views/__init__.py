"""The pages of the interview day."""
