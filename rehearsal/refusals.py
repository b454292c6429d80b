"""How Slack says no, and whose fault that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rehearsal.model import Json

# Refusals that a correct app meets too: the network, other people's acts and the passing of time cause them.
# They are in the log. Every other refusal is the app's own mistake and is recorded as a violation.
WEATHER = {
    "ratelimited": "Slack was busy",
    "internal_error": "Slack failed",
    "service_unavailable": "Slack failed",
    "fatal_error": "Slack failed",
    "expired_trigger_id": "the network or the app was slow",
    "hash_conflict": "somebody else changed the view first",
    "message_not_found": "a person may have deleted it",
    "user_disabled": "the person has left",
    "user_not_visible": "the person is of another organisation and has left the room",
    "user_not_in_channel": "the person has left the channel",
    "is_archived": "somebody archived the channel",
    "is_inactive": "somebody archived the channel",
    "not_in_channel": "somebody called the app from a channel it is not in, or removed it",
    "channel_not_found": "the app was removed from a private channel",
    "not_found": "the person has closed the modal",
    "expired_url": "the person was slow to press",
    "already_reacted": "the same act twice is harmless",
    "already_in_channel": "somebody else invited the person, or an earlier call arrived after all",
    "already_archived": "somebody else archived it, or an earlier call arrived after all",
    "name_taken": "nobody can know all names of private channels; an earlier call may have arrived",
    "cant_invite": "the person has left",
    "thread_not_found": "a person may have deleted it",
}


@dataclass
class SlackError(Exception):
    """`{"ok": false, "error": code}` with Slack's extras.

    `blame` settles a case that the table above cannot: the same code may be weather or a mistake.
    """

    code: str
    messages: Sequence[str] = ()
    extra: Json = field(default_factory=dict)
    pointer: str | None = None
    blame: bool | None = None

    @property
    def is_violation(self) -> bool:
        """Whether a correct app would not have come here."""
        return self.code not in WEATHER if self.blame is None else self.blame

    def answer(self) -> Json:
        """The body Slack sends."""
        answer: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


class BadDeed(Exception):  # noqa: N818 - read aloud where it is raised, it says what happened
    """A deed that nobody could do here: no such person, button, field or message."""
