"""Pages, by noun: the overview, taking consent, one person's consent, clauses, deviations."""
