"""Changes of the interview day: guides, meetings, what comes after, and records of distress."""
