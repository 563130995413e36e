"""How each kind of export is laid out, as plain Python over what the selectors gathered."""
