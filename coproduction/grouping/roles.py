"""Who writes down and who keeps the time: shared fairly over time, suggested, and always open to a swap.

The rule, most important first. Asked is whoever
1. is free: nobody has both duties where two people are there;
2. does not speak from lived experience: who does is there to be heard, and asked when nobody else is free;
3. to take notes, which are read out as well: neither came late nor needs help to take part, such as with a
   language. Where only one of the two who are asked is such a person, that one keeps the time instead;
4. did not have a duty in the round before;
5. has been here before: newcomers are not asked first (nobody's age is known, so none is asked for it);
6. had this duty least often, then any duty least often, then longest ago.
What is still even then is settled by a draw that is the same whenever it is repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from coproduction.grouping.guests import Guest
from coproduction.people import Perspective

Rank = tuple[bool, bool, bool, bool, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has which duty in one group; both are one person's only when alone."""

    scribe: str | None
    timekeeper: str | None


_NOBODY = Duty(None, None)


def roles(
    guests: Iterable[Guest],
    groups: Sequence[Sequence[str]],
    history: Sequence[Sequence[Duty]] = (),
    so_far: Sequence[Duty] = (),
    late: Collection[str] = (),
) -> list[Duty]:
    """A duty for each group; `history` has the duties of each earlier round, the latest last.

    `so_far` are duties that somebody of each group has already, and keeps. `late` are those who came late.
    """
    known = {guest.id: guest for guest in guests}
    past = _Past(history, {guest.id for guest in known.values() if guest.needs}.union(late))
    kept = so_far or [_NOBODY] * len(groups)
    return [
        _duty([known.get(one) or Guest(one) for one in group], past, has)
        for group, has in zip(groups, kept, strict=True)
    ]


def _duty(members: Sequence[Guest], past: _Past, so_far: Duty) -> Duty:
    """Whoever is free is asked for what is lacking; somebody alone has both."""
    scribe = so_far.scribe or _asked(members, past, past.scribes, but=so_far.timekeeper, spared=past.spared)
    timekeeper = so_far.timekeeper or _asked(members, past, past.timekeepers, but=scribe)
    if so_far == _NOBODY and scribe in past.spared and timekeeper not in past.spared:
        return Duty(timekeeper, scribe)
    return Duty(scribe, timekeeper)


def _asked(
    members: Sequence[Guest],
    past: _Past,
    times: Mapping[str, int],
    but: str | None,
    spared: Collection[str] = (),
) -> str | None:
    free = [guest for guest in members if guest.id != but] or members
    return min(free, key=lambda guest: past.rank(guest, times, spared)).id if free else None


class _Past:
    """Who had which duty how often and when last, and who is asked to take notes last."""

    def __init__(self, history: Sequence[Sequence[Duty]], spared: Collection[str]) -> None:
        self.spared = spared
        self.rounds = len(history)
        self.scribes: dict[str, int] = {}
        self.timekeepers: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for number, duties in enumerate(history):
            for duty in duties:
                self._count(self.scribes, duty.scribe, number)
                self._count(self.timekeepers, duty.timekeeper, number)

    def _count(self, times: dict[str, int], who: str | None, number: int) -> None:
        if who is not None:
            times[who] = times.get(who, 0) + 1
            self.last[who] = number

    def rank(self, guest: Guest, this_duty: Mapping[str, int], spared: Collection[str]) -> Rank:
        """Whoever has the least rank is asked; those who are `spared` this duty come late."""
        one, last = guest.id, self.last.get(guest.id, -1)
        return (
            guest.perspective is Perspective.LIVED,
            one in spared,
            last == self.rounds - 1 and last >= 0,
            guest.is_newcomer,
            this_duty.get(one, 0),
            self.scribes.get(one, 0) + self.timekeepers.get(one, 0),
            last,
            crc32(f"{self.rounds}:{one}".encode()),
        )
