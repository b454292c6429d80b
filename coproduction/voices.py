"""Voices without a name: each counts once while its secret lives, and afterwards leads back to nobody.

What people may say unnamed (today how they arrive) is stored under a voice: the person's id where they give
their name, else a tag. All that is said about one thing is resealed when that thing is over.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from typing import Protocol, Self, TypeVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC


class Spoken(Protocol):
    """Something said, under a voice."""

    @property
    def is_named(self) -> bool: ...
    def under(self, voice: str) -> Self:
        """The same, said by another voice that is nobody's name."""


S = TypeVar("S", bound=Spoken)


def secret() -> bytes:
    """A new secret: the pepper that all tags of one thing are made with."""
    return secrets.token_bytes(32)


class Tags:
    """The tags of unnamed voices about one thing: HMAC-SHA256 under its secret pepper.

    The same person gets the same tag about the same thing, so nobody counts twice; once the pepper is
    destroyed, no list of members leads back from a tag to a person.
    """

    __slots__ = ("_keyed", "_workspace")

    def __init__(self, pepper: bytes, workspace: str) -> None:
        self._keyed = HMAC(pepper, SHA256())  # copied for each: a storm makes thousands under one pepper
        self._workspace = workspace

    def of(self, person: str) -> str:
        """Theirs, as 64 hexadecimal digits."""
        made = self._keyed.copy()
        made.update(f"v1|{self._workspace}|{person}".encode())
        return made.finalize().hex()


def tag(pepper: bytes, workspace: str, person: str) -> str:
    """The tag of one unnamed voice, where no more are asked for."""
    return Tags(pepper, workspace).of(person)


def mark(pepper: bytes, said: str) -> str:
    """A short sign of what somebody said, which says nothing to who has not the pepper."""
    return hashlib.blake2b(said.encode(), key=pepper, digest_size=8).hexdigest()


def resealed(
    said: Iterable[S], new_voice: Callable[[], str], is_shown: Callable[[S], bool], *, keeps_names: bool
) -> list[S]:
    """What stays of it, in an order that chance makes: named ones, where names stay, and what was shown.

    Each unnamed one is under a voice that is new. What was never shown goes: in the end it would stand beside
    what was shown, as the answers of the few who came last.
    """
    told = list(said)
    secrets.SystemRandom().shuffle(told)
    named = [keeps_names and each.is_named for each in told]
    return [
        each if stays_named else each.under(new_voice())
        for each, stays_named in zip(told, named, strict=True)
        if stays_named or is_shown(each)
    ]
