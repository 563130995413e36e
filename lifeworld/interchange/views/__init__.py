"""This room's pages: thin; they ask the services and selectors, and show."""
