"""The cards of ideas: what comes in a burst stands on one card that grows, so that a channel stays readable.

A channel gets at most one new message for its ideas in ten seconds. Which idea stands on whose card is stored
with the idea, in the unit of work that numbers it: of two at once, the second sees the first.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coproduction.board import backing
from coproduction.conditions import ON_CARD
from coproduction.ideas import (
    BURST,
    CARD_LENGTH,
    IDEA_CARD,
    ON_ONE_CARD,
    Idea,
    IdeaCard,
    IdeasCard,
)
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, MessageState
from coproduction.ports import Memory
from coproduction.progress import Move, NamedMove, Step
from coproduction.service.ended import is_over
from coproduction.service.owing import owe

_GONE = frozenset(
    {MessageState.CANCELLED, MessageState.EXPIRED}
)  # a card that stands nowhere, and never will


def card_of(idea: Idea) -> Card:
    """The card on which an idea stands."""
    return Card(IDEA_CARD, idea.shown_on or idea.id)


def channel_of(memory: Memory, message: Message) -> str:
    """The channel of the idea that a message is about; "" where it is gone."""
    idea = memory.ideas.get(message.subject)
    return idea.channel if idea else ""


def placed(memory: Memory, now: datetime, idea: Idea) -> tuple[Idea, datetime]:
    """The new idea with the card on which it will stand, and from when on that may be posted. A card that
    somebody has deleted in Slack does not grow: nobody would see it.
    """
    last = memory.ideas.last(idea.channel)
    message = memory.messages.find(card_of(last)) if last else None
    is_gone = message is None or message.state in _GONE
    if last is None or message is None or is_gone or now >= message.due_at + BURST:
        return idea, now
    if last.session == idea.session and _fits(_on(memory, message.subject), idea):
        return replace(idea, shown_on=message.subject), message.due_at
    return idea, message.due_at + BURST


def show_together(memory: Memory, now: datetime, ideas: Sequence[Idea]) -> datetime:
    """Let ideas be seen that come all at once, in this order, on as few cards as they fit on.

    When the last of these cards may be posted.
    """
    card: list[Idea] = []
    due_at = now
    for idea in ideas:
        if card and _fits(card, idea):
            on = replace(idea, shown_on=card[0].id)
            card.append(on)
        else:
            due_at = due_at + BURST if card else due_at
            card = [on := replace(idea, shown_on=None)]
        memory.ideas.put(on)
        show(memory, due_at, on)
    return due_at


def show(memory: Memory, due_at: datetime, idea: Idea) -> None:
    """Let an idea that is placed be seen: on another's card, or on one of its own."""
    if idea.shown_on:
        memory.changed(card_of(idea))
    else:
        owe(memory, due_at, card_of(idea), channel=idea.channel)


def _fits(there: list[Idea], idea: Idea) -> bool:
    """Slack takes so many blocks in a message, and a card must read well as a plain text, too."""
    letters = sum(each.length for each in (*there, idea))
    return len(there) < ON_ONE_CARD and letters <= CARD_LENGTH


def _on(memory: Memory, subject: str) -> list[Idea]:
    first = memory.ideas.get(subject)
    return [first, *memory.ideas.on_card_of(subject)] if first else []


def _shown(memory: Memory, message: Message) -> IdeasCard | None:
    there = _on(memory, message.subject)
    shown = tuple(_card(memory, idea) for idea in there)
    return IdeasCard(shown) if shown else None


def _card(memory: Memory, idea: Idea) -> IdeaCard:
    """An idea with who stands behind it, and with what became of it."""
    words = memory.conditions.words_of(idea.id)
    behind = backing(memory.ideas.supporters(idea.id), memory.boards.sectors_of(idea.id), len(words))
    moves = tuple(named(memory, move) for move in memory.progress.of(idea.id))
    return IdeaCard(
        idea,
        behind.supporters,
        behind.sectors,
        behind.conditions,
        tuple(words[:ON_CARD]) if idea.author is None else (),
        moves,
        memory.worked.of(idea.id) if moves else None,
    )


def named(memory: Memory, move: Move) -> NamedMove:
    """A step with the name of its body, and whether the idea of which it made this one a part is gone."""
    body = memory.bodies.get(move.body) if move.body else None
    is_gone = move.step is Step.MERGED and not _is_seen(memory, move)
    return NamedMove(move, body.name if body else None, is_gone=is_gone)


def _is_seen(memory: Memory, merged: Move) -> bool:
    part = memory.ideas.get(merged.idea)
    others = memory.ideas.of(part.channel) if part else []
    return any(each.stands for each in others if str(each.number) == merged.how)


def _authors(memory: Memory, message: Message) -> set[str]:
    return {idea.author for idea in _on(memory, message.subject) if idea.author and idea.stands}


def _is_past(memory: Memory, message: Message) -> bool:
    """All on one card are of one session."""
    first = memory.ideas.get(message.subject)
    return first is not None and is_over(memory, first.session)


KINDS = (
    MessageKind(
        name=IDEA_CARD,
        content=_shown,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        writers=_authors,
        is_past=_is_past,
    ),
)
