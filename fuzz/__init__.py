"""Coverage-guided fuzzing of every way in which a stranger's bytes come in. README.md says how to run it."""
