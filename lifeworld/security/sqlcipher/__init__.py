"""The embedded store: Django's SQLite backend over SQLCipher (`ENGINE = "lifeworld.security.sqlcipher"`)."""
