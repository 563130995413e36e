"""A harness that kills a real server while real clients write, and looks whether anything was lost or done twice."""
