"""The study's pages."""
