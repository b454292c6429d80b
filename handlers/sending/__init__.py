"""What is owed and what keeps changing, on its way to Slack."""
