"""What a listener answers. It stores first and returns this; others acknowledge, say and draw."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

from coproduction.words import Text
from handlers.blocks.kit import Block, Drawing, View
from handlers.voice import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to one act; all of it optional, because a closed form or a changed card can be the answer.

    `words` are told to the person alone; `view` opens; `errors` stand under the fields of a form. Where it
    takes a while, `then` makes what takes the place of `view`, with `words` for who has closed it by then.
    `home` is the person's App Home; `tell` are private words for somebody else, in a channel. What the act
    changed elsewhere is not said here: the unit of work knows (`coproduction.effects`). `is_fleeting`: the
    words tie the person to something that stands without their name, so they are shown where Slack forgets
    them, or not at all, and never as a message that lasts.
    `replaces`: they take the place of the private message in which was pressed. `receipt`: private words that
    can wait until nobody waits for an acknowledgement. `typed`: what a person wrote to the bot is answered as
    if they had typed these words after the command. `instead`: what they can do where Slack does not open
    `view`; who has nothing else waits in line for it. `stored`: what the act that leads to `view` has stored,
    said first where `view` does not open. `leads`: said by the dispatcher, of what only facilitators may do:
    they do not wait in that line. `in_form`: `view` takes the place of the form in which was acted, and
    `words` are for who has closed that. `confirms`: said by who hears the act, of words for what is stored.
    `brief`: what was answered, where `home` or `tell` show it with all that goes on: for a form, which shows
    it while Slack takes neither. `made_at`: by the monotonic clock; the newest counts in a form.
    """

    words: Drawing | None = None
    view: View | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    home: "Home | None" = None
    tell: tuple["Told", ...] = ()
    is_fleeting: bool = False
    replaces: bool = False
    receipt: "Receipt | None" = None
    typed: str = ""
    then: Callable[[], Awaitable["Reply"]] | None = None
    instead: tuple[Block, ...] = ()
    stored: Text | None = None
    leads: bool = False
    in_form: bool = False
    confirms: bool = False
    brief: Drawing | None = None
    made_at: float = field(default_factory=monotonic, compare=False, repr=False)

    @property
    def is_silent(self) -> bool:
        """Whether whoever acted sees nothing of it but what it changed on a card."""
        seen = (self.words, self.view, self.errors, self.home, self.tell, self.receipt, self.typed, self.then)
        return not any(seen)


@dataclass(frozen=True, slots=True)
class Home:
    """A person's App Home as it was read. The higher its `turn`, the later the reading of it began. `words`
    stand above it: what an act has just answered.
    """

    view: View
    turn: int
    words: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Fleeting private words that confirm what was stored: `words` makes them when their turn has come.

    `about`: what they confirm. Of what is still to be said about one thing, only the newest is.
    """

    about: str
    words: Callable[[], Awaitable[Drawing]]


@dataclass(frozen=True, slots=True)
class Told:
    """Private words for a person, shown in a channel to them alone; `thread` is that of their conversation
    with the bot in which they are said, by Slack's time of it.
    """

    person: str
    channel: str
    words: Drawing
    thread: str | None = None


def answer(
    say: Voice,
    words: str | Text,
    *blocks: Block,
    tell: tuple[Told, ...] = (),
    is_fleeting: bool = False,
) -> Reply:
    """A Reply that tells the person these words, with further blocks below them."""
    drawn = Drawing.of_words(say, say.of(words), *blocks)
    return Reply(words=drawn, tell=tell, is_fleeting=is_fleeting)
