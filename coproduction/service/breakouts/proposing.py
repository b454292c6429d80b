"""Proposing breakout groups: made, looked at, made again, and only then told to anybody.

Making groups takes a while, and storage must not wait for it. So it is done in three steps: `prepare` reads
what is needed, `coproduction.grouping` makes the groups outside, `propose` or `reshuffle` stores them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from coproduction.breakouts import Group, Round, RoundState
from coproduction.breakouts.forms import (
    USUAL_SIZE,
    count_of,
    minutes_of,
    names_of,
    prompts_of,
    rounds_of,
    size_of,
    voices_of,
)
from coproduction.breakouts.losses import Lost, lost
from coproduction.breakouts.shapes import refuse_other_sizes, sized
from coproduction.errors import Over, Refusal
from coproduction.grouping import Grouping, Guest, Quality, Voices, Wish, assess, is_mendable, swap
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people, sessions
from coproduction.service.breakouts import seatless, swaps, unmet
from coproduction.service.breakouts.history import Attending, groups, room
from coproduction.service.breakouts.plannedrounds import Replaced, planned, planned_in, refuse_second
from coproduction.service.breakouts.proposedseats import counted, gone, present, seat_all, with_gone
from coproduction.service.breakouts.stamps import made_of, stamp_of
from coproduction.sessions import Session
from coproduction.words import Text

DOING = Text("start a breakout")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundForm:
    """What a facilitator asks for; texts as they were typed.

    `each` is how many people they expect in each of so many groups. `apart`, `together` and `left_out` are
    people's ids; when nothing was said of who is left out (None), facilitators are.
    """

    prompts: Sequence[str]
    origin: str
    size: str = USUAL_SIZE
    groups: str = ""
    each: tuple[str, ...] = ()
    minutes: str = ""
    rounds: str = ""
    names: str = ""
    apart: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    left_out: tuple[str, ...] | None = None
    voices: str = Voices.NOBODY_ALONE
    has_channels: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """What making the groups needs: the round they are for, how many rounds, and who is there."""

    round: Round
    rounds: int
    room: Attending
    is_offered: bool = False  # so many groups were tried and offered


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups as a facilitator sees them. `planned` counts this and later rounds, `away` who was missing.

    `stamp` tells these groups, and what is said of them, from any others: Go brings it back. `spelled` gives
    each need as it was typed. `is_mendable`: after swaps by hand, two who change places would do better.
    `losses` are what the swap made just now cost, of the two who are `swapped`; `unswapped`: how good the
    groups were without all swaps by hand, where these are worse than they might be. `undone`: who was swapped
    by hand in the groups before these, which did not keep it. `before`: who else made those, or swapped in
    them. `shut_out`: who came and was taken out of the private channel since.
    """

    round: Round
    groups: tuple[Group, ...]
    quality: Quality
    guests: Mapping[str, Guest]
    wish: Wish
    planned: int
    away: int = 0
    stamp: str = ""
    spelled: Mapping[str, str] = field(default_factory=dict)
    is_mendable: bool = False
    losses: tuple[Lost, ...] = ()
    undone: tuple[str, ...] = ()
    swapped: tuple[str, ...] = ()
    unswapped: Quality | None = None
    before: "Made | None" = None
    shut_out: tuple[str, ...] = ()

    @property
    def sizes_of(self) -> Quality:
        """By what other sizes are judged: what a swap by hand has cost is not the fault of these."""
        return self.unswapped or self.quality


class Made(NamedTuple):
    """Who made or swapped groups, and when."""

    by: str
    at: datetime


def ask(memory: Memory, actor: Actor, channel: str) -> None:
    """Whether groups may be asked for here now: a Refusal says what speaks against it."""
    people.require_facilitator(memory, actor, DOING, channel)
    refuse_second(memory, actor, sessions.require_live(memory, channel))


