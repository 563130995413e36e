"""The pages on which interviews come in and are made ready for analysis."""
