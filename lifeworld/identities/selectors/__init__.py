"""Questions, by noun: openings, people by serial, who opened what."""
