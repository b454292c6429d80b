"""What we say to Slack: calls, patience, errors, people, channels."""
