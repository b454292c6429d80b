"""Messages that memory has no room for: in a file that goes away with the workspace, and found again."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator

from rehearsal.model import Message

RECALLED = 500  # old messages that somebody acted on or looked at lately
PAGE = 100

_TABLE = """
CREATE TABLE message (
    channel TEXT NOT NULL, ts TEXT NOT NULL, only_for TEXT NOT NULL, whole TEXT NOT NULL,
    PRIMARY KEY (channel, ts)
) WITHOUT ROWID
"""
_KEEP = "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?)"
_FIND = "SELECT whole FROM message WHERE channel = ? AND ts = ?"
_DROP = "DELETE FROM message WHERE channel = ? AND ts = ?"
_MOVE = "UPDATE message SET channel = ?, whole = json_set(whole, '$.channel', ?) WHERE channel = ?"
_EARLIER = """
SELECT ts FROM message
WHERE channel = ? AND ts < ? AND only_for IN ('', ?) ORDER BY ts DESC LIMIT ?
"""
_BEYOND_ALL = "~"  # sorts after every time

Key = tuple[str, str]  # channel and ts


class Archive:
    """One object per message while it is recalled, so that a change made to it is never made to a copy."""

    def __init__(self, let_go: Callable[[Message], None]) -> None:
        """`let_go` hears of every message that leaves memory."""
        self._let_go = let_go
        self._recalled: OrderedDict[Key, Message] = OrderedDict()
        # The empty name means a file of SQLite's own, which is gone when the connection is.
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute(_TABLE)
        # Closed with the archive, in whichever thread that is noticed.
        weakref.finalize(self, self._file.close)

    def keep(self, message: Message) -> None:
        """Put a message away."""
        key = (message.channel, message.ts)
        self._file.execute(_KEEP, (*key, message.only_for or "", json.dumps(vars(message))))
        self._let_go(message)

    def find(self, channel: str, ts: str) -> Message | None:
        """An old message. What is done to it is kept."""
        known = self._recalled.get((channel, ts))
        if known is not None:
            self._recalled.move_to_end((channel, ts))
            return known
        row = self._file.execute(_FIND, (channel, ts)).fetchone()
        return self._recall(row[0]) if row else None

    def drop(self, channel: str, ts: str) -> None:
        """Delete a message for good."""
        self._recalled.pop((channel, ts), None)
        self._file.execute(_DROP, (channel, ts))

    def move(self, old: str, new: str) -> None:
        """The conversation has another id."""
        for key, message in [each for each in self._recalled.items() if each[0][0] == old]:
            del self._recalled[key]
            self.keep(message)
        self._file.execute(_MOVE, (new, new, old))

    def newest(self, channel: str, person: str) -> Iterator[Message]:
        """Newest first: what this person can see of a conversation; nobody sees what everybody can."""
        before = _BEYOND_ALL
        while times := self._file.execute(_EARLIER, (channel, before, person, PAGE)).fetchall():
            for (before,) in times:
                # Found one by one: what was read with the page may have changed before its turn.
                if message := self.find(channel, before):
                    yield message

    def recalled(self) -> int:
        """How many old messages are in memory at this moment."""
        return len(self._recalled)

    def _recall(self, whole: str) -> Message:
        message = Message(**json.loads(whole))
        self._recalled[message.channel, message.ts] = message
        if len(self._recalled) > RECALLED:
            self.keep(self._recalled.popitem(last=False)[1])
        return message
