"""How the bot is used stands in the log: a line for each event, in counts, and nobody can be told from it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from coproduction.usage import Use
from tests.stage import ROOM, Stage
from tests.wiretap import Wiretap


def used(wiretap: Wiretap) -> list[str]:
    """The lines of use, without their time and the padding that lines them up."""
    found = [line.partition("] ")[2] for line in wiretap.lines.getvalue().splitlines() if "] " in line]
    return [" ".join(line.split()) for line in found if line.split()[0] in set(Use)]


async def test_a_whole_small_session_is_told_in_counts(stage: Stage, wiretap: Wiretap) -> None:
    await stage.time_is(datetime(2027, 3, 3, 12, tzinfo=UTC))
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy, stage.blessing, stage.tunde)
    await stage.idea(stage.ana, "A buddy for every new parent")
    await stage.breakout(2)
    await stage.miriam.types('/poll live "When to meet?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When to meet?", channel=ROOM)
    await stage.ana.clicks("Evening", on="When to meet?", channel=ROOM)
    await stage.pledge(stage.ana, "Visit the school", "2027-03-12")
    await stage.pledge(stage.delroy, "Call the clinic", "2027-03-12")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    await stage.time_is(datetime(2027, 3, 10, 10, tzinfo=UTC))
    await stage.miriam.types("/copro report", channel=ROOM)
    await stage.rests()

    lines = used(wiretap)
    ended = "session_ended by=facilitator ideas=1 people=4 polls=1"
    assert [line for line in lines if not line.startswith("nudges_sent")] == [
        "session_started",
        "round_started groups=2 people=4",
        "poll_opened options=2",
        "poll_closed answers=1",
        "round_ended groups=2",
        "poll_opened options=3",  # the closing question
        ended,
        "report_asked",
    ]
    nudged = [line for line in lines if line.startswith("nudges_sent")]
    assert sum(int(re.findall(r"messages=(\d+)", line)[0]) for line in nudged) == 2
    assert [person.id for person in (stage.ana, stage.miriam) if person.id in " ".join(lines)] == []


async def test_a_session_that_nobody_ended_is_ended_by_time(stage: Stage, wiretap: Wiretap) -> None:
    await stage.session()
    await stage.time_is(datetime(2027, 3, 15, 12, tzinfo=UTC))
    assert used(wiretap) == [
        "session_started",
        "poll_opened options=3",
        "session_ended by=time ideas=0 people=0 polls=0",
    ]


async def test_what_was_refused_is_no_use(stage: Stage, wiretap: Wiretap) -> None:
    await stage.session()
    await stage.miriam.types('/copro start "Again"', channel=ROOM)
    await stage.miriam.sees("already live in this channel", channel=ROOM, private=True)
    assert used(wiretap) == ["session_started"]


async def test_no_line_of_the_log_tells_how_an_anonymous_poll_was_answered_more_exactly_than_its_card(
    stage: Stage, wiretap: Wiretap
) -> None:
    """Five answered one poll, and seven another: what is logged from opening to result is alike."""
    await stage.session()
    logged = []
    for question, given in (("Heard?", ["Yes"] * 5), ("Sure?", ["Yes"] * 4 + ["No"] * 3)):
        before = len(wiretap.lines.getvalue())
        await stage.poll(f'/poll anonymous "{question}" "Yes" "No"')
        await stage.ana.sees(question, channel=ROOM)
        for person, answer in zip(stage.room.people("champion"), given, strict=False):
            await person.clicks(answer, on=question, channel=ROOM)
        await stage.rests()
        await stage.miriam.types("/copro close", channel=ROOM)
        closed = await stage.ana.sees(f"Poll: closed {question}", channel=ROOM)
        assert "At least 5 people have answered." in closed.readable
        await stage.rests()
        logged.append([said_in(line) for line in wiretap.lines.getvalue()[before:].splitlines()])

    assert logged[0] == logged[1]
    assert used(wiretap) == ["session_started", *["poll_opened options=2", "poll_closed answers=5"] * 2]


def said_in(line: str) -> str:
    """A line of the log without its time."""
    return line.partition(" ")[2]
