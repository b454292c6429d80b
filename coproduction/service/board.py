"""The board of ideas: its card in the channel, the list that it opens, and where an idea is discussed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from coproduction.board import BOARD, IDEA_TALK, NEWEST, Backed, Backing, Order, ordered
from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaKind
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Actor
from coproduction.polls import CARDS
from coproduction.ports import Memory
from coproduction.service import backing, boardcards, heldback, idealists, members, people, places, progress
from coproduction.service.ended import is_over
from coproduction.service.heldback import HeldBack
from coproduction.service.ideacards import card_of
from coproduction.service.ideawithdrawals import standing
from coproduction.service.owing import owe
from coproduction.service.progress import Standing
from coproduction.words import Text

DOING = Text("show the board of ideas")
_NO_PROGRAMME = Text(
    "Nothing has begun in this channel yet. So there is no board. "
    'A facilitator can begin one: {/start} "Title"'
)


@dataclass(frozen=True, slots=True)
class Board:
    """What the card shows: of which session, None for the whole programme; how many of each kind; the newest
    first; those on the shortlist, by number; and where those of both stand, as far as anything became of
    them, by id."""

    channel: str
    session: str | None
    counts: Mapping[IdeaKind, int]
    newest: tuple[Idea, ...]
    shortlist: tuple[Idea, ...] = ()
    held_back: HeldBack | None = None
    states: Mapping[str, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """The list that one person sees. While ideas are weighed it has no figures, and only their own order."""

    channel: str
    session: str | None
    ideas: tuple[Backed, ...]
    order: Order
    is_weighed: bool
    held_back: HeldBack | None = None
    states: Mapping[str, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """One idea as one person sees it; its author also sees what would help, in the
    words of others; of an idea without a name all do."""

    backed: Backed
    is_weighed: bool
    supports: bool
    is_own: bool
    said: str | None  # what this person said would help
    words: tuple[str, ...] = ()
    stands: Standing = progress.HEARD


@dataclass(frozen=True, slots=True)
class TalkPlace:
    """In whose thread an idea is discussed; `is_new` is False where its thread was opened before."""

    idea: Idea
    is_new: bool


def open_board(memory: Memory, now: datetime, actor: Actor, channel: str, origin: str) -> None:
    """A facilitator shows the board in the channel. The same act twice shows it once."""
    people.require_facilitator(memory, actor, DOING, channel)
    if not memory.sessions.has_programme(channel):
        raise Refusal(_NO_PROGRAMME)
    members.require(memory, actor, channel)
    live = memory.sessions.live_in(channel)
    boardcards.show(memory, now, channel, live.id if live else None, origin)


def seen(memory: Memory, actor: Actor, subject: str, wanted: Order = Order.OWN) -> Seen:
    """All ideas of this board, which is a session's or, between sessions, a channel's, as this person sees
    them."""
    channel, session = _place(memory, subject)
    members.require(memory, actor, channel)
    weighed = is_weighed(memory, channel)
    order = Order.OWN if weighed else wanted
    found = ordered(backing.of_all(memory, channel, session), order, actor.id, _drawn_for(memory, channel))
    held = heldback.seen_by(memory, actor, channel, session)
    return Seen(channel, session, tuple(found), order, weighed, held, progress.standings(memory, channel))


def fairly(memory: Memory, actor: Actor, channel: str) -> list[tuple[Idea, int | None]]:
    """The ideas of a programme with how many support each: the most first, or while they are weighed in this
    person's own order and without that number."""
    listed = idealists.of_programme(memory, actor, channel)
    if not is_weighed(memory, channel):
        return [*listed]
    backed = [Backed(idea, Backing(supporters)) for idea, supporters in listed]
    order = ordered(backed, Order.OWN, actor.id, _drawn_for(memory, channel))
    return [(each.idea, None) for each in order]


def _drawn_for(memory: Memory, channel: str) -> str:
    """What a person's own order is drawn for: the newest session, so that it is one wherever they look."""
    held = memory.sessions.of(channel)
    return held[-1].id if held else channel


