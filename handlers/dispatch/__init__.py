"""Finds who listens to what Slack sends, and carries the answer back."""
