"""Private words that Slack did not take when they were due: late rather than never, and never older ones."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from coproduction.people import Actor
from coproduction.service import polls
from handlers.dispatch.unsaid import About, Persistence, Unsaid
from handlers.slack.slack_errors import Resting
from tests.disturbances.scene import said
from tests.handlers.database import tables
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from tests.wiretap import Wiretap

LATE = "did not open in time."
VOTE = About("U1", "poll")


class Slack:
    """Takes words, or has no time for them."""

    def __init__(self, persistence: Persistence) -> None:
        self.unsaid = Unsaid(persistence)
        self.said: list[str] = []
        self.tried: Counter[str] = Counter()
        self.is_busy = True
        self.was_asked = asyncio.Event()

    def keep(self, about: About, words: str) -> None:
        async def say() -> None:
            self.tried[words] += 1
            self.was_asked.set()
            if words == "refused for good":
                raise LookupError(words)
            if self.is_busy:
                raise Resting("chat.postEphemeral", 1)
            self.said.append(words)

        self.unsaid.keep(about, say)

    async def has_time(self) -> None:
        """It was asked in vain at least once; from now on it takes words, and has taken all."""
        await self.was_asked.wait()
        self.is_busy = False
        await self.unsaid.rests()


QUICKLY = Persistence(first=0.001, longest=0.002, kept=30)


async def test_words_are_said_once_when_slack_has_time_again() -> None:
    slack = Slack(QUICKLY)
    slack.keep(VOTE, "evening")

    await slack.has_time()

    assert slack.said == ["evening"]


async def test_of_two_words_about_one_thing_only_the_newest_is_said() -> None:
    slack = Slack(QUICKLY)
    slack.keep(VOTE, "morning")
    await slack.was_asked.wait()
    slack.keep(About("U2", "poll"), "another person's")
    slack.keep(VOTE, "evening")

    await slack.has_time()
    await slack.unsaid.rests()

    assert sorted(slack.said) == ["another person's", "evening"]


async def test_what_was_said_meanwhile_in_newer_words_is_not_said_again() -> None:
    slack = Slack(QUICKLY)
    slack.keep(VOTE, "morning")
    await slack.was_asked.wait()
    slack.unsaid.drop(VOTE)
    slack.keep(About("U2", "poll"), "evening")

    await slack.has_time()

    assert slack.said == ["evening"]


async def test_words_that_are_never_taken_cost_nobody_else_theirs() -> None:
    slack = Slack(QUICKLY)
    slack.is_busy = False
    slack.keep(VOTE, "refused for good")
    slack.keep(About("U2", "poll"), "evening")

    await slack.unsaid.rests()

    assert (slack.said, slack.tried["refused for good"]) == (["evening"], 1)


async def test_words_that_hang_keep_nobody_else_waiting() -> None:
    unsaid, heard, comes_back = Unsaid(QUICKLY), asyncio.Event(), asyncio.Event()

    async def hangs() -> None:
        await comes_back.wait()

    async def says() -> None:
        heard.set()

    unsaid.keep(About("U1", "now"), hangs)
    unsaid.keep(About("U2", "now"), says)

    async with asyncio.timeout(5):
        await heard.wait()
    comes_back.set()
    await unsaid.rests()


async def test_after_a_while_nobody_waits_for_them_any_more(wiretap: Wiretap) -> None:
    slack = Slack(Persistence(first=0.001, longest=0.002, kept=0))
    slack.keep(VOTE, "evening")

    await slack.unsaid.rests()

    assert (slack.said, slack.tried["evening"]) == ([], 0)
    assert "reason='too late'" in wiretap.lines.getvalue()


async def test_no_more_are_held_than_a_process_can_hold() -> None:
    slack = Slack(Persistence(first=0.001, most=2))
    for number in range(3):
        slack.keep(About(f"U{number}", "poll"), f"words of {number}")
    slack.is_busy = False
    await slack.unsaid.rests()

    assert slack.said == ["words of 1", "words of 2"]


async def test_while_slack_is_too_busy_nobody_is_left_with_silence_or_an_older_answer(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.ana.sees("Your answer is “Morning”.", channel=ROOM, private=True)
    await stage.room.disturb("*", what="429", retry_after=1, lasting=True)

    await stage.ana.types("/checkin hopeful", channel=ROOM)
    await stage.ana.clicks("Evening", on="When?", channel=ROOM)
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.ana.clicks("Evening", on="When?", channel=ROOM)
    await stage.workspace.answering.background.done()
    assert await said(stage.ana, LATE, ROOM) == await said(stage.ana, "“Evening”", ROOM) == 0
    await stage.room.undisturb()

    await stage.ana.sees("Your answer is “Evening”.", channel=ROOM, private=True)
    told = await stage.ana.sees(LATE, channel=ROOM, private=True)
    assert told.readable.splitlines()[0] == f"The form “Check in” {LATE} Nothing is lost."
    assert [await said(stage.ana, f"“{answer}”", ROOM) for answer in ("Morning", "Evening")] == [1, 1]
    await stage.ana.clicks("Open the form", on=LATE, channel=ROOM)
    await stage.ana.modal("Check in")
    assert len(tables(stage)["ballot"]) == 1

    await stage.room.disturb("*", what="429", retry_after=1, lasting=True)
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.workspace.answering.background.done()
    [asked] = tables(stage)["poll"]
    miriam = Actor(stage.miriam.id, is_admin=True)
    await stage.workspace.desk.write(lambda memory: polls.close_one(memory, miriam, asked["id"]))
    await stage.ana.clicks("Evening", on="When?", channel=ROOM)
    await stage.workspace.answering.background.done()
    await stage.room.undisturb()

    await stage.ana.sees("Your answer is recorded. The poll has closed since.", channel=ROOM, private=True)
    await stage.ana.sees("so this answer was not counted", channel=ROOM, private=True)
