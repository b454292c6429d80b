"""The kinds of listeners: who may use each, what starts it, and for commands how help explains it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from coproduction.words import Text
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
    """A word after /copro; `run` gets the text after it. `is_command` gives it a command of its own.

    Texts call it by its `name`, as in `{/idea}`, so its `word` may change, which is what people type.
    """

    name: str
    audience: Audience
    example: Text | None  # of what may follow the word
    does: Text
    run: Callable[[Desk, Command, str], Awaitable[Reply]]
    is_command: bool = False
    renamed: str = ""

    @property
    def word(self) -> str:
        """What people type."""
        return self.renamed or self.name


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
    title: Text
    does: Text
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
