"""The kinds of listeners: who may use each, what starts it, and for commands how help explains it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from coproduction.words import Text
from handlers.blocks.kit import Block
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Event, Heard, Shortcut, Submission
from handlers.edge.reply import Reply
from handlers.voice import Voice

H_contra = TypeVar("H_contra", bound=Heard, contravariant=True)


DO_THIS = Text("do this")


class Audience(StrEnum):
    """Who may do something: help shows it, the dispatcher enforces it, and the services do once more."""

    EVERYONE = "everyone"
    FACILITATORS = "facilitators"
    ADMINS = "admins"


class Listener(Protocol[H_contra]):
    """Whoever listens to one kind of act."""

    @property
    def audience(self) -> Audience:
        """Who may do it."""

    @property
    def doing(self) -> Text:
        """What it is called in “Only facilitators can …”."""

    @property
    def run(self) -> Callable[[Desk, H_contra], Awaitable[Reply]]:
        """What it does."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A word after /copro; `run` gets the text after it. `is_command` gives it a command of its own.

    Texts call it by its `name`, as in `{/idea}`, so its `word` may change, which is what people type. Where
    nothing may follow, there is no `example`, and the dispatcher gives back whatever follows all the same;
    unless `takes_words` says that the verb makes sense of it. `more` is told only to whoever asks for help
    with this verb. `of_session`: it is about a session; typed to the bot itself, where there is none, it
    means the only one of theirs that is live; with `has_ended` the only one whose end can be undone.
    `of_programme`: the same of a programme, which may have no live session.
    `mistaken`: where people's own words follow, other verbs by single words that are rather meant for those.
    `sister`: the verb for everybody that is named to who may not use this one.
    """

    name: str
    audience: Audience
    example: Text | None  # of what may follow the word
    does: Text
    run: Callable[[Desk, Command, str], Awaitable[Reply]]
    is_command: bool = False
    renamed: str = ""
    doing: Text = DO_THIS
    takes_words: bool = False
    more: Text | None = None
    of_session: bool = False
    has_ended: bool = False
    of_programme: bool = False
    mistaken: Text | None = None
    sister: str = ""

    @property
    def may_go_on(self) -> bool:
        """Whether words may follow it."""
        return self.takes_words or self.example is not None

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
    doing: Text = DO_THIS


@dataclass(frozen=True, slots=True)
class OnSubmit:
    """A form."""

    id: str
    audience: Audience
    run: Callable[[Desk, Submission], Awaitable[Reply]]
    doing: Text = DO_THIS


@dataclass(frozen=True, slots=True)
class OnClose:
    """A form that was closed without sending it, which asked to be told."""

    id: str
    audience: Audience
    run: Callable[[Desk, Submission], Awaitable[Reply]]
    doing: Text = DO_THIS


@dataclass(frozen=True, slots=True)
class OnShortcut:
    """A shortcut; `title` is what Slack's menu shows."""

    id: str
    audience: Audience
    title: Text
    does: Text
    on_message: bool
    run: Callable[[Desk, Shortcut], Awaitable[Reply]]
    doing: Text = DO_THIS


@dataclass(frozen=True, slots=True)
class OnEvent:
    """An event, and the permissions that Slack wants for it.

    `is_answered`: a person means something by it, so a refusal is told to them; most events just happen.
    """

    id: str
    scopes: tuple[str, ...]
    run: Callable[[Desk, Event], Awaitable[Reply]]
    is_answered: bool = False
    audience: Audience = Audience.EVERYONE  # whatever happens, happens
    doing: Text = DO_THIS
    subscription: str = ""  # what the manifest calls it, where that says more than the event does


@dataclass(frozen=True, slots=True)
class LongList:
    """A list that may be too long for the place where it stands, and is opened page by page.

    `lines` reads what the list is about, its subject, and draws the blocks of each line; or it refuses, in
    words, who may not see it, as its `audience` does before. `back` draws the way to the form from which it
    was opened. `kept` adds to the subject what that form holds by then, so that the way back can bring it.
    """

    name: str
    title: Text
    lines: Callable[[Desk, Click, str], Awaitable[Sequence[Sequence[Block]]]]
    back: Callable[[Voice, str], Block] | None = None
    kept: Callable[[Click, str], str] | None = None
    audience: Audience = Audience.EVERYONE
    doing: Text = DO_THIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """All that a noun listens to."""

    verbs: tuple[Verb, ...] = ()
    clicks: tuple[OnClick, ...] = ()
    submissions: tuple[OnSubmit, ...] = ()
    closings: tuple[OnClose, ...] = ()
    shortcuts: tuple[OnShortcut, ...] = ()
    events: tuple[OnEvent, ...] = ()
    lists: tuple[LongList, ...] = ()
