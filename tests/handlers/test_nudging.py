"""The outbox under bad weather: each nudge arrives exactly once, or somebody can see that it did not."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import running
from bot.store import opened
from coproduction.machine import LEASE, Event
from coproduction.messages import Message, unwanted
from coproduction.ports import Memory
from coproduction.service import nudging
from coproduction.service.kinds import kind_of
from handlers.advance import let_time_pass
from handlers.sending.outbox import Outbox
from handlers.sending.undisturbed import against
from handlers.slack.pace import Pace
from rehearsal.driver.room import Person
from tests.handlers.database import tables
from tests.handlers.test_faults import broken, repaired
from tests.lengths import has_long_form, short_or_long
from tests.looks import draw
from tests.stage import ROOM, SECRET_KEY, Stage, on_stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = ASKED + timedelta(minutes=10)
WORKSPACE = "T0ALONGSIDE"
WEEKS = ("Week by week", "Monday ")


async def promise(stage: Stage, *people: Person) -> None:
    """These people pledge something that will be asked about on Wednesday the 10th at ten."""
    await stage.time_is(WEDNESDAY)
    await stage.session()
    for person in people or (stage.ana,):
        await stage.pledge(person, f"Visit {person.name}'s street", "2027-03-12")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.miriam.sees("Before you go", channel=ROOM)
    await stage.rests()


async def nudges(person: Person) -> int:
    """How many nudges this person has."""
    seen = await person.messages("bot")
    return sum("How is your pledge going?" in message.readable for message in seen)


async def overview(stage: Stage) -> list[str]:
    """What /copro nudges says, but for the weeks and the day of the summary."""
    await stage.miriam.types("/copro nudges", channel=ROOM)
    shown = await stage.miriam.sees("Reminders", channel=ROOM, private=True)
    lines = [line for line in shown.readable.splitlines() if not line.startswith(WEEKS)]
    days = next((at for at, line in enumerate(lines) if "a summary of" in line), len(lines))
    return lines[:days]


ERRORS = [f"error:{each}_error" for each in ("internal", "fatal")]
ERRORS += [f"error:{each}" for each in ("token_revoked", "service_unavailable", "ratelimited")]


@has_long_form
@pytest.mark.parametrize(
    "trouble",
    # The others meet a nudge among all kinds of messages, in tests/disturbances/test_posts.py.
    [
        *ERRORS,
        "cut_after",
        *short_or_long([], ["429", "500_before", "500_after", "cut_before", "hang_after"]),
    ],
)
async def test_one_nudge_after_any_trouble_that_passes(stage: Stage, trouble: str) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what=trouble, seconds=0.1)

    await stage.time_is(ASKED + MINUTE)
    await stage.time_is(LATER)

    assert await nudges(stage.ana) == 1
    assert await overview(stage) == ["Reminders", "Sent: 1"]


@pytest.mark.parametrize("trouble", ["500_after", "cut_after", "cut_before"])
async def test_nothing_is_sent_again_while_nobody_knows_whether_it_arrived(
    stage: Stage, trouble: str
) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what=trouble)
    await stage.time_is(ASKED + MINUTE)
    arrived = await nudges(stage.ana)

    await stage.rests()
    await stage.time_is(ASKED + 2 * MINUTE)

    assert await nudges(stage.ana) == arrived
    assert await overview(stage) == ["Reminders", "Maybe sent, I will check myself: 1"]


async def test_trouble_that_comes_again_and_again_ends_with_one_nudge(stage: Stage) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what="cut_before")
    await stage.room.disturb("chat.postMessage", what="429", retry_after=30)
    await stage.room.disturb("chat.postMessage", what="500_after")
    await stage.room.disturb("conversations.history", what="500_before")
    await stage.room.disturb("conversations.history", what="429", retry_after=30)

    for minutes in range(1, 31, 2):
        await stage.time_is(ASKED + minutes * MINUTE)

    assert await nudges(stage.ana) == 1
    assert await overview(stage) == ["Reminders", "Sent: 1"]


async def test_a_conversation_that_cannot_be_opened_at_first_costs_nothing(stage: Stage) -> None:
    await promise(stage)
    await stage.room.disturb("conversations.open", what="500_after")
    await stage.room.disturb("conversations.open", what="cut_before")

    for minutes in (1, 3, 6):
        await stage.time_is(ASKED + minutes * MINUTE)

    assert await nudges(stage.ana) == 1


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("error:channel_not_found", "Slack opens no conversation with them"),
        ("error:is_archived", "the conversation is closed"),
        ("error:restricted_action", "this workspace lets the app not write there"),
        ("error:no_text", "Slack says no_text"),
    ],
)
async def test_what_slack_refuses_for_good_is_not_sent_and_can_be_seen(
    stage: Stage, trouble: str, why: str
) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what=trouble)

    await stage.time_is(ASKED + MINUTE)
    await stage.time_is(LATER)

    assert await nudges(stage.ana) == 0
    assert await overview(stage) == [
        "Reminders",
        "Failed: 1",
        f"Why they failed: {why}: 1",
        f"For @Ana Pereira, Wednesday 10 March 2027 at 10:00 UTC: Slack refused it, because {why}",
    ]


@pytest.mark.parametrize(("trouble", "arrived"), [("cut_after", 1), ("cut_before", 0)])
async def test_where_nobody_may_look_it_is_unconfirmed_until_a_facilitator_decides(
    stage: Stage, trouble: str, arrived: int
) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what=trouble)
    await stage.room.disturb("conversations.history", what="error:missing_scope")
    await stage.time_is(ASKED + MINUTE)
    await stage.time_is(LATER)
    await stage.time_is(LATER + timedelta(days=1))
    assert await nudges(stage.ana) == arrived
    assert await overview(stage) == [
        "Reminders",
        "Unconfirmed: 1",
        "For @Ana Pereira, Wednesday 10 March 2027 at 10:00 UTC: I do not know if it arrived",
        "Send it again",
    ]

    await stage.miriam.clicks("Send it again", channel=ROOM)

    await stage.miriam.sees("I am sending it again.", channel=ROOM, private=True)
    await stage.rests()
    assert await nudges(stage.ana) == arrived + 1
    await stage.miriam.clicks("Send it again", on="Reminders", channel=ROOM)
    await stage.miriam.sees("This reminder is not waiting for you any more.", channel=ROOM, private=True)
    await stage.rests()
    assert await nudges(stage.ana) == arrived + 1


async def test_a_restart_between_the_send_and_its_answer_neither_loses_nor_doubles(stage: Stage) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what="cut_after")
    await stage.time_is(ASKED + MINUTE)

    await stage.restarts_bot()
    await stage.time_is(LATER)

    assert await nudges(stage.ana) == 1
    assert await overview(stage) == ["Reminders", "Sent: 1"]


async def test_a_restart_before_the_day_forgets_nothing(stage: Stage) -> None:
    await promise(stage)

    await stage.restarts_bot()
    await stage.time_is(ASKED + MINUTE)
    await stage.restarts_bot()
    await stage.rests()

    assert await nudges(stage.ana) == 1


@pytest.mark.parametrize("was_sent", [False, True])
async def test_what_a_killed_process_had_claimed_is_looked_for_and_ends_as_one(
    stage: Stage, was_sent: bool
) -> None:
    await promise(stage)
    claimed = await _claimed_by_a_process_that_dies(stage)
    if was_sent:
        await _sent_by_it(stage, claimed)

    await stage.time_is(ASKED + LEASE - timedelta(seconds=5))
    assert await nudges(stage.ana) == was_sent
    await stage.time_is(LATER)
    await stage.time_is(LATER + timedelta(minutes=10))

    assert await nudges(stage.ana) == 1
    assert await overview(stage) == ["Reminders", "Sent: 1"]


async def _claimed_by_a_process_that_dies(stage: Stage) -> Message:
    """A process takes the nudge to send it, and is never heard of again."""

    def take(memory: Memory) -> Message:
        for follow_up in nudging.due(memory, ASKED):
            nudging.ask(memory, ASKED, follow_up)
        (message,) = memory.messages.claim(Event.CLAIMED, ASKED, lease="gone", until=ASKED + LEASE, most=5)
        return message

    return await stage.storage.write(WORKSPACE, take)


async def _sent_by_it(stage: Stage, message: Message) -> None:
    desk = stage.workspace.desk
    channel = await desk.slack.open_conversation(message.recipient)
    await desk.write(lambda memory: memory.messages.move_on(replace(message, channel=channel), message.state))
    content = await desk.read(lambda memory: kind_of(message.kind).content(memory, message))
    assert content is not None
    await stage.room.moves_to(ASKED)
    await desk.slack.post(
        replace(message, channel=channel), draw(await desk.voice(message.recipient), content, {}), ""
    )


async def test_what_has_waited_for_most_of_its_lease_is_claimed_anew_and_sent_at_once(stage: Stage) -> None:
    """Were its lease to end before it is sent, it would be looked for first, and come minutes later."""

    now = ASKED

    class Slow(Pace):
        turns = 0

        async def turn(self, lane: str) -> None:
            nonlocal now
            now, self.turns = ASKED + LEASE * 3 / 4, self.turns + 1

    await promise(stage)
    desk, slow = replace(stage.workspace.desk, clock=lambda: now), Slow(0)  # for the bot it is not due yet
    await let_time_pass(desk)

    await Outbox(desk, slow).flush()

    assert (await nudges(stage.ana), slow.turns) == (1, 2)
    assert await overview(stage) == ["Reminders", "Sent: 1"]


async def test_a_nudge_four_days_late_is_listed_instead_of_sent(stage: Stage) -> None:
    await promise(stage)
    await stage.serving.aclose()
    await stage.room.moves_to(ASKED + timedelta(days=4, minutes=1))

    await stage.starts_bot()
    await stage.rests()

    assert await nudges(stage.ana) == 0
    assert await overview(stage) == [
        "Reminders",
        "Too late to send: 1",
        "For @Ana Pereira, Wednesday 10 March 2027 at 10:00 UTC: its time had passed before I could send it",
    ]


async def test_a_nudge_late_by_hours_waits_for_a_decent_one(stage: Stage) -> None:
    await promise(stage)
    await stage.serving.aclose()
    await stage.room.moves_to(ASKED + timedelta(hours=13))

    await stage.starts_bot()
    await stage.rests()
    assert await nudges(stage.ana) == 0

    await stage.time_is(ASKED + timedelta(days=1, minutes=1))
    assert await nudges(stage.ana) == 1


async def test_who_says_stop_while_the_nudge_is_claimed_is_not_sent_it(stage: Stage) -> None:
    await promise(stage)
    claimed = await _claimed_by_a_process_that_dies(stage)
    assert await against(stage.workspace.desk, claimed) is None
    await stage.ana.types("/copro stop", channel=ROOM)

    assert await against(stage.workspace.desk, claimed) == unwanted("this person wants no reminders")


async def test_a_database_that_loses_an_hour_at_the_moment_sends_it_once(stage: Stage) -> None:
    await promise(stage)
    broken(stage, "message")
    for minutes in (1, 30, 60):
        await stage.room.moves_to(ASKED + minutes * MINUTE)
        with suppress(Exception):
            await stage.rests()
    assert await nudges(stage.ana) == 0
    repaired(stage, "message")

    await stage.time_is(ASKED + 62 * MINUTE)

    assert await nudges(stage.ana) == 1


async def test_a_slack_that_is_down_for_a_day_gets_it_once_when_it_is_back(stage: Stage) -> None:
    await promise(stage)
    await stage.room.disturb("chat.postMessage", what="500_before", lasting=True)
    for hours in (0, 1, 5, 23):
        await stage.time_is(ASKED + timedelta(hours=hours, minutes=1))
    assert await nudges(stage.ana) == 0
    await stage.room.undisturb()

    await stage.time_is(ASKED + timedelta(hours=25))
    await stage.time_is(ASKED + timedelta(hours=25, minutes=10))

    assert await nudges(stage.ana) == 1


async def test_an_outage_is_logged_once_and_survived(stage: Stage) -> None:
    await promise(stage, stage.ana, stage.delroy, stage.blessing)
    await stage.room.disturb("chat.postMessage", what="429", times=6)

    for minutes in range(1, 60, 4):
        await stage.time_is(ASKED + minutes * MINUTE)

    assert [await nudges(each) for each in (stage.ana, stage.delroy, stage.blessing)] == [1, 1, 1]
    assert await overview(stage) == ["Reminders", "Sent: 3"]


async def test_two_processes_on_one_database_send_each_nudge_once(postgresql_url: str) -> None:
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(on_stage(postgresql_url))
        people = stage.room.people("champion")[:12]
        await promise(stage, *people)
        storage = await stack.enter_async_context(opened(postgresql_url, SECRET_KEY))
        other = await stack.enter_async_context(running(stage.config, storage))

        (second,) = other.parts.workspaces

        await stage.room.moves_to(ASKED + MINUTE)
        await asyncio.gather(stage.time_is(ASKED + MINUTE), second.outbox.flush())
        await asyncio.gather(stage.rests(), second.outbox.flush())

        assert [await nudges(person) for person in people] == [1] * 12
        assert await stage.room.violations() == []


async def test_an_emoji_on_a_reminder_answers_it_once_and_one_on_anything_else_says_nothing(
    stage: Stage,
) -> None:
    await promise(stage, stage.ana, stage.delroy)
    await stage.time_is(ASKED + MINUTE)
    asked = "How is your pledge going?"

    await stage.ana.reacts("white_check_mark", on=asked, channel="bot")
    await stage.ana.sees("What difference did it make?", channel="bot")
    await stage.delroy.reacts("tada", on=asked, channel="bot")
    await stage.delroy.sees("Shall I mark it as done?", channel="bot")
    before = len(await stage.delroy.messages("bot"))
    await stage.delroy.unreacts("tada", on=asked, channel="bot", allow_silence=True)
    await stage.delroy.reacts("tada", on=asked, channel="bot", allow_silence=True)
    await stage.rests()
    assert len(await stage.delroy.messages("bot")) == before
    await stage.delroy.reacts("+1", on="Shall I mark it as done?", channel="bot")
    await stage.delroy.sees("Say what difference it made", channel="bot")

    rows = tables(stage)
    said = {row["person"]: row["reply"] for row in rows["follow_up"] if row["state"] != "planned"}
    assert said == {stage.ana.id: "done", stage.delroy.id: "done"}
    assert [(row["person"], row["words"]) for row in rows["note"]] == [(stage.delroy.id, ":tada:")]
