"""News of ideas: who is told what became of one, once each, and in one message with all else that waits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

IDEA_NEWS: Final = "idea_news"
WINDOW = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class News:
    """That a person is told of a step (`move`), in the message that is named after the step `told_in`."""

    move: str
    person: str
    told_in: str


class Newsroom(Protocol):
    """What storage keeps of this noun: who follows which idea, and who is told of what."""

    def follow(self, idea: str, person: str) -> bool:
        """False when they do already."""

    def unfollow(self, idea: str, person: str) -> bool:
        """False when they did not."""

    def followers(self, idea: str) -> list[str]: ...
    def supporters(self, idea: str) -> list[str]:
        """Who supports it, but for observers, who are not counted."""

    def add(self, news: News) -> bool:
        """False when they are told of it already."""

    def told_in(self, person: str, subject: str) -> list[News]:
        """What the message to them that is named after this step tells."""
