"""Ideas: written, saved from a message, supported, taken back."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.consents import ConsentState, question, settled
from coproduction.errors import Refusal, Taken
from coproduction.ideas import (
    KEPT_LENGTH,
    WHOM_LENGTH,
    Idea,
    IdeaKind,
    beside,
    can_return,
    text_kept,
)
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.retyped import folded, is_again
from coproduction.service import boardcards, heldback, ideacards, ideawithdrawals, members, people, sessions
from coproduction.service.ideacards import card_of
from coproduction.texts import tidy_lines


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """An idea on its way in. `origin` is what it was made from; see Idea."""

    text: str
    kind: IdeaKind
    origin: str
    is_anonymous: bool = False
    is_typed: bool = False  # by a command, which Slack may call failed although it arrived
    better: str | None = None
    evidence: str | None = None
    whom: str | None = None
    serves: str | None = None
    helps: bool = False  # whether its author would help with it
    partners: tuple[str, ...] = ()  # who is to be asked to work on a collaboration with its author


@dataclass(frozen=True, slots=True)
class Captured:
    """An idea, and whether it is new, or the same act arrived again, or it was said again in another."""

    idea: Idea
    is_new: bool
    is_said_again: bool = False


def write(memory: Memory, now: datetime, actor: Actor, channel: str, draft: IdeaDraft) -> Captured:
    """A person writes an idea, with their name or without it.

    Without it, nothing in this unit of work may hold the person's id.
    """
    place = sessions.place_of(memory, actor, channel)
    if not draft.is_anonymous:
        people.meet(memory, actor)
    before = _typed_before(memory, now, actor, place, draft) if draft.is_typed else None
    if before:
        return Captured(before, is_new=False)
    captured = capture(memory, now, place, None if draft.is_anonymous else actor.id, draft)
    if draft.helps and captured.is_new and not draft.is_anonymous:
        memory.ideas.help(captured.idea.id, actor.id)
    return captured


def _typed_before(
    memory: Memory, now: datetime, actor: Actor, place: sessions.Place, draft: IdeaDraft
) -> Idea | None:
    """The idea that this person has just typed in the same words, for the same session. What waits to be
    revealed has no card that tells when; it is the same however long ago it was typed.
    """
    words, session = folded(draft.text), place.session.id if place.session else None
    for idea in reversed(memory.ideas.by(actor.id)):
        is_here = (idea.channel, idea.session) == (place.channel, session)
        if is_here and folded(idea.text) == words and not idea.is_withdrawn:
            card = memory.messages.find(card_of(idea))
            is_sealed = card is None and idea.sealed_in is not None
            return idea if is_sealed or is_again(card.due_at if card else None, now) else None
    return None


def save_own(memory: Memory, now: datetime, actor: Actor, channel: str, draft: IdeaDraft) -> Captured:
    """A person saves their own message as an idea, and so has said that it may be shown.

    Where somebody else asked them before, this is the answer.
    """
    members.require(memory, actor, channel)
    place = place_of_message(memory, channel, draft)
    people.meet(memory, actor)
    captured = _again(memory, now, actor, draft) or capture(memory, now, place, actor.id, draft)
    asked = memory.consents.from_origin(draft.origin)
    if asked and asked.author == actor.id:
        if captured.idea.author == actor.id:  # the question says what they did, with the way back
            memory.consents.put(settled(asked, ConsentState.NAMED, captured.idea.id))
        else:
            memory.consents.drop(asked.id)
        memory.changed(question(asked))
    return captured


def _again(memory: Memory, now: datetime, actor: Actor, draft: IdeaDraft) -> Captured | None:
    """Their idea of this message, which they had taken back for good, and now save once more. One without a
    name stays away: nobody is to be named by the way.
    """
    idea = memory.ideas.from_origin(draft.origin)
    if idea is None or not idea.is_withdrawn or idea.author != actor.id or can_return(idea, now):
        return None
    return Captured(ideawithdrawals.restore(memory, now, idea, actor.id), is_new=True)


def place_of_message(memory: Memory, channel: str, draft: IdeaDraft) -> sessions.Place:
    """Where a message becomes an idea that can be one, or a Refusal."""
    if not memory.sessions.has_programme(channel):
        raise Refusal(
            "There is no programme in this channel yet. So I cannot keep ideas here. "
            'A facilitator can begin one: {/start} "Title"'
        )
    _refuse_unfit(tidy_lines(draft.text))
    return sessions.Place(channel, memory.sessions.live_in(channel))


def _refuse_unfit(words: str) -> None:
    """Whoever saves a message cannot shorten it: its words are another's."""
    if not words:
        raise Refusal("This message has no words that I could keep. You can type the idea with {/idea}.")
    if len(words) > KEPT_LENGTH:
        raise Refusal(
            "This message is too long to be one idea: it has {length:,} characters and "
            "{most:,} fit. You can type its idea in a few words with {/idea}.",
            length=len(words),
            most=KEPT_LENGTH,
        )


