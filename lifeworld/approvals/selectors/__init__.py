"""Questions, by noun: the course, its duties, sites, conditions, changes to the study, documents, safety reports."""
