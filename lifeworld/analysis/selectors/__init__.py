"""Questions about the analysis. `access` decides first what may be seen; everything else goes through it."""
