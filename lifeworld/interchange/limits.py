"""How large a file may be that comes in. Apart from its readers, which pages show it without."""

MAX_MEGABYTES = 60
