"""What is said without a name, forgotten for good when the session it was said in is over."""

from collections.abc import Callable
from dataclasses import replace

from coproduction.checkins import CheckIn, mark, names_stay, standing
from coproduction.errors import Refusal
from coproduction.ports import Memory
from coproduction.voices import resealed


def reseal(memory: Memory, session: str) -> None:
    """Let nobody tell any more who checked in without their name, whatever they read.

    The secret goes. And all that stays is stored anew in one unit of work, in an order that chance makes and
    unnamed ones under new voices: a database keeps in which transaction a row was written (PostgreSQL's
    xmin), and an unnamed voice was written just before its person's attendance. Of what everybody was shown
    the last state stays, and of the unnamed ones those who stand in it. Neither attendance nor the people
    themselves keep the order in which they came: who came last stands in no state that was shown.
    """
    kept, pepper = memory.checkins, _pepper(memory, session)
    said, shown = kept.of(session), _shown(memory, session, pepper)
    if pepper:
        said = standing(pepper, memory.workspace, said)
    told = resealed(
        said,
        memory.new_id,
        shown or (lambda _: False),
        keeps_names=_names_stay(memory, session, said, shown),
    )
    kept.clear(session)
    for each in told:
        kept.put(replace(each, candour=None))  # of it only what was counted stays
    kept.settle(session)
    kept.destroy_pepper(session)
    settle(memory, session)
    memory.forgets()


def settle(memory: Memory, session: str) -> None:
    """Keep of a session who attended it, and of nobody when they came."""
    memory.sessions.settle(session)
    memory.at_end.settle(session)
    memory.people.settle(memory.sessions.attendees(session))


def _pepper(memory: Memory, session: str) -> bytes | None:
    """The secret; None where it was locked with another key, or a backup was restored."""
    try:
        return memory.checkins.pepper(session)
    except Refusal:
        return None


def _shown(memory: Memory, session: str, pepper: bytes | None) -> Callable[[CheckIn], bool] | None:
    """Whether an answer stands in what everybody was shown last; None where that cannot be known any more."""
    if pepper is None:
        return None
    latest = memory.checkins.latest(session)
    states = latest.states if latest else frozenset()
    return lambda checkin: mark(pepper, memory.workspace, checkin) in states


def _names_stay(
    memory: Memory, session: str, said: list[CheckIn], shown: Callable[[CheckIn], bool] | None
) -> bool:
    latest = memory.checkins.latest(session)
    if latest is None or all(each.is_named for each in said):
        return True
    return shown is not None and names_stay(sum(latest.moods), sum(map(shown, filter(_is_named, said))))


def _is_named(checkin: CheckIn) -> bool:
    return checkin.is_named
