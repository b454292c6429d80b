"""Pure drawing: a value in, Slack's blocks out."""
