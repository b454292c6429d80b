"""Lists of ideas: of a person, a programme, a session."""

from collections.abc import Iterator
from datetime import UTC, datetime

from coproduction.closeness import closest
from coproduction.ideas import (
    Idea,
    IdeaKind,
)
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import heldback, members, places
from coproduction.ties import TIE_ASKED

_EVER = datetime.fromtimestamp(0, UTC)


def own(memory: Memory, person: str) -> list[Idea]:
    """A person's named ideas, programme by programme; the one that was held last comes last."""
    theirs = memory.ideas.by(person)
    held = {channel: memory.sessions.of(channel)[-1:] for channel in {idea.channel for idea in theirs}}
    began = {channel: last[0].started_at.isoformat() if last else "" for channel, last in held.items()}
    return sorted(theirs, key=lambda idea: (began[idea.channel], idea.channel, idea.number))


def together(memory: Memory, person: str) -> list[Idea]:
    """The ideas of others that a person has said they work on with them, as far as they may see them."""
    asked = memory.messages.sent_cards((TIE_ASKED,), _EVER, [person])
    ties = [tie for message in asked if (tie := memory.ties.get(message.subject, person)) and tie.counts]
    found = [idea for tie in ties if (idea := memory.ideas.get(tie.idea)) and idea.stands]
    seen = [idea for idea in found if not members.is_shut_out(memory, person, idea.channel)]
    return sorted(seen, key=lambda idea: (idea.channel, idea.number))


def listed(memory: Memory, actor: Actor, channel: str) -> list[tuple[Idea, int]]:
    """The ideas of this programme with how many support each, most supported first."""
    return supported(memory, places.newest(memory, actor, channel).channel)


def of_programme(memory: Memory, actor: Actor, channel: str) -> list[tuple[Idea, int]]:
    """The same for a programme whose channel is known."""
    members.require(memory, actor, channel)
    return supported(memory, channel)


def of_session(memory: Memory, actor: Actor, session_id: str) -> list[tuple[Idea, int]]:
    """The same for one session."""
    session = memory.sessions.get(session_id)
    found = of_programme(memory, actor, session.channel) if session else []
    return [each for each in found if each[0].session == session_id]


def since_last(memory: Memory, actor: Actor, channel: str) -> list[tuple[Idea, int]]:
    """What was written between sessions since the last one with ideas, with how many support each."""
    members.require(memory, actor, channel)
    live = memory.sessions.live_in(channel)
    support_of = memory.ideas.support_of(channel)
    between = memory.ideas.between(channel, live.id if live else "")
    return [(idea, support_of.get(idea.id, 0)) for idea in between]


def that_matter(memory: Memory, channel: str) -> list[Idea]:
    """What matters to people of this programme, as everybody may see it: the newest first."""
    return [
        idea for idea in reversed(memory.ideas.of(channel)) if idea.kind is IdeaKind.MATTERS and idea.stands
    ]


def close_to(memory: Memory, idea: Idea) -> Idea | None:
    """Another idea that everybody may see and that says nearly the same; none while this one waits."""
    if not idea.stands:
        return None
    others = (each for each in _seen(memory, idea.channel) if each.id != idea.id)
    return closest(idea.text, (each for each in others if each.author != idea.author or not idea.author))


def close_to_words(memory: Memory, actor: Actor, channel: str, text: str) -> Idea | None:
    """The same of words before they are an idea, for who may read ideas here; none while ideas here wait."""
    is_seen = members.may(memory, actor, channel) and heldback.of(memory, channel) is None
    return closest(text, _seen(memory, channel)) if is_seen else None


def _seen(memory: Memory, channel: str) -> Iterator[Idea]:
    return (each for each in memory.ideas.of(channel) if each.stands)


def supported(memory: Memory, channel: str) -> list[tuple[Idea, int]]:
    """The standing ideas of the programme of this channel with how many support each, the most first."""
    support_of = memory.ideas.support_of(channel)
    ideas = [(idea, support_of.get(idea.id, 0)) for idea in memory.ideas.of(channel)]
    standing = [(idea, supporters) for idea, supporters in ideas if idea.stands]
    return sorted(standing, key=lambda each: (-each[1], each[0].number))
