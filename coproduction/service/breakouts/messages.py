"""The kinds of message of a breakout round."""

from datetime import datetime, timedelta

from coproduction.breakouts import (
    ARCHIVE,
    GROUP_CARD,
    MOVE_NOTE,
    RECALL,
    ROUND_CARD,
    SEAT_CHANGES,
    SEAT_NOTE,
    SILENT,
    STILL_HERE,
    TAKEN_OUT,
    TIME_WARNING,
    UNMET,
    RoundState,
    round_card,
)
from coproduction.breakouts.helpcalls import HELP_CALL
from coproduction.kinds import Cause, MessageKind, Place, Rank
from coproduction.messages import Message, MessageState, Outcome, too_late, unwanted
from coproduction.ports import Memory
from coproduction.service.breakouts import cards, channels, helpcalls, notes, rollcall, rounds, unmet
from coproduction.service.ended import is_over
from coproduction.sessions import SessionState

LEAST_LEFT = timedelta(minutes=1)  # "two minutes left" must not be said in the last one


def _programme(memory: Memory, message: Message) -> str:
    """A group's own channel is no programme's."""
    return rounds.programme_of(memory, message.subject)


def _of_session(memory: Memory, message: Message) -> str:
    session = memory.sessions.get(message.subject)
    return session.channel if session else ""


def _round_is_over(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """No group that has been called back gets a card, and nobody is sent into it."""
    round_ = memory.breakouts.get(message.subject)
    return unwanted("the round is over") if round_ is None or round_.state is RoundState.ENDED else None


def _session_is_over(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """A round is shown to nobody in a session that asks its last question."""
    round_ = memory.breakouts.get(message.subject)
    session = memory.sessions.get(round_.session) if round_ else None
    over = session is None or session.state is not SessionState.LIVE
    return unwanted("the session is over") if over else None


def _next_has_begun(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """Nobody is called back out of the groups of the next round, nor out of a session that is over."""
    if over := _session_is_over(memory, message, now):
        return over
    round_ = memory.breakouts.get(message.subject)
    of_session = memory.breakouts.of(round_.session) if round_ else []
    is_next = any(each.state is RoundState.LIVE for each in of_session)
    return unwanted("the next round has begun") if is_next else None


def _warning_is_old(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """A warning is for one end of a round: with another end goes another warning."""
    round_ = memory.breakouts.get(message.subject)
    if round_ is None or round_.state is not RoundState.LIVE or round_.ends_at is None:
        return unwanted("the round is over")
    if round_.ends_at.isoformat() != message.occasion:
        return unwanted("the round ends at another time")
    return too_late() if now > round_.ends_at - LEAST_LEFT else None


def _answer_came_first(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """Nobody is asked, or told, what their own press has answered meanwhile."""
    asked = rollcall.CONTENTS[message.kind](memory, message)
    return None if asked and asked.is_open else unwanted("it is answered, or the round is over")


def _group_has_its_place(memory: Memory, _now: datetime, message: Message, outcome: Outcome) -> None:
    """The round's card says which groups have channels of their own."""
    if outcome.state is MessageState.SENT:
        memory.changed(round_card(message.subject))


def _is_live(memory: Memory, message: Message) -> bool:
    round_ = memory.breakouts.get(message.subject)
    return round_ is not None and round_.state is RoundState.LIVE


def _is_past(memory: Memory, message: Message) -> bool:
    round_ = memory.breakouts.get(message.subject)
    return round_ is not None and is_over(memory, round_.session)


def _round_is_past(memory: Memory, message: Message) -> bool:
    """Hundreds of notes are closed when a round ends; those of the next round do not wait for them."""
    round_ = memory.breakouts.get(message.subject)
    return round_ is not None and (round_.state is RoundState.ENDED or is_over(memory, round_.session))


def _somebody_was_told(memory: Memory, _now: datetime, message: Message, _outcome: Outcome) -> None:
    """The round's card says how many have their private note, and how many groups were called back."""
    memory.changed(round_card(message.subject))


def _newer_was_told(memory: Memory, _now: datetime, message: Message, _outcome: Outcome) -> None:
    """What was said before is not where they sit any more."""
    round_ = memory.breakouts.get(message.subject)
    if round_:
        memory.misleads(*notes.private_notes(memory, round_, [message.recipient]))


def _no_words(_memory: Memory, _message: Message) -> None:
    """It is done and not said."""


# Whoever is back must not read above it, for as long as a whole room's notes take, that they are out.
_REDRAWN = {STILL_HERE: Rank.LAST, TAKEN_OUT: Rank.GROUP, SILENT: Rank.IN_TURN}

KINDS = (
    MessageKind(
        name=ROUND_CARD,
        content=cards.overview,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        is_past=_is_past,
        guard=_session_is_over,
        lives=_is_live,
    ),
    MessageKind(
        name=GROUP_CARD,
        content=cards.room,
        cause=Cause.SESSION,
        rank=Rank.GROUP,
        keeps_changing=True,
        is_past=_is_past,
        place=Place(wanted=channels.wanted, settled=channels.settle),
        guard=_round_is_over,
        ended=_group_has_its_place,
        lives=_is_live,
        programme=_programme,
    ),
    MessageKind(
        name=SEAT_NOTE,
        content=cards.note,
        cause=Cause.SESSION,
        rank=Rank.GROUP,
        keeps_changing=True,
        is_past=_round_is_past,
        redrawn=Rank.LAST,
        guard=_round_is_over,
        doors=channels.doors,
        ended=_somebody_was_told,
        programme=_programme,
        for_members=True,
    ),
    MessageKind(
        name=MOVE_NOTE,
        content=cards.note,
        cause=Cause.SESSION,
        rank=Rank.GROUP,
        keeps_changing=True,
        is_past=_round_is_past,
        guard=_round_is_over,
        doors=channels.doors,
        ended=_newer_was_told,
        programme=_programme,
        for_members=True,
    ),
    MessageKind(
        name=TIME_WARNING,
        content=cards.time,
        cause=Cause.SESSION,
        rank=Rank.GROUP,
        guard=_warning_is_old,
        programme=_programme,
    ),
    MessageKind(
        name=RECALL,
        content=cards.time,
        cause=Cause.SESSION,
        rank=Rank.GROUP,
        keeps_changing=True,
        is_past=_is_past,
        guard=_next_has_begun,
        ended=_somebody_was_told,
        redrawn=Rank.LAST,
        programme=_programme,
    ),
    MessageKind(name=ARCHIVE, content=_no_words, cause=Cause.SESSION),
    *(
        MessageKind(
            name=name,
            content=content,
            cause=Cause.SESSION,
            keeps_changing=True,
            is_past=_is_past,
            redrawn=_REDRAWN[name],
            guard=_answer_came_first,
            programme=_programme,
            for_members=True,
        )
        for name, content in rollcall.CONTENTS.items()
    ),
    MessageKind(
        name=HELP_CALL,
        content=helpcalls.wanted,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        is_past=_is_past,
        guard=helpcalls.nobody_waits,
        programme=_programme,
        for_members=True,
    ),
    MessageKind(
        name=UNMET,
        content=unmet.unmet,
        cause=Cause.SESSION,
        guard=unmet.is_met,
        programme=_of_session,
        for_members=True,
    ),
    MessageKind(
        name=SEAT_CHANGES,
        content=rollcall.seat_changes,
        cause=Cause.SESSION,
        guard=_round_is_over,
        programme=_programme,
        for_members=True,
    ),
)
