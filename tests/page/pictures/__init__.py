"""`make pictures`: plays sessions with the real bot and takes the pictures of README and docs."""
