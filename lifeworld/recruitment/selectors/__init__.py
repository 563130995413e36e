"""Questions, by noun: the plan, criteria, entries, the flow, the spread."""
