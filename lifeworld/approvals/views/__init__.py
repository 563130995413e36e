"""Pages, by noun: duties, course, sites and conditions, changes, documents, safety reports."""
