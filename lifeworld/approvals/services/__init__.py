"""Changes, by noun: the course, its duties, sites, conditions."""
