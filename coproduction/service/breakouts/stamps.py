"""What tells groups that were shown from any others: who sits with whom, and what was said of them."""

from collections.abc import Sequence
from typing import NamedTuple

from coproduction.breakouts import Round
from coproduction.breakouts.changes import fingerprint, stamp
from coproduction.grouping import Quality, assess, in_words
from coproduction.ports import Memory
from coproduction.service.breakouts.history import groups, room
from coproduction.sessions import Session


class Stamp(NamedTuple):
    """Who sits with whom, and what is said of it: where only that differs, people told something since."""

    seats: str
    said: str

    def __str__(self) -> str:
        return f"{self.seats}-{self.said}"


def stamp_of(seated: Sequence[Sequence[str]], quality: Quality) -> Stamp:
    """The stamp of groups of this quality."""
    return Stamp(stamp(seated), fingerprint(str(each) for each in in_words(quality)))


def stamp_now(memory: Memory, session: Session, round_: Round) -> Stamp:
    """The stamp of a round's groups, by what is known of their people now."""
    seated = tuple(group.members for group in groups(memory, round_))
    known = room(memory, session, round_, [one for members in seated for one in members])
    return stamp_of(seated, memory.searches.find(assess, known.guests, known.wish, seated))


def read(stamp_: str) -> Stamp:
    """A stamp that was drawn; that of an older version has only seats."""
    seats, _, said = stamp_.partition("-")
    return Stamp(seats, said)
