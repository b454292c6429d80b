"""The key outside the database that locks the secrets in it: without it, a database alone names nobody."""

from __future__ import annotations

import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coproduction.voices import Tags
from storage.faults import BadDatabase

SHORTEST = 32  # characters: nobody guesses a text of that length that chance has made
_IN_MIND = 200  # opened secrets at most; whoever is needed again is read again
_NONCE = 12  # bytes, as AES-GCM wants it; drawn anew for each lock


class BadKey(BadDatabase):
    """The key is missing, unreadable, too open or another one: the text tells the operator what to do."""


class Unopened(Exception):  # noqa: N818 (an event between storage's own parts)
    """Something was not locked with this key, or not for this purpose, or was changed meanwhile."""


class Key:
    """Locks and opens small secrets with AES-256-GCM; the text it is made from never prints."""

    __slots__ = ("_cipher", "_in_mind", "id")

    def __init__(self, text: str) -> None:
        """`text` is what the operator keeps, such as `new_text` makes."""
        self._cipher = AESGCM(_derived(text, b"alongside: lock"))
        self._in_mind: dict[tuple[str, ...], Tags] = {}
        self.id = _derived(text, b"alongside: name")[:8].hex()
        """Tells one key from another, and nothing else of it. It stands beside what the key has locked."""

    def lock(self, secret: bytes, *about: str) -> bytes:
        """The secret so that only this key opens it again, and only for what it is about."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, _purpose(about))

    def remember(self, tags: Tags, *about: str) -> Tags:
        """Keep what makes tags with an opened secret in this process's memory; gives it back."""
        if len(self._in_mind) >= _IN_MIND:
            self._in_mind.clear()
        self._in_mind[about] = tags
        return tags

    def recall(self, *about: str) -> Tags | None:
        """What was remembered about this."""
        return self._in_mind.get(about)

    def forget(self, *about: str) -> None:
        """It was destroyed."""
        self._in_mind.pop(about, None)

    def open(self, locked: bytes, *about: str) -> bytes:
        """What `lock` was given; raises Unopened."""
        try:
            return self._cipher.decrypt(locked[:_NONCE], locked[_NONCE:], _purpose(about))
        except (InvalidTag, ValueError):
            raise Unopened from None


def new_text() -> str:
    """What a new key is made from: 43 characters that chance has made."""
    return secrets.token_urlsafe(32)


def _derived(text: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(text.encode())


def _purpose(about: tuple[str, ...]) -> bytes:
    """Unlike for any two lists of words."""
    return b"".join(len(word.encode()).to_bytes(4, "big") + word.encode() for word in about)


PASSING = Key(new_text())
"""For who opens a memory without a key: it lives as long as this process, and so does what it locks."""
