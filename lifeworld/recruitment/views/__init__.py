"""Pages, by noun: recruitment, the plan, criteria, frames, entries, stages."""
