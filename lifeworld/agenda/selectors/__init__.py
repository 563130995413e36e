"""Questions to every room: what there is to do in it, and on which days."""
