"""Changes to clauses, consents and deviations, by noun."""
