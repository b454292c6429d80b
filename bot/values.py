"""What a setting may hold. Each reader takes the text, and its ValueError says what the text must be.

No fault repeats the text it is about: it may be a token that was put in the wrong place.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from coproduction.people import Perspective
from storage import BadDatabase, place_of

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
CONTACTS_LENGTH, PERSPECTIVE_LENGTH = 300, 60  # characters

_DATABASE = re.compile(r"sqlite:///(?!:memory:).+|(postgresql|postgresql\+psycopg|postgres)://.+")
_PREFIX = re.compile(r"[a-z0-9_-]*")
_EMOJI = re.compile(r"[a-z0-9_+'-]+")


HOW_TO_MAKE_ONE = "To make one, type: python -c 'import secrets; print(secrets.token_urlsafe(32))'"


class Secret:
    """A value that never prints."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for those alone whom it is for."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._value)


def token(prefix: str) -> Callable[[str], Secret]:
    """A token of the kind that begins so; empty is let through."""

    def parse(text: str) -> Secret:
        if text and not text.startswith(prefix):
            raise ValueError(f"must be a token that begins with {prefix} (two tokens are easily swapped).")
        return Secret(text)

    return parse


def tokens(prefix: str) -> Callable[[str], tuple[Secret, ...]]:
    """One or several such tokens, apart by commas."""
    one = token(prefix)
    return lambda text: tuple(one(each.strip()) for each in text.split(",") if each.strip())


def api_url(text: str) -> str:
    """Where a Web API is, ending in a slash."""
    scheme, host = address(text)
    if not (scheme == "https" and host) and not (scheme == "http" and host in LOOPBACK):
        raise ValueError("must be an https:// address, or a rehearsal on this machine.")
    return text if text.endswith("/") else text + "/"


def address(text: str) -> tuple[str, str]:
    """The scheme and host of a URL, both empty when it is none. (urlsplit's own errors repeat the text.)"""
    try:
        parts = urlsplit(text)
        is_reachable = parts.port != 0  # reading a port that is none raises, too
    except ValueError:
        return "", ""
    return (parts.scheme, parts.hostname or "") if is_reachable else ("", "")


def database_url(text: str) -> str:
    """A URL that the storage knows what to do with."""
    if not _DATABASE.fullmatch(text):
        raise ValueError("must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.")
    try:
        place_of(text)
    except BadDatabase as fault:
        raise ValueError(str(fault).removeprefix("DATABASE_URL ")) from None
    return text


def secret_key(text: str) -> Secret:
    """What nobody can guess, or nothing."""
    if text and len(text) < 32:
        raise ValueError(f"must be 32 characters or longer. {HOW_TO_MAKE_ONE}")
    return Secret(text)


def prefix(text: str) -> str:
    """What may stand in the name of a slash command."""
    if not _PREFIX.fullmatch(text):
        raise ValueError("may hold the letters a to z, digits, - and _ only, such as al-")
    if len(text) > 20:
        raise ValueError("may be 20 characters long at most.")
    return text


def contacts(text: str) -> str:
    """Whom people can turn to, in one line that fits where it is shown."""
    if len(text) > CONTACTS_LENGTH:
        raise ValueError(f"may have {CONTACTS_LENGTH} characters at most: names and numbers to call")
    return " ".join(text.split())


def perspectives(text: str) -> Mapping[str, str]:
    """What perspectives are called: "lived=Parents; governing=The board"."""
    named = {
        code.strip(): name.strip() for code, _, name in (each.partition("=") for each in text.split(";"))
    }
    named.pop("", None)
    if any(
        code not in set(Perspective) or not 0 < len(name) <= PERSPECTIVE_LENGTH
        for code, name in named.items()
    ):
        raise ValueError(
            f"must look like lived=Parents; front=Staff; governing=The board, with {PERSPECTIVE_LENGTH} "
            "characters at most for each"
        )
    return named


def emoji(text: str) -> str:
    """The name of an emoji, without its colons."""
    name = text.strip(":")
    if not _EMOJI.fullmatch(name):
        raise ValueError("must be the name of an emoji, such as bulb.")
    return name


def number(least: float, most: float) -> Callable[[str], float]:
    """A number between two others."""

    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise ValueError("must be a number.") from None
        if not least <= number <= most:
            raise ValueError(f"must be between {least:g} and {most:g}.")
        return number

    return parse


def loopback_url(text: str) -> str:
    """An address on this machine, or nothing."""
    scheme, host = address(text)
    if text and not (scheme in {"http", "https"} and host in LOOPBACK):
        raise ValueError("must be the clock of a rehearsal on this machine, or empty.")
    return text


def one_of(*allowed: str) -> Callable[[str], str]:
    """One of these words."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"must be one of: {', '.join(allowed)}.")
        return text

    return parse
