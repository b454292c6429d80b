"""The round that goes on in a session, or that waits for its start, for whoever leads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.breakouts import GROUP_CARD, MORE, Group, Round, RoundState, groups_of
from coproduction.machine import MOVING
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.breakouts import helpcalls, rounds
from coproduction.service.breakouts.cards import Called, called_of, told_of
from coproduction.service.breakouts.helpcalls import Called as HelpCalled
from coproduction.service.breakouts.history import callers_in, groups, is_here
from coproduction.service.breakouts.seatless import out_of
from coproduction.sessions import Session
from coproduction.words import Text

DOING = Text("list the groups")


@dataclass(frozen=True, slots=True)
class RoundNow:
    """A round that goes on, or that waits for its start. `here` are known to be, of `people` who sit in it.

    `told` have their message, `untold` cannot get it; `out` have no place in it any more. `back_to` is the
    end to which a round can go back that was given more time; None where it cannot. `is_next`: it was planned
    together with one that is over, so it can start without another look.
    """

    round: Round
    groups: int
    people: int
    here: int
    back_to: datetime | None = None
    is_next: bool = False
    told: int = 0
    untold: int = 0
    callers: int = 0  # who sit there and have no Slack, so that no message tells them their group
    out: int = 0
    calls: tuple[HelpCalled, ...] = ()  # of groups that would like a hand, while nobody goes there
    coming: int = 0  # cards of its groups that are still to come into the channel


def of(memory: Memory, now: datetime, session: Session) -> RoundNow | None:
    """The round that goes on, else the first that is planned."""
    rounds = memory.breakouts.of(session.id)
    live = next((each for each in rounds if each.state is RoundState.LIVE), None)
    planned = next((each for each in rounds if each.state is RoundState.PLANNED), None)
    shown = live or planned
    if shown is None:
        return None
    seats = memory.breakouts.seats(shown.id)
    there: tuple[Group, ...] = groups_of(shown, seats)
    told, untold = told_of(memory, shown, there)
    return RoundNow(
        shown,
        groups=len(there),
        people=sum(len(group.members) for group in there),
        here=sum(map(is_here, seats)),
        back_to=_back_to(shown, now) if live else None,
        is_next=shown is planned and any(each.state is RoundState.ENDED for each in rounds),
        told=told,
        untold=len(untold),
        callers=callers_in(seats),
        out=len(out_of(memory, session, seats)) if live else 0,
        calls=helpcalls.waiting(memory, live, there) if live else (),
        coming=_coming(memory, live) if live else 0,
    )


def unreached(memory: Memory, actor: Actor, round_id: str) -> dict[Group, tuple[str, ...]]:
    """Whom no message with their group can reach, for whoever leads; a Refusal once the round is over."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.seen(memory, round_id)
    there = groups(memory, round_)
    _, untold = told_of(memory, round_, there)
    found = {group: tuple(one for one in group.members if one in untold) for group in there}
    return {group: some for group, some in found.items() if some}


def _coming(memory: Memory, live: Round) -> int:
    if live.has_channels:
        return 0
    return sum(card.state in MOVING for card in memory.messages.about(GROUP_CARD, live.id))


def called_back(memory: Memory, session: Session) -> Called | None:
    """How far the call to come back from the last round is, while it goes on or where some were not told."""
    over = [each for each in memory.breakouts.of(session.id) if each.state is RoundState.ENDED]
    called = called_of(memory, over[-1]) if over else None
    return called if called and (called.goes_on or called.untold) else None


def _back_to(round_: Round, now: datetime) -> datetime | None:
    """The end before it was last given more time, where that is still to come."""
    if not (round_.ends_at and round_.started_at and round_.minutes):
        return None
    before = max(round_.ends_at - MORE, round_.started_at + timedelta(minutes=round_.minutes))
    return before if now < before < round_.ends_at else None
