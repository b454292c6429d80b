"""The kinds of listeners: who may use each, what starts it, and for commands how help explains it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Event, Shortcut, Submission
from handlers.edge.reply import Reply


class Audience(StrEnum):
    """Who may do something. Help shows it; the services enforce it."""

    EVERYONE = "everyone"
    FACILITATORS = "facilitators"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Verb:
    """A word after /copro; `run` gets the text after it. `is_command` gives it a command of its own."""

    name: str
    audience: Audience
    example: str
    does: str
    run: Callable[[Desk, Command, str], Awaitable[Reply]]
    is_command: bool = False


@dataclass(frozen=True, slots=True)
class OnClick:
    """A button or menu."""

    id: str
    audience: Audience
    run: Callable[[Desk, Click], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class OnSubmit:
    """A form."""

    id: str
    audience: Audience
    run: Callable[[Desk, Submission], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class OnShortcut:
    """A shortcut; `title` is what Slack's menu shows."""

    id: str
    audience: Audience
    title: str
    does: str
    on_message: bool
    run: Callable[[Desk, Shortcut], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class OnEvent:
    """An event, and the permissions that Slack wants for it.

    `is_answered`: a person means something by it, so a refusal is told to them; most events just happen.
    """

    id: str
    scopes: tuple[str, ...]
    run: Callable[[Desk, Event], Awaitable[Reply]]
    is_answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """All that a noun listens to."""

    verbs: tuple[Verb, ...] = ()
    clicks: tuple[OnClick, ...] = ()
    submissions: tuple[OnSubmit, ...] = ()
    shortcuts: tuple[OnShortcut, ...] = ()
    events: tuple[OnEvent, ...] = ()
