"""Lifeworld: a study workbench for Interpretative Phenomenological Analysis."""

__version__ = "0.1.0"
