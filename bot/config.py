"""The settings: read once from the environment, checked all together, frozen."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import TypedDict, TypeVar

from bot.freedays import region
from bot.values import (
    HOW_TO_MAKE_ONE,
    LOOPBACK,
    Secret,
    address,
    api_url,
    contacts,
    database_url,
    emoji,
    loopback_url,
    number,
    one_of,
    perspectives,
    prefix,
    secret_key,
    token,
    tokens,
)

T = TypeVar("T")

SLACK = "https://slack.com/api/"


_NEAR = 0.85  # how alike two names are, from 0 to 1: a letter less, two swapped; not PAGE and PACE
_OTHERS = frozenset({"EMAIL"})  # what many an account has set for other programs


class ConfigFault(Exception):  # noqa: N818 (its text is the interface)
    """Everything that is wrong with the settings, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["The settings need a change:", *(f"  - {fault}" for fault in faults)]))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting. The names in the environment are the same in capitals; .env.example explains each."""

    slack_bot_token: tuple[Secret, ...]
    """The bot's token, xoxb-…; several, apart by commas, serve several workspaces."""
    slack_app_token: Secret
    """The app-level token for Socket Mode, xapp-…"""
    slack_signing_secret: Secret
    """Only for signed HTTP, which is not served yet; may be empty."""
    slack_api_url: str
    """Where Slack's Web API is, ending in a slash."""
    database_url: str = field(repr=False)
    """An SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…; it may hold a password."""
    secret_key: Secret
    """Locks the secrets in the database; may be empty for SQLite, where a file beside it holds a key then."""
    command_prefix: str
    """What goes before the names of the commands, such as "al-"; empty for none."""
    idea_emoji: str
    """The reaction that saves a message as an idea, without colons."""
    emails: str
    """"yes" lists e-mail addresses for a video call's rooms; the app then needs one more permission."""
    group_channels: str
    """"yes" lets breakout groups have private channels; the app then needs one more permission."""
    files: str
    """"yes" gives files as files; the app then needs one more permission."""
    help_contacts: str
    """Whom people can turn to at once, as they read it; empty: nothing of that is shown."""
    perspective_names: Mapping[str, str]
    """What the three perspectives are called here: "lived=…; governing=…"; those left out are ours."""
    holidays: str
    """Whose public holidays are skipped when people are asked: "GB-ENG", or "none"."""
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
        return address(self.slack_api_url)[1] in LOOPBACK

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Config":
        """The settings in `environ`, or a ConfigFault that names everything that is wrong with them."""
        read = _Reader(environ)
        config = cls(
            slack_bot_token=read("SLACK_BOT_TOKEN", tokens("xoxb-"), "", required=True),
            slack_app_token=read("SLACK_APP_TOKEN", token("xapp-"), "", required=True),
            slack_signing_secret=read("SLACK_SIGNING_SECRET", Secret, ""),
            slack_api_url=read("SLACK_API_URL", api_url, SLACK),
            **_storage(read),
            command_prefix=read("COMMAND_PREFIX", prefix, ""),
            idea_emoji=read("IDEA_EMOJI", emoji, "bulb"),
            emails=read("EMAILS", one_of("no", "yes"), "no"),
            group_channels=read("GROUP_CHANNELS", one_of("no", "yes"), "no"),
            files=read("FILES", one_of("no", "yes"), "no"),
            help_contacts=read("HELP_CONTACTS", contacts, ""),
            perspective_names=read("PERSPECTIVE_NAMES", perspectives, ""),
            holidays=read("HOLIDAYS", region, "GB-ENG"),
            tick_seconds=read("TICK_SECONDS", number(0.05, 300), "10"),
            pace=read("PACE", number(0, 10), "1"),
            rehearsal_clock=read("REHEARSAL_CLOCK", loopback_url, ""),
            log_format=read("LOG_FORMAT", one_of("text", "json"), "text"),
        )
        faults = [*read.faults, *config._storage_faults(read.faults), *config._faults_together(read.faults)]
        if faults:
            raise ConfigFault([*faults, *misspelt(environ)])
        return config

    def _storage_faults(self, known: list[str]) -> list[str]:
        """What is wrong only because of which database it is."""
        is_said = any(fault.startswith("SECRET_KEY") for fault in known)
        if self.secret_key or is_said or self.database_url.startswith("sqlite"):
            return []
        return [f"SECRET_KEY is missing: with PostgreSQL it must be set. {HOW_TO_MAKE_ONE}"]

    def _faults_together(self, known: list[str]) -> list[str]:
        """What is wrong only because of where Slack is; unknown when its address is itself at fault."""
        if self.is_rehearsal or any(fault.startswith("SLACK_API_URL") for fault in known):
            return []
        faults = []
        if self.pace < 1:
            faults.append("PACE below 1 would write more often than Slack allows; leave it at 1.")
        if self.rehearsal_clock:
            faults.append("REHEARSAL_CLOCK must be empty here: real people would be written to weeks early.")
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageConfig:
    """The settings that backups and restoring need; tokens are none of them."""

    database_url: str = field(repr=False)
    secret_key: Secret

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "StorageConfig":
        """Those in `environ`, or a ConfigFault that names everything that is wrong with them."""
        read = _Reader(environ)
        config = cls(**_storage(read))
        if read.faults:
            raise ConfigFault([*read.faults, *misspelt(environ)])
        return config


class _Storage(TypedDict):
    database_url: str
    secret_key: Secret


def _storage(read: "_Reader") -> _Storage:
    return {
        "database_url": read("DATABASE_URL", database_url, "sqlite:///alongside.sqlite3"),
        "secret_key": read("SECRET_KEY", secret_key, ""),
    }


SETTINGS = tuple(each.name.upper() for each in fields(Config))


def misspelt(environ: Mapping[str, str]) -> list[str]:
    """Names in the environment that are nearly those of settings which are not set: "X: did you mean Y?"."""
    absent = [name for name in SETTINGS if not environ.get(name, "").strip()]
    near = {
        name: difflib.get_close_matches(name.upper(), absent, n=1, cutoff=_NEAR)
        or _in_other_order(name, absent)
        for name in sorted(environ)
        if name not in SETTINGS and name not in _OTHERS
    }
    return [f"{name}: did you mean {meant[0]}?" for name, meant in near.items() if meant]


def _in_other_order(name: str, settings: list[str]) -> list[str]:
    """The setting that has these words in another order, or SLACK before them: SLACK_TOKEN_APP, APP_TOKEN."""
    words = set(re.split(r"[^A-Z]+", name.upper()))
    return [each for each in settings if len(words) > 1 and words in _ways(each)][:1]


def _ways(setting: str) -> list[set[str]]:
    words = set(setting.split("_"))
    return [words, *([words - {"SLACK"}] if "SLACK" in words and len(words) > 2 else [])]


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
