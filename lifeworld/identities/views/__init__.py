"""This room's pages."""
