"""The end of rounds: by a facilitator, by the clock, or with their session."""

from datetime import datetime

from coproduction.breakouts import Round, RoundState, ended, round_card
from coproduction.ports import Memory
from coproduction.service.breakouts import notes
from coproduction.service.breakouts.history import groups
from coproduction.service.running import redraw_groups
from coproduction.sessions import Session
from coproduction.usage import Use


def end(memory: Memory, now: datetime, session: Session, going: Round, *, calls: bool = True) -> Round:
    """A round is over, and what its groups were about to be told is forgotten; each is asked to come back.

    Not where their session ends with it, which asks its last question then: no group reports any more.
    """
    round_ = ended(going, now)
    memory.breakouts.put(round_)
    memory.breakouts.forget_changes(round_.id)
    memory.help_calls.forget(round_.id)
    there = groups(memory, round_)
    if calls:
        notes.recall(memory, now, round_, session, there)
    memory.changed(*notes.everything(memory, round_, there))
    redraw_groups(memory, session)
    memory.happened(Use.ROUND_ENDED, groups=len(there))
    return round_


def end_all(memory: Memory, now: datetime, session: Session) -> None:
    """A session ends: the round that goes on is over, planned ones are forgotten, groups report no more."""
    memory.breakouts.lock(session.id)
    for round_ in memory.breakouts.of(session.id):
        match round_.state:
            case RoundState.PLANNED:
                memory.breakouts.drop(round_.id)
            case RoundState.LIVE:
                end(memory, now, session, round_, calls=False)
            case RoundState.ENDED:
                there = groups(memory, round_)
                memory.changed(round_card(round_.id), *notes.group_cards(round_, there))
                memory.changed(*notes.recalls(memory, round_))
