"""Who has said nothing though they were told: counted from what has reached each of them, not from Go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from coproduction.breakouts import ASKED_AFTER, GRACE, MOVE_NOTE, SEAT_NOTE, SILENT, STILL_HERE, Round
from coproduction.breakouts.silence import had_their_time, next_look
from coproduction.machine import MOVING
from coproduction.messages import Message
from coproduction.ports import Memory
from coproduction.service.breakouts.presence import Sitting, sitting_in


@dataclass(frozen=True, slots=True)
class Silence:
    """Who is silent in a round that goes on, by when something has reached them; None: it is under way.

    `untold`: when they were told where they sit, of those who were not asked yet; `asked`: when they were
    asked whether they are there; `leading`: when those who lead were told of it, who can say that nobody is
    missing. Whom it cannot reach any more stands in none.
    """

    sitting: Sitting
    untold: dict[str, datetime | None]
    asked: dict[str, datetime | None]
    leading: dict[str, datetime | None]

    def to_ask(self, now: datetime) -> tuple[str, ...]:
        """Who was told long enough ago; nobody while hardly anybody has spoken: then it means nothing."""
        ready = had_their_time(self.untold, now, ASKED_AFTER)
        return ready if self._is_telling(ready) else ()

    def means_nothing(self, now: datetime) -> bool:
        """Whether all have had their time, and hardly anybody has spoken: people do not look at Slack."""
        ready = had_their_time(self.untold, now, ASKED_AFTER)
        return not self.asked and len(ready) == len(self.untold) and not self._is_telling(ready)

    def _is_telling(self, ready: Collection[str]) -> bool:
        """Who was told only a moment ago is not silent yet."""
        return self.sitting.is_telling_beside(len(ready) + len(self.asked))

    def to_leave(self, now: datetime) -> tuple[str, ...]:
        """Whom the question reached long enough ago, once somebody who leads has known that for as long."""
        is_known = not self.leading or had_their_time(self.leading, now, GRACE)
        return had_their_time(self.asked, now, GRACE) if is_known else ()

    def is_clear(self, now: datetime, out: Collection[str] = ()) -> bool:
        """Whether nobody is to be asked any more, or waited for, without those who are `out` by now."""
        return self.means_nothing(now) or not (self.untold or set(self.asked) - set(out))

    def after(self, asked: Collection[str] = (), out: Collection[str] = ()) -> "Silence":
        """The same once these have been asked, and those are out."""
        untold = {one: at for one, at in self.untold.items() if one not in asked}
        waiting = {one: at for one, at in self.asked.items() if one not in out}
        return Silence(self.sitting, untold, waiting | dict.fromkeys(asked), self.leading)

    def next_look(self, now: datetime) -> datetime:
        """When more of them have had their time."""
        leading = self.leading if self.asked else {}
        return next_look([(self.untold, ASKED_AFTER), (self.asked, GRACE), (leading, GRACE)], now, GRACE)


def of(memory: Memory, round_: Round) -> Silence:
    """Who is silent in this round."""
    return among(memory, sitting_in(memory, round_))


def among(memory: Memory, sitting: Sitting) -> Silence:
    """Who of these is silent."""
    silent, round_ = sitting.silent, sitting.round
    if not silent:
        return Silence(sitting, {}, {}, {})
    told = memory.messages.about(SEAT_NOTE, round_.id, MOVE_NOTE, STILL_HERE, SILENT)
    questions = _by_reader(each for each in told if each.kind == STILL_HERE)
    notes = _by_reader(each for each in told if each.kind in (SEAT_NOTE, MOVE_NOTE))
    leading = _by_reader(each for each in told if each.kind == SILENT)
    untold = {one: notes.get(one, []) for one in silent if one not in questions}
    asked = {one: questions[one] for one in silent if one in questions}
    return Silence(sitting, _reached(untold), _reached(asked), _reached(leading))


def untold(memory: Memory, sitting: Sitting) -> frozenset[str]:
    """Who of these has said nothing, because it has not reached them yet where they sit."""
    waiting = among(memory, sitting).untold
    return frozenset(one for one, told_at in waiting.items() if told_at is None)


def _by_reader(messages: Iterable[Message]) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(message.recipient, []).append(message)
    return found


def _reached(told: dict[str, list[Message]]) -> dict[str, datetime | None]:
    """When the last of these has reached each of them; without those whom none can reach.

    What was not owed yet waits for the place of its group.
    """
    found: dict[str, datetime | None] = {}
    for person, messages in told.items():
        came = [each.arrived_at for each in messages if each.arrived_at]
        is_coming = not messages or any(each.state in MOVING for each in messages)
        if is_coming or came:
            found[person] = None if is_coming else max(came)
    return found
