"""Changes to the analysis, one researcher's intention each, by noun. Every one can be undone from the trail."""
