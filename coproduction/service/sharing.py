"""Pledges are private; to share one with the group is a second, later question, and can be undone."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.followups import Reply
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.pledges import PLEDGE_SHARED, Pledge, shared_card
from coproduction.ports import Memory
from coproduction.service import members, people, pledges
from coproduction.service.owing import owe, want_again
from coproduction.service.redrawing import redraw_review
from coproduction.words import Text

SEEING = Text("see the pledges that people share")


def share(memory: Memory, now: datetime, actor: Actor, pledge_id: str) -> tuple[Pledge, bool]:
    """A person shows their pledge to the group, with their name; False when it does that already."""
    pledge = pledges.changeable(memory, actor, pledge_id)
    if pledge.is_shared:
        return pledge, False
    members.require(memory, actor, pledge.channel)
    shared = replace(pledge, shared_at=now)
    memory.pledges.share(shared)
    card = shared_card(shared)
    if not owe(memory, now, card, channel=pledge.channel):
        want_again(memory, card, now)
    memory.changed(card)
    redraw_review(memory, pledge.channel)
    return shared, True


def keep_private(memory: Memory, actor: Actor, pledge_id: str) -> tuple[Pledge, bool]:
    """The way back, at any time and from anywhere; False when it is private already."""
    pledge = pledges.mine(memory, actor, pledge_id)
    if pledge.shared_at is None:
        return pledge, False
    private = replace(pledge, shared_at=None)
    memory.pledges.share(private)
    memory.changed(shared_card(private))
    redraw_review(memory, pledge.channel)
    return private, True


@dataclass(frozen=True, slots=True)
class Shown:
    """What the group sees of a pledge: nothing of one that is private again."""

    pledge: Pledge | None
    is_done: bool = False
    idea: int | None = None  # the number of the idea it belongs to


@dataclass(frozen=True, slots=True)
class Seen:
    """What those who lead see of the pledges of a programme: the shared ones, the newest first, and how many
    people keep to themselves.
    """

    channel: str
    shared: tuple[Shown, ...]
    private: int


def overview(memory: Memory, actor: Actor) -> list[Seen]:
    """The pledges of each programme whose channel they are in; nothing of what was let go."""
    people.require_facilitator(memory, actor, SEEING)
    there = (each for each in memory.sessions.programmes() if members.may(memory, actor, each))
    return [seen for channel in there if (seen := _seen(memory, channel)).shared or seen.private]


def _seen(memory: Memory, channel: str) -> Seen:
    kept = [each for each in memory.pledges.of(channel) if not each.is_withdrawn]
    shared = tuple(_as_shared(memory, each) for each in reversed(kept) if each.is_shared)
    return Seen(channel, shared, len(kept) - len(shared))


def _shown(memory: Memory, message: Message) -> Shown | None:
    pledge = memory.pledges.get(message.subject)
    if pledge is None:
        return None
    return _as_shared(memory, pledge) if pledge.is_shared else Shown(None)


def _as_shared(memory: Memory, pledge: Pledge) -> Shown:
    idea = memory.ideas.get(pledge.idea) if pledge.idea else None
    number = idea.number if idea and idea.stands else None
    return Shown(pledge, pledges.promised(memory, pledge).reply is Reply.DONE, number)


def _private(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    pledge = memory.pledges.get(message.subject)
    return None if pledge and pledge.is_shared else unwanted("its person keeps it private")


def _writers(memory: Memory, message: Message) -> Collection[str]:
    pledge = memory.pledges.get(message.subject)
    return (pledge.person,) if pledge and pledge.is_shared else ()


KINDS = (
    MessageKind(
        name=PLEDGE_SHARED,
        content=_shown,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        guard=_private,
        writers=_writers,
    ),
)
