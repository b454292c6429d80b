"""The intruder's record: who tried, with what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.attack.intruder import PROMISED, Aim, Findings
from benchmarks.attack.rooms import OTHERS, PEOPLE
from benchmarks.attack.traces import Moment, Secret
from coproduction.releases import FEWEST

MOST, NAIVE_LEAST = 0.52, 0.95
_NOT_PROMISED: list[Aim] = [(Secret.CHECK_IN, Moment.OPEN)]

_KINDS = {(False, False): "", (True, False): ", naive", (False, True): ", the whole bot"}

_HEAD = f"""\
# Motivated-intruder test

**Who.** Somebody with skill and time and a reason to know, who is not the operator: they have no key
(`SECRET_KEY` or the key file), and no way into the bot while it runs, into Slack, or into what people
see in private.

**With what.** While a room is open: SQLite's files, with the write-ahead log copied again and again and
replayed commit by commit; PostgreSQL's table files, with xmin, xmax and ctid of every row, deleted ones,
too, which is more than a dump with system columns; everything the bot posted in the channel and each
edit, in order; every line of its log. Afterwards: the same files as they are when the session is over
and scrubbed. They know everybody who is in the room, and how the program works.

**What they try.** In each room, {PEOPLE} people vote in an anonymous poll, write an anonymous idea and
check in without their names, some of them twice, in an order that chance makes and up to four at once;
between that they, and {OTHERS} others, do what is stored with names. For each vote, idea and check-in
the intruder puts the people in order, in every way that the traces give: who is named in the same
transaction, row or post, nearest to it, just before it, or at the same place in the order of any table.
The figure is the AUC of the best way over all rooms: 0.5 is chance, 1 is certain. So that the test
itself is tested, the same rooms are played with a row that says who took part beside each ballot, idea
and check-in, in the same transaction. A few rooms are played by the whole bot on the rehearsal; they are
judged by themselves, with the margin that chance has in so few.
"""

_LEFT = """\
- Not protected, and not promised: check-ins while their session is open and in the ten minutes after it (an
  unnamed one is stored just before its person's attendance, which the write-ahead log and PostgreSQL's files
  show); whoever has the key by then, or while a poll is open; copies of the files that were made then;
  PostgreSQL's own write-ahead log, where the operator keeps it; whoever does something with their name just
  before or after, each time; and how somebody writes."""


def is_held(found: Findings) -> bool:
    """Whether what is promised holds of these rooms; of the naive ones, whether the attack finds them out."""
    powers = [found.best(aim)[1] for aim in PROMISED]
    if found.is_naive:
        return min(powers) >= NAIVE_LEAST
    return max(powers) <= found.most and (found.fewest or FEWEST) >= FEWEST and not found.logged


def record(findings: Sequence[Findings]) -> str:
    """The whole record, in Markdown."""
    return "\n".join([_HEAD, *_table(findings), "", *_words(findings)])


def _table(findings: Sequence[Findings]) -> Iterator[str]:
    yield "| database | rooms | what | when | AUC | by | promised |"
    yield "|---|---|---|---|---|---|---|"
    for found in findings:
        promised = f"at least {NAIVE_LEAST}" if found.is_naive else f"at most {found.most:.2f}"
        name = f"{found.database}{_KINDS[found.is_naive, found.is_staged]}"
        for aim in (*PROMISED, *_NOT_PROMISED):
            way, power = found.best(aim)
            said = promised if aim in PROMISED else "nothing"
            yield f"| {name} | {found.rooms} | {aim[0]} | {aim[1]} | {power:.3f} | {way} | {said} |"


def _words(findings: Sequence[Findings]) -> Iterator[str]:
    for found in findings:
        if found.is_staged:
            told = f"lines of the bot's log that named anybody, in {found.rooms} rooms: {found.logged}."
            yield f"- {found.database}: {told}"
        elif not found.is_naive:
            yield (
                f"- {found.database}: who watched the session's card and knew who came when could narrow no "
                f"mood and no word to fewer than {found.fewest} people."
            )
    yield _LEFT
    yield f"\n**Result: {'held' if all(map(is_held, findings)) else 'NOT HELD'}.**"
