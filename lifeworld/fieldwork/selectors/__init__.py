"""Questions about guides, meetings, payments and incidents."""
