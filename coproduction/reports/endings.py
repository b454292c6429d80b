"""How sessions were for people: what they answered to the further questions at a session's end.

They are counted once, when the closing question closes, and never change again. Each is told only where at
least five people answered it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coproduction.ownquestions import CANDOUR, HEARD, TO_CHANGE, UNDERSTAND, WORKED
from coproduction.polls import Tally
from coproduction.questions.beforenow import MOVES
from coproduction.releases import FEWEST
from coproduction.shares import Share

NOBODY = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Ending:
    """Of those who answered each: who felt listened to (4 or 5 of 5), who understands better now than before,
    and how many wrote what worked and what to change; nobody, where that would be fewer than five.

    `candid` could say what they really think (4 or 5 of 5), `candid_before` when they checked in.
    """

    heard: Share = NOBODY
    better: Share = NOBODY
    worked: int = 0
    to_change: int = 0
    candid_before: Share = NOBODY
    candid: Share = NOBODY


UNTOLD = Ending()


def ending_of(parts: Iterable[Tally], before: Sequence[int] = ()) -> Ending:
    """What may be told of the further questions of a closing question that has closed, and of what people
    said of candour `before`, by step.
    """
    told = {part.poll.question: part for part in parts}
    return Ending(
        heard=_heard(told.get(str(HEARD))),
        better=_better(told.get(str(UNDERSTAND))),
        worked=_written(told.get(str(WORKED))),
        to_change=_written(told.get(str(TO_CHANGE))),
        candid_before=_high(before),
        candid=_heard(told.get(str(CANDOUR))),
    )


def _heard(part: Tally | None) -> Share:
    """Who would rather not say is not among those who said."""
    if part is None or not part.counts:
        return NOBODY
    *steps, _skipped = part.counts
    return _high(steps)


def _high(steps: Sequence[int]) -> Share:
    """Who chose one of the two highest numbers."""
    return _from_five_on(Share(sum(steps[-2:]), sum(steps)))


def _better(part: Tally | None) -> Share:
    if part is None or not part.counts:
        return NOBODY
    return _from_five_on(Share(part.counts[-len(MOVES)], part.answered))


def _written(part: Tally | None) -> int:
    number = len(part.written) if part else 0
    return number if number >= FEWEST else 0


def _from_five_on(share: Share) -> Share:
    return share if share.whole >= FEWEST else NOBODY
