"""What each person agreed to: read by the pages of this room, and asked by every room above it."""
