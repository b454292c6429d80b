"""Answers to anonymous polls: one for each person, under a tag, and no name."""

from typing import Protocol

from coproduction.errors import Refusal
from coproduction.words import Text

_SECRET_GONE = Text(
    "A part of this anonymous poll is lost, so it takes no answers any more and has no result. "
    "Please ask whoever leads to close it and ask again."
)


class SecretGone(Refusal):
    """An anonymous poll cannot tell one person from another any more."""

    def __init__(self) -> None:
        super().__init__(_SECRET_GONE)


class Unnamed(Protocol):
    """What storage keeps of answers to anonymous polls: one for each person, under a tag and no name."""

    def keep_secret(self, poll: str, pepper: bytes) -> None:
        """What the tags of this poll are made with, until it closes."""

    def cast(self, poll: str, person: str, answer: str) -> bool:
        """Like `Polls.cast`; False also when the poll is not anonymous, or its secret is gone."""

    def keep(self, poll: str, person: str, answer: str) -> bool:
        """Like `Polls.keep`; raises SecretGone."""

    def withdraw(self, poll: str, person: str) -> bool:
        """Like `Polls.withdraw`."""

    def answer_of(self, poll: str, person: str) -> str | None:
        """A person's own answer, found by their tag while the poll has its secret."""

    def take_out(self, poll: str) -> dict[str, int] | None:
        """How many gave each answer; the answers are deleted and the poll's secret with them.

        None when the secret was gone before: somebody may stand there twice.
        """
