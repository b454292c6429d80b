"""How polls end by themselves, and who is told before: who has not answered, where that is known."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from coproduction.hours import decent_time
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.members import Door
from coproduction.messages import Card, Message, Outcome, postponed, unwanted
from coproduction.people import HOME_ZONE, Person, Perspective, hour_of, zone_of
from coproduction.pollends import MOST_AHEAD, POLL_CARD_DELETED, POLL_REMINDER
from coproduction.polls import POLL_CARD, Invited, Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.service import closing, people
from coproduction.service.owing import owe, owe_all_privately
from coproduction.sessions import latest


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a reminder shows: what is asked, and whether they have answered, where that can be known."""

    asked: Tally
    has_answered: bool = False


def over(memory: Memory, now: datetime) -> list[str]:
    """The polls whose time is over."""
    return memory.polls.over(now)


def close(memory: Memory, now: datetime, poll_id: str) -> None:
    """Close a poll whose time is over; nothing is done when somebody was quicker."""
    poll = memory.polls.hold(poll_id)
    if poll and poll.closes_at and poll.closes_at <= now:
        closing.close_poll(memory, poll)


def answered(memory: Memory, _now: datetime) -> list[str]:
    """The polls that wait for the answers of all whom they ask, and have them."""
    return [poll.id for poll in memory.polls.waiting_for_all() if _is_answered(memory, poll)]


def close_answered(memory: Memory, _now: datetime, poll_id: str) -> None:
    """Close a poll that all have answered; nothing is done when one of them took it back meanwhile."""
    poll = memory.polls.hold(poll_id)
    if poll and poll.closes_when_all and _is_answered(memory, poll):
        closing.close_poll(memory, poll)


def to_remind(memory: Memory, now: datetime) -> list[str]:
    """The polls of which people are to be reminded."""
    return memory.polls.to_remind(now)


def remind(memory: Memory, now: datetime, poll_id: str) -> None:
    """Remind of a poll that closes soon: in private who has not answered; where nobody can know who that is,
    all in the channel. Never twice: it is noted with the poll, and each message has its unique key.
    """
    poll = memory.polls.hold(poll_id)
    if poll is None or not poll.is_open or poll.remind_at is None or poll.remind_at > now:
        return
    memory.polls.revise(replace(poll, remind_at=None))
    if poll.is_anonymous:
        owe(memory, now, Card(POLL_REMINDER, poll.id), channel=poll.channel)
    else:
        owe_all_privately(memory, now, [Card(POLL_REMINDER, poll.id, one) for one in _silent(memory, poll)])


def _is_answered(memory: Memory, poll: Poll) -> bool:
    """Whether everybody has answered whom it asks; nobody is not everybody."""
    asked = _asked(memory, poll)
    return bool(asked) and asked <= _who_answered(memory, poll)


def _silent(memory: Memory, poll: Poll) -> list[str]:
    return sorted(_asked(memory, poll) - _who_answered(memory, poll))


def _asked(memory: Memory, poll: Poll) -> frozenset[str]:
    """Who takes part, is asked, and is still in the channel as far as that is known.

    Of a session that is who has checked in; between sessions, who came to any of the programme. Whoever only
    reads along in the channel is not, and no app is.
    """
    sessions = [poll.session] if poll.session else [each.id for each in memory.sessions.of(poll.channel)]
    came, there = memory.sessions.came_to_any(sessions), memory.members.of(poll.channel)
    taking_part = came & there if there else came
    if poll.invited in {Invited.EVERYBODY, Invited.CHECKED_IN}:
        return taking_part
    known = memory.people.some(taking_part)
    wanted = Perspective(poll.invited)
    return frozenset(id_ for id_, one in known.items() if one.perspective is wanted)


def _who_answered(memory: Memory, poll: Poll) -> frozenset[str]:
    """Who has answered it, or of several questions any."""
    return frozenset(person for each in _questions(memory, poll) for person in memory.polls.ballots(each.id))


def _is_silent(memory: Memory, poll: Poll, person: str) -> bool:
    """Whether somebody of those is still to be reminded."""
    is_there = memory.members.door(poll.channel, person) is Door.OPEN
    return not _has_answered(memory, poll, person) and is_there and memory.polls.asks(poll.id, person)


def _has_answered(memory: Memory, poll: Poll, person: str) -> bool:
    return any(memory.polls.answer_of(each.id, person) for each in _questions(memory, poll))


def _questions(memory: Memory, poll: Poll) -> tuple[Poll, ...]:
    return (poll, *memory.polls.parts_of(poll.id))


def tell_deleted(memory: Memory, now: datetime, message: Message) -> None:
    """The card of a poll was deleted in Slack, and comes back: who facilitates may rather cancel the poll."""
    poll = memory.polls.get(message.subject)
    held = latest(memory.sessions.of(poll.channel)) if poll and poll.is_open else None
    if poll and held and poll.purpose is Purpose.ANY:
        told = people.leading_session(memory, held)
        cards = [Card(POLL_CARD_DELETED, poll.id, one, occasion=message.ts or "") for one in told]
        owe_all_privately(memory, now, cards)


def minutes_of(memory: Memory, poll: Poll) -> int | None:
    """How long a poll was to be open when it was asked, if it closes by itself."""
    card = memory.messages.find(Card(POLL_CARD, poll.id))
    return round((poll.closes_at - card.due_at).total_seconds() / 60) if card and poll.closes_at else None


def _against(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against a reminder now: much may have happened since it was owed."""
    poll = memory.polls.get(message.subject)
    if poll is None or not poll.is_open or poll.closes_at is None or poll.closes_at <= now:
        return unwanted("the poll has closed")
    if message.recipient and not _is_silent(memory, poll, message.recipient):
        return unwanted("it was answered, or it is not theirs to answer")
    person = memory.people.get(message.recipient) or Person(message.recipient)
    if not person.wants_reminders:
        return unwanted("this person wants no reminders")
    if poll.session:  # people are in it together, at whatever hour
        return None
    zone = zone_of(person) if message.recipient else ZoneInfo(HOME_ZONE)
    decent = decent_time(now, zone, memory.is_holiday, hour_of(person))
    if decent >= poll.closes_at:
        return unwanted("it closes before a decent hour")
    return postponed(decent, now) if decent > now else None


def _shown(memory: Memory, message: Message) -> Poll | None:
    return memory.polls.get(message.subject)


def _reminded(memory: Memory, message: Message) -> Reminded | None:
    """What is asked, without how it was answered, and whether they have by now."""
    poll = memory.polls.get(message.subject)
    if poll is None:
        return None
    parts = (Tally(each, (), 0) for each in memory.polls.parts_of(poll.id))
    asked = Tally(poll, (), 0, parts=tuple(parts))
    is_known = message.recipient and not poll.is_anonymous
    return Reminded(asked, bool(is_known and _has_answered(memory, poll, message.recipient)))


def _its_channel(memory: Memory, message: Message) -> str:
    poll = memory.polls.get(message.subject)
    return poll.channel if poll else ""


KINDS = (
    MessageKind(
        name=POLL_REMINDER,
        content=_reminded,
        cause=Cause.REMINDER,
        window=MOST_AHEAD,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        redrawn=Rank.LAST,
        guard=_against,
        programme=_its_channel,
    ),
    MessageKind(
        name=POLL_CARD_DELETED,
        content=_shown,
        cause=Cause.OWN_ACT,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        redrawn=Rank.LAST,
        programme=_its_channel,
        for_members=True,
    ),
)
