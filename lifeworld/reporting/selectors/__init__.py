"""Gathering what exports are made of. Gates first: `lifeworld.analysis.selectors.access` decides what may be seen."""
