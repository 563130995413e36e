"""Pages, by noun: duties, course, sites and conditions."""
