"""Ideas: written, saved from a message, supported, taken back."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Refusal, Taken
from coproduction.ideas import IDEA_CARD, TEXT_LENGTH, Idea, IdeaCard, IdeaKind, text_of, withdrawn
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.retyped import is_again
from coproduction.service import people, sessions
from coproduction.service.owing import owe
from coproduction.texts import tidy_lines


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """An idea on its way in. `origin` is what it was made from; see Idea."""

    text: str
    kind: IdeaKind
    origin: str
    is_anonymous: bool = False
    is_typed: bool = False  # by a command, which Slack may call failed although it arrived


@dataclass(frozen=True, slots=True)
class Captured:
    """An idea, and whether it is new or had been captured before."""

    idea: Idea
    is_new: bool


def write(memory: Memory, now: datetime, actor: Actor, channel: str, draft: IdeaDraft) -> Captured:
    """A person writes an idea, with their name or without it.

    Without it, nothing in this unit of work may hold the person's id.
    """
    place = sessions.place_of(memory, actor.id, channel)
    if not draft.is_anonymous:
        people.meet(memory, actor)
    before = _typed_before(memory, now, actor, place, draft) if draft.is_typed else None
    if before:
        return Captured(before, is_new=False)
    return capture(memory, now, place, None if draft.is_anonymous else actor.id, draft)


def _typed_before(
    memory: Memory, now: datetime, actor: Actor, place: sessions.Place, draft: IdeaDraft
) -> Idea | None:
    """The idea that this person has just typed in the same words."""
    text = text_of(draft.text)
    for idea in reversed(memory.ideas.by(actor.id)):
        if (idea.channel, idea.text, idea.is_withdrawn) == (place.channel, text, False):
            card = memory.messages.find(_card(idea))
            return idea if is_again(card.due_at if card else None, now) else None
    return None


def save_message(memory: Memory, now: datetime, author: str, channel: str, draft: IdeaDraft) -> Captured:
    """Somebody saves a message as an idea; the credit is its author's."""
    if not memory.sessions.has_programme(channel):
        raise Refusal(
            "There is no programme in this channel yet. So I cannot keep ideas here. "
            'A facilitator can begin one: {/start} "Title"'
        )
    _refuse_unfit(tidy_lines(draft.text))
    place = sessions.Place(channel, memory.sessions.live_in(channel))
    return capture(memory, now, place, author, draft)


def react(memory: Memory, now: datetime, author: str, channel: str, draft: IdeaDraft) -> Captured | None:
    """A bulb was put on a message: an idea while a session is live here, else only a bulb (None)."""
    if memory.sessions.live_in(channel) is None:
        return None
    return save_message(memory, now, author, channel, draft)


def support(memory: Memory, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """Support an idea; False when this person supports it already, so that a double press adds nothing."""
    idea = _standing(memory, idea_id)
    is_new = memory.ideas.support(idea.id, actor.id)
    if is_new:
        memory.changed(_card(idea))
    return idea, is_new


def take_back(memory: Memory, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """Take one's support back; False when there was none."""
    idea = _standing(memory, idea_id)
    was_there = memory.ideas.take_back(idea.id, actor.id)
    if was_there:
        memory.changed(_card(idea))
    return idea, was_there


def withdraw(memory: Memory, actor: Actor, idea_id: str) -> Idea:
    """The author takes an idea back, for example one that somebody else saved from their message."""
    idea = withdrawn(_standing(memory, idea_id), actor.id)
    memory.ideas.put(idea)
    memory.changed(_card(idea))
    return idea


def listed(memory: Memory, actor: Actor, channel: str) -> list[tuple[Idea, int]]:
    """The ideas of this programme with how many support each, most supported first."""
    place = sessions.place_of(memory, actor.id, channel)
    support_of = memory.ideas.support_of(place.channel)
    ideas = [(idea, support_of.get(idea.id, 0)) for idea in memory.ideas.of(place.channel)]
    standing = [(idea, supporters) for idea, supporters in ideas if not idea.is_withdrawn]
    return sorted(standing, key=lambda each: (-each[1], each[0].number))


def _refuse_unfit(words: str) -> None:
    """Whoever saves a message cannot shorten it: its words are another's."""
    if not words:
        raise Refusal("This message has no words that I could keep. You can type the idea with {/idea}.")
    if len(words) > TEXT_LENGTH:
        raise Refusal(
            "This message is too long to be one idea: it has {length:,} characters and "
            "{most:,} fit. You can type its idea in a few words with {/idea}.",
            length=len(words),
            most=TEXT_LENGTH,
        )


def capture(
    memory: Memory,
    now: datetime,
    place: sessions.Place,
    author: str | None,
    draft: IdeaDraft,
    credit: str | None = None,
) -> Captured:
    """Keep an idea once and owe its card; with a `credit` it is nobody's alone."""
    before = memory.ideas.from_origin(draft.origin)
    if before:
        return Captured(before, is_new=False)
    idea = _new(memory, place, author, draft, credit)
    try:
        memory.ideas.add(idea)
    except Taken:  # the same form arrived twice at two processes at once
        raise Refusal("This idea has just been saved.") from None
    owe(memory, now, _card(idea), channel=place.channel)
    return Captured(idea, is_new=True)


def _new(
    memory: Memory, place: sessions.Place, author: str | None, draft: IdeaDraft, credit: str | None
) -> Idea:
    return Idea(
        id=memory.new_id(),
        channel=place.channel,
        session=place.session.id if place.session else None,
        number=memory.sessions.next_idea_number(place.channel),
        kind=draft.kind,
        text=text_of(draft.text),
        author=author,
        origin=draft.origin,
        credit=credit,
    )


def _standing(memory: Memory, idea_id: str) -> Idea:
    idea = memory.ideas.get(idea_id)
    if idea is None:
        raise Refusal("This idea is gone. Please use the newest message.")
    if idea.is_withdrawn:
        raise Refusal("This idea was taken back by its author.")
    return idea


def _card(idea: Idea) -> Card:
    return Card(IDEA_CARD, idea.id)


def _shown(memory: Memory, message: Message) -> IdeaCard | None:
    idea = memory.ideas.get(message.subject)
    return IdeaCard(idea, memory.ideas.supporters(idea.id)) if idea else None


KINDS = (MessageKind(name=IDEA_CARD, content=_shown, keeps_changing=True),)
