"""Tests of the interview day."""
