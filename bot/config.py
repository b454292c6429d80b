"""The settings: read once from the environment, checked all together, frozen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

SLACK = "https://slack.com/api/"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class ConfigFault(Exception):  # noqa: N818 (its text is the interface)
    """Everything that is wrong with the settings, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["The settings need a change:", *(f"  - {fault}" for fault in faults)]))
        self.faults = faults


class Secret:
    """A value that never prints."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for Slack alone."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting. The names in the environment are the same in capitals; .env.example explains each."""

    slack_bot_token: Secret
    """The bot's token, xoxb-…"""
    slack_app_token: Secret
    """The app-level token for Socket Mode, xapp-…"""
    slack_signing_secret: Secret
    """Only for signed HTTP, which is not served yet; may be empty."""
    slack_api_url: str
    """Where Slack's Web API is, ending in a slash."""
    database_url: str
    """An SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…"""
    command_prefix: str
    """What goes before the names of the commands, such as "al-"; empty for none."""
    idea_emoji: str
    """The reaction that saves a message as an idea, without colons."""
    tick_seconds: float
    """How often to ask what is due."""
    pace: float
    """1 writes as often as Slack allows; less is faster, and only a rehearsal allows it."""
    rehearsal_clock: str
    """A rehearsal's clock to follow; empty for real time."""
    log_format: str
    """ "text" for people, "json" for machines."""

    @property
    def is_rehearsal(self) -> bool:
        """Whether Slack is a rehearsal on this machine."""
        return urlsplit(self.slack_api_url).hostname in LOOPBACK

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Config":
        """The settings in `environ`, or a ConfigFault that names everything that is wrong with them."""
        read = _Reader(environ)
        config = cls(
            slack_bot_token=read("SLACK_BOT_TOKEN", _token("xoxb-"), "", required=True),
            slack_app_token=read("SLACK_APP_TOKEN", _token("xapp-"), "", required=True),
            slack_signing_secret=read("SLACK_SIGNING_SECRET", Secret, ""),
            slack_api_url=read("SLACK_API_URL", _api_url, SLACK),
            database_url=read("DATABASE_URL", _database_url, "sqlite:///alongside.sqlite3"),
            command_prefix=read("COMMAND_PREFIX", _prefix, ""),
            idea_emoji=read("IDEA_EMOJI", lambda text: text.strip(":"), "bulb"),
            tick_seconds=read("TICK_SECONDS", _number(0.05, 300), "10"),
            pace=read("PACE", _number(0, 10), "1"),
            rehearsal_clock=read("REHEARSAL_CLOCK", _loopback_url, ""),
            log_format=read("LOG_FORMAT", _one_of("text", "json"), "text"),
        )
        if config.pace < 1 and not config.is_rehearsal and not read.faults:
            read.faults.append("PACE below 1 would write more often than Slack allows; leave it at 1.")
        if read.faults:
            raise ConfigFault(read.faults)
        return config


class _Reader:
    """Reads one setting at a time and keeps every fault instead of stopping at the first."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.faults: list[str] = []

    def __call__(self, name: str, parse: Callable[[str], T], default: str, *, required: bool = False) -> T:
        given = self._environ.get(name, "").strip()
        if required and not given:
            self.faults.append(f"{name} is missing. See .env.example for where to find it.")
            return parse(default)
        try:
            return parse(given or default)
        except ValueError as fault:
            self.faults.append(f"{name} {fault}")
            return parse(default)


def _token(prefix: str) -> Callable[[str], Secret]:
    def parse(text: str) -> Secret:
        if text and not text.startswith(prefix):
            raise ValueError(f"must be a token that begins with {prefix} (two tokens are easily swapped).")
        return Secret(text)

    return parse


def _api_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("must be an https:// address, or a rehearsal on this machine.")
    return text if text.endswith("/") else text + "/"


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite://", "postgresql", "postgres://")):
        raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
    return text


def _prefix(text: str) -> str:
    if not all(character.islower() or character.isdigit() or character in "-_" for character in text):
        raise ValueError("may hold small letters, digits, - and _ only, such as al-")
    if len(text) > 20:
        raise ValueError("may be 20 characters long at most.")
    return text


def _number(least: float, most: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise ValueError("must be a number.") from None
        if not least <= number <= most:
            raise ValueError(f"must be between {least:g} and {most:g}.")
        return number

    return parse


def _loopback_url(text: str) -> str:
    if text and urlsplit(text).hostname not in LOOPBACK:
        raise ValueError("must be the clock of a rehearsal on this machine, or empty.")
    return text


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"must be one of: {', '.join(allowed)}.")
        return text

    return parse
