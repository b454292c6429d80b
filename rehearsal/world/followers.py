"""Apps that follow the clock: which time each of them knows, and what it says it will do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from rehearsal.world.bell import Bell

NOTHING = datetime.max.replace(tzinfo=UTC)  # an app that has nothing planned


@dataclass(eq=False)
class Follower:
    """One waiting request. `answers` is the question that it answers, and `due` what it says to it."""

    offset: float
    answers: int | None = None  # None: it does not know of questions
    due: datetime | None = None


class Followers:
    """All that wait at this moment. They may be asked what is due next, by a number that rises."""

    def __init__(self) -> None:
        self.question = 0
        self._waiting: list[Follower] = []
        self._bell = Bell()
        self._do_tell = False  # whether any ever answered

    @contextmanager
    def waiting(self, follower: Follower) -> Iterator[None]:
        """While one waits for another time, or a new question."""
        self._do_tell = self._do_tell or follower.answers is not None
        self._waiting.append(follower)
        self._bell.ring()
        try:
            yield
        finally:
            self._waiting.remove(follower)

    def is_asked(self, follower: Follower) -> bool:
        """Whether there is a question that it has not answered."""
        return follower.answers is not None and follower.answers != self.question

    def know(self, offset: float) -> int:
        """How many know this time."""
        return sum(abs(each.offset - offset) < 0.001 for each in self._waiting)

    async def knowing(self, offset: float, by: int, wait: float) -> None:
        """Return when so many know it, or after `wait` real seconds."""
        await self._bell.until(lambda: True if self.know(offset) >= by else None, wait)

    def ask(self) -> int:
        """Begin a new question; how many are to answer it."""
        asked = sum(each.answers is not None for each in self._waiting)
        self.question += 1
        return max(asked, 1) if self._do_tell else 0

    async def told(self, by: int, wait: float) -> list[datetime]:
        """What so many say is due next, once they have; nothing when they do not."""

        def look() -> list[datetime] | None:
            dues = [each.due for each in self._waiting if each.answers == self.question and each.due]
            return dues if len(dues) >= by else None

        return await self._bell.until(look, wait) or [] if by else []
