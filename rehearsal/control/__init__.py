"""`/_rehearsal/…`: the workspace driven from outside, as JSON."""
