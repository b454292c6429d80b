"""Slack's Web API methods, by family. `methods.json` holds their arguments, scopes, tiers and error names."""