def while_weighed(
    memory: Memory, channel: str, listed: Sequence[tuple[Idea, int | None]]
) -> list[tuple[Idea, int | None]]:
    """Ideas of a programme with how many support each, but None while they are weighed."""
    weighed = is_weighed(memory, channel)
    return [(idea, None if weighed else number) for idea, number in listed]


def subject_for(memory: Memory, actor: Actor, channel: str) -> str:
    """The board that somebody means who looks for ideas here: of the session that is live, else of all."""
    where = places.newest(memory, actor, channel)
    live = memory.sessions.live_in(where.channel)
    return live.id if live else where.channel


def look(memory: Memory, actor: Actor, idea_id: str) -> Looked:
    """One idea of the board, or a Refusal where it cannot be seen."""
    idea = standing(memory, idea_id)
    members.require(memory, actor, idea.channel)
    own = idea.author == actor.id
    said = memory.conditions.get(idea.id, actor.id)
    words = tuple(memory.conditions.words_of(idea.id)) if own or idea.author is None else ()
    mine = {each.id for each in memory.ideas.of_person(idea.channel, actor.id)}
    return Looked(
        Backed(idea, backing.of(memory, idea)),
        is_weighed(memory, idea.channel),
        idea.id in mine and not own,
        own,
        said.words if said else None,
        words,
        progress.standings_of(memory, [idea]).get(idea.id, progress.HEARD),
    )


def is_weighed(memory: Memory, channel: str) -> bool:
    """Whether people are making up their minds on the ideas of a programme: a session goes on, or cards."""
    asked = memory.polls.open_in(channel)
    return memory.sessions.live_in(channel) is not None or any(poll.kind == CARDS for poll in asked)


def discuss(memory: Memory, now: datetime, actor: Actor, idea_id: str) -> TalkPlace:
    """Open the thread of an idea below the card on which it stands, once."""
    idea = standing(memory, idea_id)
    members.require(memory, actor, idea.channel)
    card = memory.messages.find(card_of(idea))
    if card is None or card.state is not MessageState.SENT:
        raise Refusal("The card of idea {number} is on its way. Please try again soon.", number=idea.number)
    talk = Card(IDEA_TALK, idea.id)
    return TalkPlace(idea, owe(memory, now, talk, channel=idea.channel, under=card.id))


def _place(memory: Memory, subject: str) -> tuple[str, str | None]:
    found = _found(memory, subject)
    if found is None:
        raise Refusal("This board is gone. Please use the newest message.")
    return found


def _found(memory: Memory, subject: str) -> tuple[str, str | None] | None:
    """The channel, and the session if the board is one's."""
    session = memory.sessions.get(subject)
    if session:
        return session.channel, session.id
    return (subject, None) if memory.sessions.has_programme(subject) else None


def _shown(memory: Memory, message: Message) -> Board | None:
    found = _found(memory, message.subject)
    if found is None:
        return None
    channel, session = found
    ideas = [each.idea for each in backing.of_all(memory, channel, session)]
    newest = tuple(reversed(ideas[-NEWEST:]))
    chosen = memory.shortlists.newest(channel)
    go_on = tuple(idea for idea in ideas if chosen and idea.id in chosen.ideas)
    counts = Counter(idea.kind for idea in ideas)
    states = progress.standings_of(memory, [*newest, *go_on])
    return Board(channel, session, counts, newest, go_on, heldback.of(memory, channel, session), states)


def _is_past(memory: Memory, message: Message) -> bool:
    return is_over(memory, message.subject)


def _is_newest(memory: Memory, message: Message) -> bool:
    """Whether no newer one of the same ideas was shown; one of a session that is over is let be."""
    shown = memory.messages.about(BOARD, message.subject)
    return not _is_past(memory, message) and all(each.due_at <= message.due_at for each in shown)


def _idea(memory: Memory, message: Message) -> Idea | None:
    return memory.ideas.get(message.subject)


KINDS = (
    MessageKind(
        name=BOARD,
        content=_shown,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        redrawn=Rank.IN_TURN,
        keeps_changing=True,
        is_past=_is_past,
        lives=_is_newest,
    ),
    MessageKind(name=IDEA_TALK, content=_idea, cause=Cause.OWN_ACT, keeps_changing=True),
)
