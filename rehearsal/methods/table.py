"""Every method this workspace answers; any other is `unknown_method`."""

from __future__ import annotations

from rehearsal.methods import chat, conversations, others, rooms, views
from rehearsal.methods.call import Handler

METHODS: dict[str, Handler] = (
    chat.METHODS | conversations.METHODS | others.METHODS | rooms.METHODS | views.METHODS
)

# Called with the app-level token; everything else with the bot's.
APP_LEVEL = {"apps.connections.open"}
# Answer whoever asks.
OPEN = {"api.test"}
