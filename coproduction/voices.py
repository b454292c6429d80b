"""Voices without a name: each counts once while its secret lives, and afterwards leads back to nobody.

What people may say unnamed (today how they arrive) is stored under a voice: the person's id where they give
their name, else a tag. All that is said about one thing is resealed when that thing is over.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from typing import Protocol, Self, TypeVar

from coproduction.releases import FEWEST


class Spoken(Protocol):
    """Something said, under a voice."""

    @property
    def is_named(self) -> bool: ...
    def under(self, voice: str) -> Self:
        """The same, said by another voice that is nobody's name."""


S = TypeVar("S", bound=Spoken)


class Sealed(Protocol[S]):
    """What storage keeps of what is said about a thing, with the secret of those who say it unnamed."""

    def keep_pepper(self, about: str, pepper: bytes, /) -> None:
        """Raises Taken when the thing has one already."""

    def destroy_pepper(self, about: str, /) -> None: ...
    def of(self, about: str, /) -> list[S]: ...
    def clear(self, about: str, /) -> None: ...
    def put(self, said: S, /) -> None: ...


def secret() -> bytes:
    """A new secret: the pepper that all tags of one thing are made with."""
    return secrets.token_bytes(32)


def tag(pepper: bytes, workspace: str, person: str) -> str:
    """The tag of an unnamed voice: HMAC-SHA256 under the secret pepper.

    The same person gets the same tag about the same thing, so nobody counts twice; once the pepper is
    destroyed, no list of members leads back from a tag to a person.
    """
    return hmac.new(pepper, f"v1|{workspace}|{person}".encode(), hashlib.sha256).hexdigest()


def mark(pepper: bytes, said: str) -> str:
    """A short sign of what somebody said, which says nothing to who has not the pepper."""
    return hashlib.blake2b(said.encode(), key=pepper, digest_size=8).hexdigest()


def resealed(said: Iterable[S], new_voice: Callable[[], str]) -> list[S]:
    """The same in an order that chance makes, and each unnamed one under a voice that is new.

    Where some are unnamed, but fewer than five, nobody is named any more: whoever knows all who spoke would
    find the few by leaving out the others.
    """
    told = list(said)
    secrets.SystemRandom().shuffle(told)
    keeps_names = not 0 < sum(not each.is_named for each in told) < FEWEST
    return [each if each.is_named and keeps_names else each.under(new_voice()) for each in told]
