"""Whether pages and saves cost the same over one interview and over a thousand: `make scale`."""
