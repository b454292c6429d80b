"""What the bot hears and says: the only place that speaks Slack. `switchboard` is its table of contents."""
