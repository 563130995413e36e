"""Changes, by noun: openings, what is written of a person, looking at it."""