def prepare(memory: Memory, actor: Actor, channel: str, form: RoundForm) -> Ready:
    """Read who is there and what is wished; refuses what cannot become groups."""
    people.require_facilitator(memory, actor, DOING, channel)
    session = sessions.require_live(memory, channel)
    refuse_second(memory, actor, session)
    wanted = _round(memory, session, form)
    there = _everybody(memory, session, wanted)
    refuse_other_sizes(len(there.guests), there.wish, form.each)
    return Ready(wanted, rounds_of(form.rounds), there)


def propose(memory: Memory, now: datetime, actor: Actor, ready: Ready, made: Sequence[Grouping]) -> Proposal:
    """Keep the groups of a round, or of several planned together, in place of any proposed before."""
    people.require_facilitator(memory, actor, DOING)
    session = _locked(memory, ready.round)
    known = memory.breakouts.from_origin(ready.round.origin)
    if known:  # the same form came twice
        return draft(memory, actor, known.id)
    refuse_second(memory, actor, session)
    absent, before = gone(memory, session), planned_in(memory, session)
    undone = swaps.forget(memory, before)
    for older in before:
        memory.breakouts.drop(older.id)
    for later, grouping in enumerate(made):
        round_ = _made(sized(_later(memory, ready.round, later), grouping), now, actor)
        memory.breakouts.add(round_, with_gone(round_, grouping.groups, absent))
    others = _others_before(before, actor)
    return replace(draft(memory, actor, ready.round.id), undone=undone, before=others)


def prepare_again(memory: Memory, actor: Actor, round_id: str, luck: int = 1) -> Ready:
    """The same wish and the people who are there now, with other luck; with the same where `luck` is 0."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = planned(memory, actor, round_id)
    session = _live(memory, round_)
    again = replace(round_, seed=round_.seed + luck, left_out=_left_out_by_now(memory, session, round_))
    return Ready(again, len(planned_in(memory, session)), _everybody(memory, session, again))


def reshuffle(
    memory: Memory, now: datetime, actor: Actor, ready: Ready, made: Sequence[Grouping]
) -> Proposal:
    """Keep other groups for the rounds that are planned."""
    people.require_facilitator(memory, actor, DOING)
    session = _locked(memory, ready.round)
    planned(memory, actor, ready.round.id)
    undone = swaps.forget(memory, rounds := planned_in(memory, session))
    made_of = ready.round
    for round_, grouping in zip(rounds, made, strict=False):
        wanted = replace(round_, seed=made_of.seed, groups=made_of.groups, left_out=made_of.left_out)
        memory.breakouts.put(_made(sized(wanted, grouping), now, actor))
        seat_all(memory, session, round_, grouping.groups)
    others = _others_before(rounds, actor)
    return replace(draft(memory, actor, ready.round.id), undone=undone, before=others)


def prepare_resized(memory: Memory, actor: Actor, round_id: str, groups: str) -> Ready:
    """The same wish and people in so many groups, which were offered for what they do."""
    ready = prepare_again(memory, actor, round_id, luck=0)
    return replace(
        ready,
        is_offered=True,
        round=replace(ready.round, groups=count_of(groups)),
        room=replace(ready.room, wish=replace(ready.room.wish, groups=count_of(groups), size=None)),
    )


def swap_two(
    memory: Memory, now: datetime, actor: Actor, round_id: str, one: str, other: str, seen: str = ""
) -> Proposal:
    """Let two people change places before anybody is told.

    `seen` tells which groups were shown; Replaced where somebody has changed them since.
    """
    people.require_facilitator(memory, actor, DOING)
    session = _locked(memory, planned(memory, actor, round_id))
    there = groups(memory, round_ := planned(memory, actor, round_id))
    if seen not in ("", made_of(round_)):
        raise Replaced(round_)
    seated = tuple(group.members for group in there)
    at = {member: group.number for group in there for member in group.members}
    if one == other or not {one, other} <= at.keys():
        raise Refusal("Please choose two different people who are both in a group.", "other")
    seat_all(memory, session, round_, swap(seated, one, other))
    memory.breakouts.put(_made(round_, now, actor))
    swaps.keep(memory, now, round_, (one, at[one]), (other, at[other]))
    swapped = draft(memory, actor, round_.id)
    before, after = ({group.number: group.members for group in each} for each in (there, swapped.groups))
    losses = lost(before, after, swapped.guests, round_.apart)
    return replace(swapped, losses=losses, swapped=(one, other))


def draft(memory: Memory, actor: Actor, round_id: str) -> Proposal:
    """Groups that were proposed, and how good they are."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = planned(memory, actor, round_id)
    session, there = _live(memory, round_), groups(memory, round_)
    seated = tuple(group.members for group in there)
    known = room(memory, session, round_, [member for members in seated for member in members])
    quality, guests = assess(known.guests, known.wish, seated), {guest.id: guest for guest in known.guests}
    number, missing, out = counted(memory, session)
    drawn, spelled = str(stamp_of(round_, seated, quality)), unmet.spelled(memory, guests)
    made = Proposal(round_, there, quality, guests, known.wish, number, missing, drawn, spelled, shut_out=out)
    if not (quality.could_be_better_heard or quality.facts.unserved):
        return made
    if not (without := swaps.undone(memory, round_, there)):
        return made
    better = quality.could_be_better_heard and is_mendable(known.guests, known.wish, seated)
    return replace(made, is_mendable=better, unswapped=assess(known.guests, known.wish, without))


