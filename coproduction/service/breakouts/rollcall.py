"""Looking who is there: the silent are asked first, and only then do their groups go on without them.

Two minutes after somebody has been told where they sit, they are asked if they have not said "I'm here", and
whoever facilitates sees who that is. A minute after the question has reached them they are taken out if they
still say nothing. Unless hardly anybody has said it: then people are not looking at Slack, and silence means
nothing. Both times run from what has arrived, and not from Go: a full room's notes take minutes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from coproduction.breakouts import (
    ASKED_AFTER,
    GRACE,
    SILENT,
    STILL_HERE,
    TAKEN_OUT,
    Group,
    Presence,
    Round,
    RoundState,
    group_of,
    round_card,
    seat_of,
)
from coproduction.breakouts.changes import Shift, in_batch, left_at, since
from coproduction.breakouts.losses import Lost
from coproduction.errors import Refusal
from coproduction.messages import Message
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.breakouts import losses, notes, presence, rounds, silence
from coproduction.service.breakouts.history import groups
from coproduction.service.breakouts.silence import Silence
from coproduction.words import Text

_NO_CHANGES = Text("These changes are gone. Please use the newest message.")


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody who has not said that they are here is asked. `is_open`: their answer still changes something.

    `group` is theirs, None when it is not there any more.
    """

    round: Round
    group: Group | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody's group goes on without them. `is_open`: they are not back yet.

    `was_silent`: because they did not say that they are here; else a facilitator said that they are not.
    `is_back`: they sit in the group again while the round goes on. An older one is neither.
    """

    round: Round
    group: Group | None
    is_open: bool
    was_silent: bool = True
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """Who has not said that they are here, for whoever facilitates. `is_open`: nobody was taken out yet."""

    round: Round
    groups: tuple[Group, ...]
    people: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class SeatChanges:
    """Who is to be moved in the video call, for whoever facilitates, and what the groups lost by it.

    `is_open`: the round goes on, so that this can be mended. `silent`: which of them left because the roll
    was called, and not because anybody said so. `occasion`: what tells this batch from others of its round.
    """

    round: Round
    groups: tuple[Group, ...]
    shifts: tuple[Shift, ...]
    losses: tuple[Lost, ...] = ()
    is_open: bool = True
    silent: frozenset[str] = frozenset()
    occasion: str = ""


def questions_due(memory: Memory, now: datetime) -> list[str]:
    """The rounds in which it is time to ask the silent."""
    return [round_.id for round_ in memory.breakouts.live() if _is_question_due(round_, now)]


def ask_silent(memory: Memory, now: datetime, round_id: str) -> None:
    """Ask those who have not said that they are here, and tell whoever facilitates who they are.

    Who was told where they sit less than two minutes ago is asked when the roll is called.
    """
    round_ = rounds.locked(memory, round_id)
    if round_ is None or not _is_question_due(round_, now):
        return
    _look_again(memory, now, round_, silence.of(memory, round_))


def _look_again(memory: Memory, now: datetime, round_: Round, found: Silence) -> None:
    """Ask those whose time has come, and keep when to look next: a minute after what is stored."""
    to_ask = found.to_ask(now)
    next_at = found.after(asked=to_ask).next_look(now)
    at = replace(round_, asked_at=next_at - GRACE)
    memory.breakouts.put(at)
    if to_ask:
        notes.ask_silent(memory, now, rounds.session_of(memory, at), at, to_ask)


def rolls_due(memory: Memory, now: datetime) -> list[str]:
    """The rounds in which it is time to look who is there."""
    return [round_.id for round_ in memory.breakouts.live() if _is_roll_due(round_, now)]


def call_roll(memory: Memory, now: datetime, round_id: str) -> None:
    """Whom the question has reached a minute ago and who still says nothing is taken to be absent.

    Nobody whom it has not reached. It is done again as long as others are to be asked, or were only just.
    Nothing is done when somebody else has called the roll, or the round is over.
    """
    round_ = rounds.locked(memory, round_id)
    if round_ is None or not _is_roll_due(round_, now):
        return
    found = silence.of(memory, round_)
    out = found.to_leave(now)
    if found.is_clear(now, out):
        memory.breakouts.put(replace(round_, called_at=now))
    else:
        _look_again(memory, now, round_, found.after(out=out))
    presence.leave_silent(memory, now, round_, out)
    notes.redraw_asked(memory, notes.silent_cards(memory, round_))


def keep_all(memory: Memory, now: datetime, actor: Actor, round_id: str) -> bool:
    """A facilitator knows that nobody is missing: the roll is not called. False when it had been already."""
    people.require_facilitator(memory, actor, presence.DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.going_on(memory, round_id)
    if round_.called_at:
        return False
    memory.breakouts.put(replace(round_, called_at=now))
    memory.changed(round_card(round_id))
    notes.redraw_asked(memory, notes.asked(memory, round_))
    return True


def _is_question_due(round_: Round, now: datetime) -> bool:
    if (
        round_.state is not RoundState.LIVE
        or round_.asked_at
        or round_.called_at
        or round_.started_at is None
    ):
        return False
    return now >= round_.started_at + ASKED_AFTER and (round_.ends_at is None or now < round_.ends_at)


def _is_roll_due(round_: Round, now: datetime) -> bool:
    """While there is still something to come back to."""
    if round_.state is not RoundState.LIVE or round_.called_at or round_.asked_at is None:
        return False
    return now >= round_.asked_at + GRACE and (round_.ends_at is None or now < round_.ends_at)


def question(memory: Memory, message: Message) -> Question | None:
    """Are you there? Open until they say so, or were taken out."""
    round_ = memory.breakouts.get(message.subject)
    seat = seat_of(memory.breakouts.seats(message.subject), message.recipient)
    if round_ is None or seat is None:
        return None
    is_open = round_.state is RoundState.LIVE and not round_.called_at and seat.presence is Presence.EXPECTED
    return Question(round_, group_of(groups(memory, round_), seat.group), is_open)


def taken_out(memory: Memory, message: Message) -> TakenOut | None:
    """Your group goes on without you. Open until they are back; of several only the newest says anything."""
    round_ = memory.breakouts.get(message.subject)
    seat = seat_of(memory.breakouts.seats(message.subject), message.recipient)
    if round_ is None or seat is None:
        return None
    told = memory.messages.about(TAKEN_OUT, round_.id)
    theirs = (each.due_at for each in told if each.recipient == message.recipient)
    newest = max(theirs, default=message.due_at)
    goes_on = round_.state is RoundState.LIVE and message.due_at >= newest
    own = group_of(groups(memory, round_), seat.group)
    return TakenOut(
        round_,
        own,
        is_open=goes_on and not seat.is_taken,
        was_silent=not message.occasion,
        is_back=goes_on and seat.is_taken,
    )


def silent(memory: Memory, message: Message) -> Silent | None:
    """Who has not said that they are here; afterwards nobody any more."""
    round_ = memory.breakouts.get(message.subject)
    if round_ is None:
        return None
    there = presence.sitting_in(memory, round_)
    is_open = round_.state is RoundState.LIVE and not round_.called_at
    reached = {each.recipient for each in memory.messages.about(STILL_HERE, round_.id)}
    return Silent(round_, there.groups, tuple(one for one in there.silent if one in reached), is_open)


def seat_changes(memory: Memory, message: Message) -> SeatChanges | None:
    """What is different since the batch of changes before this one."""
    round_ = memory.breakouts.get(message.subject)
    return _changes_until(memory, round_, message.occasion) if round_ else None


def changes_seen(memory: Memory, actor: Actor, round_id: str, occasion: str) -> SeatChanges:
    """The same for whoever facilitates; a Refusal where there is no such batch."""
    people.require_facilitator(memory, actor, presence.DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = memory.breakouts.get(round_id)
    found = _changes_until(memory, round_, occasion) if round_ else None
    if found is None:
        raise Refusal(_NO_CHANGES)
    return found


def _changes_until(memory: Memory, round_: Round, occasion: str) -> SeatChanges | None:
    """The batch that ends at this moment, if it is one."""
    try:
        end = datetime.fromisoformat(occasion)
        changes = memory.breakouts.changes(round_.id)
        shifts = in_batch(changes, end)
    except (TypeError, ValueError, OverflowError):  # no moment, or one without a zone
        return None
    if not shifts:
        return None
    lost = losses.by(memory, rounds.session_of(memory, round_), round_, shifts, since(changes, end))
    is_open = round_.state is RoundState.LIVE
    silent = frozenset[str]().union(*(left_at(changes, at, end) for at in _called_at(memory, round_)))
    return SeatChanges(round_, groups(memory, round_), shifts, lost, is_open, silent, occasion)


def _called_at(memory: Memory, round_: Round) -> frozenset[datetime]:
    """When people were taken out because they had said nothing: they were told in the same moment."""
    told = memory.messages.about(TAKEN_OUT, round_.id)
    return frozenset(each.due_at for each in told if not each.occasion)


# What is asked before somebody is taken out and told afterwards: of no use any more once it is answered.
CONTENTS: Final[Mapping[str, Callable[[Memory, Message], Question | TakenOut | Silent | None]]] = {
    STILL_HERE: question,
    TAKEN_OUT: taken_out,
    SILENT: silent,
}
