"""The audited release: what may be shown of an anonymous poll when few people answered it.

It covers questions of two to four options with one choice of each voter, and one release of each poll: `fits`
says which, and scales are folded into three bands first (`banded`). It covers neither people who put together
what they know, nor two polls that are nearly the same. How it is computed: `coproduction.outcomes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coproduction.errors import Refusal
from coproduction.outcomes import FEWEST, Cells, Rung, cells_of, ordered, table
from coproduction.words import Text

LEAST_OPTIONS, MOST_OPTIONS = 2, 4
# Whose table is computed in two seconds (measured; ten are allowed). What is beyond is held.
MOST_VOTERS: Final = {2: 20_000, 3: 20_000, 4: 3_000}
INFORMATIVE = 9  # from so many voters on, nearly every result says something
TURNOUT_STEP = 5

BEFORE_OPENING = Text("With fewer than about 9 answers the result may have to stay hidden.")

# Where a scale is cut, by the number of its answers: 1-5 into 1-2, 3, 4-5; 0-10 into 0-3, 4-6, 7-10. The same
# for every poll: bands that somebody could choose afterwards would be a second release.
BANDS: Final = {5: (2, 3), 11: (4, 7)}
BAND_NAMES: Final = {
    5: (Text("Low (1–2)"), Text("Middle (3)"), Text("High (4–5)")),
    11: (Text("Low (0–3)"), Text("Middle (4–6)"), Text("High (7–10)")),
}


class Why(StrEnum):
    """Why a result is held. It follows from the number of voters alone, so it says nothing of their votes."""

    TOO_FEW = "too few"
    TELLING = "telling"  # enough answers, but this outcome would give somebody away
    TOO_MANY = "too many"  # to be checked in time


WHY_HELD: Final = {
    Why.TOO_FEW: Text("Too few answers to show without giving somebody away."),
    Why.TELLING: Text("This result stays hidden: it would give somebody away."),
    Why.TOO_MANY: Text("Too many answers to check that nobody is given away."),
}


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown. `cells` has one code for each option, in the order of the options; none when held.

    COUNTS: "0-4", "all but 0-4" or the nearest five ("15"). WORDS: "most", "some", "few". LEADER: "leads",
    "follows". The codes can be stored: what is then kept of the poll says no more than what was shown.
    """

    rung: Rung
    cells: Cells = ()
    why: Why | None = None  # only when held


def release(counts: Sequence[int]) -> Released:
    """What may be shown of a poll in which each voter chose one option: one count for each option comes in.

    The first call for a number of voters and options may compute for seconds (`MOST_VOTERS`): call it in a
    thread, never on the event loop. The same counts are always shown in the same way. What is not covered is
    held.
    """
    if any(count < 0 for count in counts):
        raise ValueError("no option is chosen by fewer than nobody")
    voters, options = sum(counts), len(counts)
    if not fits(options) or voters < FEWEST:
        return Released(Rung.HELD, why=Why.TOO_FEW)
    if voters > MOST_VOTERS[options]:
        return Released(Rung.HELD, why=Why.TOO_MANY)
    raised = table(voters, options)
    rung = Rung.HELD if raised is None else raised.get(ordered(counts), Rung.COUNTS)
    if rung is Rung.HELD:
        return Released(rung, why=Why.TOO_FEW if voters < INFORMATIVE else Why.TELLING)
    return Released(rung, cells_of(counts, rung))


def fits(options: int) -> bool:
    """Whether a question with so many options can be anonymous. A way not to answer is an option, too."""
    return LEAST_OPTIONS <= options <= MOST_OPTIONS


def require_fit(options: int) -> None:
    """A Refusal, which offers another level, when a question with so many options cannot be anonymous."""
    if not fits(options):
        raise Refusal(
            "An anonymous question can have {least} to {most} options. "
            "With more, somebody could be found out. Ask it as confidential.",
            "level",
            least=LEAST_OPTIONS,
            most=MOST_OPTIONS,
        )


def banded(counts: Sequence[int]) -> tuple[int, int, int]:
    """How many answered low, in the middle and high.

    The counts of the answers 1 to 5 or 0 to 10 come in, in this order.
    """
    if len(counts) not in BANDS:
        raise ValueError("only the scales 1–5 and 0–10 have bands")
    low, high = BANDS[len(counts)]
    return sum(counts[:low]), sum(counts[low:high]), sum(counts[high:])


def turnout(answered: int) -> int:
    """The turnout as it may be shown: the last full five. Zero means fewer than five."""
    return answered - answered % TURNOUT_STEP
