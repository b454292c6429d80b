"""What tells groups that were shown from any others: who sits with whom, and what was said of them."""

from collections.abc import Sequence
from typing import NamedTuple

from coproduction.breakouts import Round
from coproduction.breakouts.changes import fingerprint, stamp
from coproduction.grouping import Quality, assess, in_words
from coproduction.ports import Memory
from coproduction.service.breakouts.history import Attending, groups, room
from coproduction.sessions import Session


class Stamp(NamedTuple):
    """Who sits with whom, and what is said of it: where only that differs, people told something since.

    `made`: who made or swapped these groups last, and when. Where that differs, too, somebody has since they
    were shown; where it does not, somebody came or left.
    """

    seats: str
    said: str
    made: str = ""

    def __str__(self) -> str:
        return "-".join(self)

    def shows(self, there: "Stamp") -> bool:
        """Whether who saw this has seen those groups, and what is said of them."""
        return (self.seats, self.said) == (there.seats, there.said)

    def is_replaced_by(self, there: "Stamp") -> bool:
        """Whether somebody has made or swapped other groups since."""
        return self.made not in ("", there.made)


def stamp_of(round_: Round, seated: Sequence[Sequence[str]], quality: Quality) -> Stamp:
    """The stamp of groups of this quality."""
    return Stamp(stamp(seated), fingerprint(str(each) for each in in_words(quality)), made_of(round_))


def made_of(round_: Round) -> str:
    """A short fingerprint of who made or swapped a round's groups last, and when."""
    return fingerprint([round_.made_by, round_.made_at.timestamp() if round_.made_at else None])


def stamp_now(memory: Memory, session: Session, round_: Round) -> tuple[Stamp, Attending]:
    """The stamp of a round's groups, by what is known of their people now; and what that is."""
    seated = tuple(group.members for group in groups(memory, round_))
    known = room(memory, session, round_, [one for members in seated for one in members])
    quality = memory.searches.find(assess, known.guests, known.wish, seated)
    return stamp_of(round_, seated, quality), known


def read(stamp_: str) -> Stamp:
    """A stamp that was drawn; that of an older version has only seats, or has not who made them."""
    seats, said, made = (*stamp_.split("-", 2), "", "")[:3]
    return Stamp(seats, said, made)
