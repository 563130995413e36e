"""Signing in on a server: passphrase, second factor, sessions. Installed there alone; a laptop unlocks its store."""
