"""Every method this workspace answers; any other is `unknown_method`."""

from __future__ import annotations

from rehearsal.webapi.methods import chat, conversations, files, later, others, rooms, validating, views
from rehearsal.webapi.methods.call import Handler

_FAMILIES = (chat, conversations, files, later, others, rooms, validating, views)
METHODS: dict[str, Handler] = {
    name: handler for family in _FAMILIES for name, handler in family.METHODS.items()
}

# Called with the app-level token; everything else with the bot's.
APP_LEVEL = {"apps.connections.open"}
# Answer whoever asks.
OPEN = {"api.test", "blocks.validate"}
# Refuse a GET; all others take one.
POSTED = {"apps.connections.open"}
