"""Who replied under which message: what a thread's first message tells of it."""

from __future__ import annotations

from rehearsal.model import Json, Message


class Threads:
    """Every reply that everybody can see, by the message it is under."""

    def __init__(self) -> None:
        self._replies: dict[tuple[str, str], dict[str, str]] = {}  # ts -> who wrote it

    def keep(self, message: Message) -> None:
        """A new message, which may be a reply."""
        if _is_reply(message):
            self._replies.setdefault(_above(message), {})[message.ts] = message.user

    def drop(self, message: Message) -> None:
        """It is gone; a thread without replies is none."""
        replies = self._replies.get(_above(message), {})
        replies.pop(message.ts, None)
        if not replies:
            self._replies.pop(_above(message), None)

    def about(self, message: Message) -> Json:
        """What a first message says of its replies; nothing when there are none."""
        replies = self._replies.get((message.channel, message.ts))
        if not replies or message.only_for is not None:
            return {}
        users = list(dict.fromkeys(replies.values()))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "latest_reply": max(replies),
            "reply_users": users,
            "is_locked": False,
            "subscribed": False,
        }


def _is_reply(message: Message) -> bool:
    return message.only_for is None and message.thread_ts not in (None, message.ts)


def _above(message: Message) -> tuple[str, str]:
    return message.channel, message.thread_ts or ""
