"""Changes, by noun: the plan, criteria, frames, entries, stages."""