def capture(
    memory: Memory,
    now: datetime,
    place: sessions.Place,
    author: str | None,
    draft: IdeaDraft,
    credit: str | None = None,
) -> Captured:
    """Keep an idea once and owe its card; with a `credit` it is nobody's alone.

    What the same person, or the same group, has said before counts once; unless it is typed, because whoever
    types it again after a minute (`_typed_before`) means a second one.
    """
    before = memory.ideas.from_origin(draft.origin)
    if before:
        return Captured(before, is_new=False)
    before = None if draft.is_typed else said_before(memory, place, author or credit, draft.text)
    if before:
        return Captured(before, is_new=False, is_said_again=True)
    new = _new(memory, place, author, draft, credit)
    idea, due_at = (new, now) if new.sealed_in else ideacards.placed(memory, now, new)
    try:
        memory.ideas.add(idea)
    except Taken:  # the same form arrived twice at two processes at once
        raise Refusal("This idea has just been saved.") from None
    if not idea.sealed_in:
        boardcards.redraw(memory, place.channel, idea.session)
        ideacards.show(memory, due_at, idea)
    return Captured(idea, is_new=True)


def said_before(memory: Memory, place: sessions.Place, who: str | None, text: str) -> Idea | None:
    """The idea of this person or group in this session that has the same words, if it still stands.

    Of two unnamed ideas nobody can tell, and nobody should.
    """
    if who is None:
        return None
    session, words = (place.session.id if place.session else None), folded(text)
    return next(
        (
            idea
            for idea in memory.ideas.said_by(place.channel, who)
            if idea.session == session and folded(idea.text) == words and not idea.is_withdrawn
        ),
        None,
    )


def _new(
    memory: Memory, place: sessions.Place, author: str | None, draft: IdeaDraft, credit: str | None
) -> Idea:
    return Idea(
        id=memory.new_id(),
        channel=place.channel,
        session=place.session.id if place.session else None,
        number=memory.sessions.next_idea_number(place.channel),
        kind=draft.kind,
        text=text_kept(draft.text),
        author=author,
        origin=draft.origin,
        credit=credit,
        evidence=beside(draft.evidence, "evidence"),
        whom=beside(draft.whom, "whom", WHOM_LENGTH),
        better=beside(draft.better, "better"),
        serves=_serves(memory, place.channel, draft.serves),
        sealed_in=heldback.sealed_by(memory, place.session),
    )


def _serves(memory: Memory, channel: str, chosen: str | None) -> str | None:
    """What matters, of this programme, that an idea answers; None where nothing was chosen."""
    if not chosen:
        return None
    found = memory.ideas.get(chosen)
    if found is None or (found.channel, found.kind, found.stands) != (channel, IdeaKind.MATTERS, True):
        raise Refusal("This is gone by now. Please choose another, or none.", "serves")
    return found.id