def _round(memory: Memory, session: Session, form: RoundForm) -> Round:
    held = [r for r in memory.breakouts.of(session.id) if r.state is not RoundState.PLANNED]
    return Round(
        id=memory.new_id(),
        session=session.id,
        number=len(held) + 1,
        prompts=prompts_of(form.prompts),
        origin=form.origin,
        size=size_of(form.size or USUAL_SIZE),
        groups=count_of(form.groups, form.size),
        minutes=minutes_of(form.minutes),
        names=names_of(form.names),
        apart=form.apart,
        together=form.together,
        left_out=seatless.leading(memory, session) if form.left_out is None else form.left_out,
        voices=voices_of(form.voices),
        has_channels=form.has_channels,
    )


def _everybody(memory: Memory, session: Session, round_: Round) -> Attending:
    return room(memory, session, round_, present(memory, session, round_.left_out))


def _left_out_by_now(memory: Memory, session: Session, round_: Round) -> tuple[str, ...]:
    """Who was left out of a round, and who leads and came since its groups were made."""
    seated = {seat.person for seat in memory.breakouts.seats(round_.id)}
    came = (one for one in seatless.leading(memory, session) if one not in seated)
    return tuple(dict.fromkeys((*round_.left_out, *came)))


def _later(memory: Memory, first: Round, later: int) -> Round:
    if not later:
        return first
    return replace(first, id=memory.new_id(), number=first.number + later, origin=f"{first.origin}:{later}")


def _made(round_: Round, now: datetime, actor: Actor) -> Round:
    return replace(round_, made_by=actor.id, made_at=now)


def _others_before(rounds: Sequence[Round], actor: Actor) -> Made | None:
    """Who else made the groups that these take the place of, or swapped in them last."""
    by, at = (rounds[0].made_by, rounds[0].made_at) if rounds else (None, None)
    return Made(by, at) if by and at and by != actor.id else None


def _locked(memory: Memory, round_: Round) -> Session:
    """The live session of a round; nobody else changes its rounds any more in this unit of work."""
    memory.breakouts.lock(round_.session)
    return _live(memory, round_)


def _live(memory: Memory, round_: Round) -> Session:
    session = memory.sessions.get(round_.session)
    if session is None or not session.is_live:
        raise Over("This session has ended, so there are no more rounds in it.")
    return session
